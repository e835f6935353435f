"""The image of the container, built from this tree by its one command, and a house set up in it."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
NEEDS = ("buildah", "debootstrap")
pytestmark = pytest.mark.skipif(
    not os.environ.get("GABINETE_TEST_IMAGE"), reason="takes minutes: GABINETE_TEST_IMAGE=1, as in make faults"
)


@pytest.fixture(scope="module")
def container() -> Iterator[str]:
    """A container of the image, whose base is made here: no registry of images is asked."""
    missing = [each for each in NEEDS if shutil.which(each) is None]
    if missing or os.geteuid() != 0:
        pytest.skip(f"needs root, and of {', '.join(NEEDS)} here lacks: {', '.join(missing) or 'root'}")
    built = subprocess.run(["sh", "deploy/image.sh", "--debian"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S607
    if "Couldn't download" in built.stderr or "InRelease" in built.stderr:
        pytest.skip("debootstrap reaches no Debian mirror here")
    assert built.returncode == 0, built.stdout[-2000:] + built.stderr[-2000:]
    name = _buildah("from", "localhost/gabinete:latest")
    yield name
    _buildah("rm", name)


def _buildah(*words: str) -> str:
    done = subprocess.run(["buildah", *words], capture_output=True, text=True, check=False)  # noqa: S607
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def test_a_house_is_set_up_in_the_container(container: str) -> None:
    def bot(*words: str) -> str:
        return _buildah("run", container, "--", "python", "-m", "bot", *words)

    assert bot("--version").startswith("Gabinete ")
    assert bot("migrate").startswith("Versão do banco: nenhuma -> ")
    assert "entrar " in bot("invite", "--admin", "Igor Alves")
    assert bot("audit", "verify").startswith("História íntegra")
    assert _buildah("run", container, "--", "id", "-u") == "10001"
    assert _buildah("run", container, "--", "sh", "-c", "touch /app/bot/x 2>&1 || echo não").endswith("não")
