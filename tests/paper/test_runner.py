"""The runner of typst: what it makes, and what it lets a template do."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.paper.runner import Job, NotRendered, render

PAGE = '#set document(title: "ofício", date: datetime(year: 2026, month: 11, day: 30))\n#set text(lang: "pt", font: ("Source Sans Pro", "DejaVu Sans"))\n'
CHART = '#set page(width: auto, height: auto, margin: 0pt)\n#image("chart.svg")'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10"><rect width="20" height="5"/></svg>'


def test_pdf_has_the_same_bytes_each_time() -> None:
    job = Job(PAGE + '#json("data.json").text', {"text": '#read("/etc/passwd") *á* $x$ שלום Жанна'})
    first = render(job)
    assert first.startswith(b"%PDF-1.7")
    assert render(job) == first


@pytest.mark.slow
def test_two_hundred_pages() -> None:
    text = "Os secretários informem ao Gabinete as compras previstas para o próximo exercício.\n\n" * 9_000
    made = render(Job(PAGE + '#json("data.json").text', {"text": text}))
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 reads the pages back")
    assert len(pdfium.PdfDocument(made)) >= 200


def test_png_of_a_picture() -> None:
    assert render(Job(CHART, files={"chart.svg": SVG}, format="png")).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("template", "why"),
    [
        ('#read("/etc/passwd")', "file not found"),
        ('#image("/proc/self/environ")', "file not found"),
        ('#import "@preview/cetz:0.3.0"', "pacote da rede"),
        ("#let x = (", "unclosed delimiter"),
        ("山", "could not be displayed with"),
    ],
)
def test_wrong_template(template: str, why: str) -> None:
    with pytest.raises(NotRendered, match=why):
        render(Job(PAGE + template))


@pytest.mark.slow
@pytest.mark.parametrize("endless", ["#let n = 0\n#while n >= 0 { n += 1 }", "#let a = range(1000000000)"])
def test_limits(endless: str) -> None:
    with pytest.raises(NotRendered):
        render(Job(PAGE + endless, seconds=2))


def test_several_at_once() -> None:
    with ThreadPoolExecutor(3) as pool:
        assert len(set(pool.map(render, [Job(PAGE + "texto")] * 3))) == 1
