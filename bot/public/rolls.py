"""The page on the wall of a classroom, `/presenca/TOKEN`: the word of the minute, and the same as a QR code."""

import io
from html import escape
from time import monotonic

import segno
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.app import App
from bot.calendar_page import Counts
from bot.transactions import again, transaction
from models.courses import Turma, enrolment, rolls, turmas

_PER_MINUTE, _GUESSES = 60, 60
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    "Refresh": "15",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}
_PAGE = """<!doctype html>
<html lang="pt-BR"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Presença — {title}</title>
<style>
:root {{ color-scheme: light; font: 1.6rem/1.4 system-ui, sans-serif }}
body {{ margin: 0; padding: 1rem; text-align: center; background: #fff; color: #111 }}
h1 {{ font-size: 2rem }} svg {{ width: min(60vh, 80vw); height: auto }}
strong {{ font-size: 4rem; letter-spacing: .3rem }}
</style></head><body><main><h1>{title}, aula {number}</h1>{picture}
<p>Escreva ao bot:<br>presença <strong>{word}</strong></p>
<p>{here} de {taken} presentes. A palavra muda a cada minuto.</p></main></body></html>"""


def routes(app: App) -> list[Route]:
    """The route of the pages."""
    looks, guesses = Counts(_PER_MINUTE), Counts(_GUESSES)

    async def page(request: Request) -> Response:
        token = request.path_params["token"]
        is_busy = looks.is_too_often(token, monotonic())
        found = None if is_busy else await run_in_threadpool(again, answer, app, token)
        if found is None or (found.status_code == 404 and guesses.is_too_often("", monotonic())):
            return PlainTextResponse(
                "devagar; tente daqui a um minuto\n", status_code=429, headers={"Retry-After": "60"}
            )
        return found

    return [Route("/presenca/{token}", page, methods=["GET"])]


def answer(app: App, token: str) -> Response:
    """The page of an aula that is held now; 404 for any other address."""
    now = app.clock()
    with transaction(app.engine, "presenca") as session:
        aula = rolls.of_roll(session, token, now)
        if aula is None:
            return PlainTextResponse("não encontrado\n", status_code=404)
        turma = session.get_one(Turma, aula.turma_id)
        word = rolls.word_at(token, now)
        text = _PAGE.format(
            title=escape(turma.title),
            number=aula.number,
            picture=_picture(f"presença {word}"),
            word=word,
            here=enrolment.present(session, aula),
            taken=turmas.taken(session, turma),
        )
    return HTMLResponse(text, headers=_HEADERS)


def _picture(words: str) -> str:
    target = io.BytesIO()
    segno.make(words, error="m", micro=False).save(target, kind="svg", border=2, xmldecl=False, svgns=True)
    return target.getvalue().decode()
