"""The libraries that the program runs on: their licences as a page, or all of them as a CycloneDX bill of materials.

python -m deploy.inventory --licences > docs/licencas.md
python -m deploy.inventory --sbom > sbom.json
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from bot import __version__

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_SAID_ELSEWHERE = {"pysqlite3": "zlib", "pyrage": "MIT"}  # not in their descriptions
_HEAD = """# Licenças das bibliotecas

Feita por `python -m deploy.inventory --licences`, do que está instalado. A licença do Gabinete é escolha do dono:
ponha-a na raiz, num arquivo `LICENSE`.

| biblioteca | versão | licença |
|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Library:
    """A pinned library: its name, its version, and the SHA-256 of each file it may be installed from."""

    name: str
    version: str
    hashes: tuple[str, ...]

    @property
    def licence(self) -> str:
        """The licence as the library itself says; a question mark where it does not or is not installed here."""
        try:
            said = metadata.metadata(self.name).json
        except metadata.PackageNotFoundError:
            return _SAID_ELSEWHERE.get(self.name, "?")
        classes = [str(each) for each in said.get("classifier", ())]
        trove = [each.rpartition(" :: ")[2] for each in classes if each.startswith("License")]
        free = str(said.get("license", "")).strip().partition("\n")[0][:60]
        return (
            str(said.get("license_expression", "")) or ", ".join(trove) or free or _SAID_ELSEWHERE.get(self.name, "?")
        )


def libraries(requirements: Path) -> Iterator[Library]:
    """The pinned libraries of a file made by pip-compile, by name."""
    for entry in requirements.read_text().replace("\\\n", " ").splitlines():
        if pinned := _PINNED.match(entry):
            yield Library(pinned[1], pinned[2], tuple(_HASH.findall(entry)))


def licences(found: Iterator[Library]) -> str:
    return _HEAD + "".join(f"| {each.name} | {each.version} | {each.licence} |\n" for each in found)


def bill_of_materials(found: Iterator[Library]) -> str:
    """The bill as JSON of CycloneDX 1.6 (ECMA-424)."""
    components = [
        {
            "type": "library",
            "bom-ref": (reference := f"pkg:pypi/{each.name.lower()}@{each.version}"),
            "name": each.name,
            "version": each.version,
            "purl": reference,
            "licenses": [{"license": {"name": each.licence}}],
            "properties": [{"name": "sha256", "value": value} for value in each.hashes],
        }
        for each in found
    ]
    ours = {"type": "application", "name": "gabinete", "version": __version__}
    bill = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": {"component": ours}}
    return json.dumps({**bill, "components": components}, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m deploy.inventory", description="O inventário das bibliotecas.")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--licences", action="store_true", help="a página das licenças, em Markdown")
    what.add_argument("--sbom", action="store_true", help="a lista de materiais, em JSON (CycloneDX)")
    write = licences if parser.parse_args().licences else bill_of_materials
    sys.stdout.write(write(libraries(Path("requirements.txt"))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
