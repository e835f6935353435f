"""The runner of typst: a template and its data in, the bytes of a PDF or PNG out.

    pdf = render(Job(template, data={"title": "…"}, files={"qr.svg": svg}))
    png = render(Job('#set page(width: auto, height: auto, margin: 0pt)\\n#image("chart.svg")',
                     files={"chart.svg": svg}, format="png"))

The template reads what people wrote as `json("data.json")` and the files by their names: text is only ever data.
`render` blocks, so below asyncio call it by `asyncio.to_thread`, never on the thread of the database. Each job has a
process of its own, with limits of time and memory, at a low priority, in an empty folder, without network or
environment; they run one after the other, so that paper never holds back a reply. The fonts are those of FONTS (Source
Sans Pro, then DejaVu Sans) and no other, so that the same job gives the same bytes on every machine. A PDF is PDF/A-2a
and PDF/UA-1: its template must set the title, the date and the language.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

FONTS = Path(__file__).parent / "fonts"
ARCHIVAL = ("a-2a", "ua-1")  # PDF/A for the archive, PDF/UA for screen readers
LARGEST = 20 * 1024 * 1024  # bytes of the result, as of an attachment
_SECONDS = 30  # of CPU, and twice that on the clock: the machine may be busy
_MEMORY = 1024**3  # bytes of address space; 500 pages of tables take half of it
_COMPILER = Path(__file__).parent / "compiler.py"
_one_at_a_time = Lock()


class NotRendered(Exception):
    """A job without a result: the template is wrong, or a limit was passed. The sentence says which."""


@dataclass(frozen=True, slots=True)
class Job:
    """A template with all it may read. `files`: text files (SVG, more templates) by name. `ppi`: of a PNG.

    `qr`: the words of the QR code in `qr.svg`. `fonts`: folders, the first one first. `timestamp`: the moment noted in
    a PDF, in Unix seconds.
    """

    template: str
    data: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    format: str = "pdf"
    standards: tuple[str, ...] = ARCHIVAL
    timestamp: int = 0
    ppi: float = 144
    fonts: tuple[Path, ...] = (FONTS,)
    seconds: int = _SECONDS
    qr: str = ""


def render(job: Job) -> bytes:
    """The PDF or PNG of a job. Raises NotRendered."""
    _check_packages(job)
    with _one_at_a_time, tempfile.TemporaryDirectory(prefix="gabinete-papel-") as root:
        return _run(job, root)


def _run(job: Job, root: str) -> bytes:
    # -I: neither the environment nor the folder it runs in adds anything to what Python imports.
    command, limit = [sys.executable, "-I", str(_COMPILER)], 2 * job.seconds
    try:
        done = subprocess.run(  # noqa: S603
            command, input=_written(job), capture_output=True, cwd=root, env={}, timeout=limit, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise NotRendered(f"passou de {limit} segundos") from error
    if done.returncode:
        raise NotRendered(_reason(done.stderr, done.returncode))
    if len(done.stdout) > LARGEST:
        raise NotRendered("o arquivo passou de 20 MB")
    return done.stdout


def _written(job: Job) -> bytes:
    data = json.dumps(job.data, ensure_ascii=False, sort_keys=True)
    limits = {"seconds": job.seconds, "bytes": _MEMORY}
    values = {
        "format": job.format,
        "standards": job.standards,
        "timestamp": job.timestamp,
        "ppi": job.ppi,
        "qr": job.qr,
    }
    files = {**job.files, "main.typ": job.template, "data.json": data}
    return json.dumps({**values, "files": files, "fonts": [str(each) for each in job.fonts], "limits": limits}).encode()


def _check_packages(job: Job) -> None:
    """Raises NotRendered for a template that would fetch a package from the network."""
    templates = (job.template, *(text for name, text in job.files.items() if name.endswith(".typ")))
    if any('"@' in each for each in templates):
        raise NotRendered("o modelo pede um pacote da rede (@...), e aqui não há rede: ponha-o na pasta")


def _reason(stderr: bytes, code: int) -> str:
    try:
        problem = json.loads(stderr)
    except ValueError:
        return f"o processo acabou com o código {code}: {stderr[-300:].decode(errors='replace').strip()}"
    return str(problem["diagnostic"] or problem["message"])
