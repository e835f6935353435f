"""The program of the subprocess: a job in JSON on standard input, the PDF or PNG on standard output.

Run by bot/paper/runner.py in an empty folder. Exit 1: what is wrong with the template stands in JSON on standard error.
"""

import ctypes
import io
import json
import os
import resource
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000


def limit(limits: dict[str, int]) -> None:
    """Bound this process: seconds of CPU, bytes of memory, nothing written to the disk, no network where that goes."""
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"]))
    with suppress(ValueError, OSError):  # macOS knows the limit and refuses it
        resource.setrlimit(resource.RLIMIT_AS, (limits["bytes"], limits["bytes"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):
        os.nice(10)  # replies go first
    if sys.platform == "linux":
        ctypes.CDLL(None).unshare(
            _NEW_USER | _NEW_NET
        )  # fails where the machine forbids it; no package is named anyway


def qr_code(text: str) -> bytes:
    """The QR code of a text, as SVG."""
    import segno

    target = io.BytesIO()
    segno.make(text, error="m", micro=False).save(target, kind="svg", border=0, xmldecl=False)
    return target.getvalue()


def compiled(job: dict[str, Any]) -> bytes:
    """The pages of a job as one PDF, or its first page as PNG."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=job["fonts"])
    files = {name: text.encode() for name, text in job["files"].items()}
    if job["qr"]:
        files["qr.svg"] = qr_code(job["qr"])
    options = {"pdf_standards": job["standards"], "timestamp": job["timestamp"]} if job["format"] == "pdf" else {}
    if job["format"] == "png":
        options = {"ppi": job["ppi"]}
    pages: Any = typst.compile(files, root=Path.cwd(), font_paths=fonts, format=job["format"], **options)
    first: bytes = pages[0] if isinstance(pages, list) else pages
    return first


def main() -> int:
    job = json.load(sys.stdin.buffer)
    limit(job["limits"])
    try:
        result = compiled(job)
    except Exception as error:  # of the template, most likely; whoever asked decides
        text = getattr(error, "message", str(error))
        json.dump({"message": text, "diagnostic": getattr(error, "diagnostic", "")}, sys.stderr)
        return 1
    sys.stdout.buffer.write(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
