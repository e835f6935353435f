"""Spreadsheets: any list as XLSX."""

from dataclasses import replace

from handlers.base import Button, Refusal, Reply, Request, command, match
from handlers.saying import spreadsheets as said
from handlers.wording import spreadsheets as wording
from models import mentions, panel, spreadsheets

GROUP = "Planilhas, gráficos e agenda"
_WORD = "planilha"


@command(
    "planilha",
    usage="planilha [lista], ou qualquer lista com planilha no fim",
    aliases=("excel",),
    said=said.SHEET,
    looks_up=True,
)
def sheet(request: Request) -> Reply:
    """Manda uma lista como planilha; sem dizer qual, a última que você viu aqui.

    Exemplos:
    planilha
    planilha tarefas @obras atrasadas
    expedientes parados planilha
    """
    line = request.text or mentions.last_line(
        request.session, request.channel, request.address, f" {_WORD}", request.now
    )
    found, rest = match(line.removesuffix(f" {_WORD}"))
    lists = [each for each in found if each.allows(request.standing) and not each.about and each.handler is not sheet]
    if not lists:
        raise Refusal(
            "De qual lista? Escreva planilha no fim dela, por exemplo: tarefas atrasadas planilha",
            [Button("Minhas tarefas", "minhas planilha"), Button("Expedientes", "expedientes planilha")],
        )
    reply = lists[0].handler(replace(request, text=f"{rest} {_WORD}", line=f"{found[0].name} {rest} {_WORD}"))
    if reply.sheet is None and not reply.text.rstrip(".").endswith(("nenhuma", "nenhum")):
        raise Refusal(f"{lists[0].name.capitalize()} não se pede como planilha.")
    return reply


def handed_over(request: Request, reply: Reply) -> Reply:
    """The reply with the spreadsheet that it calls for; a long one is sent when it is written."""
    if (wish := reply.sheet) is None:
        return reply
    if request.channel == panel.CHANNEL:  # there nothing is sent
        raise Refusal(f"A planilha vai pelo chat. Escreva ao bot: {request.line.lstrip('/')}")
    made = spreadsheets.order(request.session, wish, by=request.person, now=request.now)
    if len(wish.ids) > spreadsheets.AT_ONCE:
        return wording.under_way(wish)
    return wording.done(wish.title, len(wish.ids), spreadsheets.make(request.session, made, request.now))
