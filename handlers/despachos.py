"""Despachos: what the mayor has to decide on any record, taken to the pile, decided there, handed on."""

import re
from dataclasses import replace

from sqlalchemy import func, select

from handlers.base import CABINET, WRITERS, Answer, Question, Refusal, Reply, Request, command, match
from handlers.reading import due, records
from handlers.reading import people as reading_people
from handlers.saying import despachos as said
from handlers.wording import despachos as wording
from models import despachos, links
from models.despachos import DespachoStatus, Matter
from models.people import Role
from models.records import Record
from models.texts import fold

GROUP = "Despachos da Prefeita"
_TO = re.compile(
    r"^\W*(?:a|para)?\s*(?:o\s+)?despacho(?:\s+da\s+prefeita|\s+do\s+prefeito)?[\s:,.;–—-]*", re.IGNORECASE
)
_PARTS = re.compile(
    r"(?<!\w)(?:(recomend)(?:o|a-se|ação|amos)\s*:?\s+|(op[çc][õo]es)\s*:\s+)|(?<=[;,.?]\s)(parecer)\s*:?\s+",
    re.IGNORECASE,
)
_URGENT = re.compile(r"!\s?urgente(?!\w)", re.IGNORECASE)
_FURTHER = re.compile(r"[;\n]\s*(?=(?:tarefa|ordem|of[íi]cio\s+(?:para|ao?|à))\s)", re.IGNORECASE)
_UNDATED = re.compile(r"(?<!\w)sem\s+prazo(?!\w)", re.IGNORECASE)
_MOST_FURTHER = 5
_EDGES = " \t\n,;:.-–—"
_DECIDES = (Role.PREFEITO,)


def _is_to_despacho(_request: Request, text: str) -> bool:
    return "despacho" in fold(text)


def _is_asked(request: Request) -> bool:
    """Whether a line about a record answers a despacho that waits for this person; a draft has such lines itself."""
    record = request.about(Record)
    mine = request.standing.has(*_DECIDES) and not despachos.is_draft(record)
    return mine and despachos.waiting(request.session, record) is not None


@command(
    "levar",
    usage="levar N a despacho: pergunta? recomendo o quê até quando",
    about="*",
    said=said.TAKE,
    fits=_is_to_despacho,
    offered_to=WRITERS,
)
def take(request: Request) -> Reply:
    """Põe um registro na pilha da Prefeita: a pergunta em uma frase, a recomendação, e até quando decidir.

    Exemplos:
    levar PROC-1/2026-GP a despacho: autorizar a compra? recomendo deferir até hoje 17h
    levar PROC-1/2026-GP a despacho: qual terreno? opções: o da rua 3, o da praça; parecer favorável da Procuradoria
    """
    record, matter = request.about(Record), _matter(request)
    row, place = despachos.take(request.session, record, matter, by=request.person, now=request.now)
    return wording.taken(row, place, request.now)


def _matter(request: Request) -> Matter:
    text = _TO.sub("", _URGENT.sub("", request.text))
    marks = list(_PARTS.finditer(text))
    ends = [*(each.start() for each in marks), len(text)]
    parts = {
        fold(str(each[1] or each[2] or each[3]))[:5]: text[each.end() : end].strip(_EDGES)
        for each, end in zip(marks, ends[1:], strict=True)
    }
    asked, mark, rest = text[: ends[0]].partition("?")
    last = next(reversed(parts), "")  # the date stands last: the question may have another one
    found = due.find(request, parts[last] if last else rest if mark else asked)
    if last:
        parts[last] = found.rest.strip(_EDGES)
    elif not mark:
        asked = found.rest
    asked = asked.strip(_EDGES)
    return Matter(
        question=f"{asked}?" if mark and asked else asked,
        recommendation=parts.get("recom", ""),
        options=parts.get("opcoe", ""),
        opinion=parts.get("parec", ""),
        due=found.due,
        is_urgent=bool(_URGENT.search(request.text)),
    )


@command("despachos", usage="despachos", aliases=("pilha", "minha pilha"), said=said.PILE, often=(Role.PREFEITO,))
def pile(request: Request) -> Reply:
    """Mostra o que espera o despacho da Prefeita, o que é preciso antes primeiro, com o que ajuda a decidir."""
    found = despachos.pile(request.session, by=request.person, now=request.now)
    return wording.pile(request.session, found, request.person, request.now)


@command("deferir", usage="deferir N [em que termos]", about="*", private=True, said=said.GRANT, offered_to=_DECIDES)
def grant(request: Request) -> Reply:
    """Defere o que foi levado a despacho; na mesma linha, a quem passa: ; tarefa, ; ordem ou ; ofício para.

    Exemplos:
    deferir PROC-1/2026-GP desde que com três orçamentos
    deferir PROC-1/2026-GP; tarefa @quem fazer a cotação até sexta
    """
    return _decided(request, DespachoStatus.DEFERIDO)


@command("deferir em parte", usage="deferir em parte N o quê", about="*", private=True, offered_to=_DECIDES)
def grant_in_part(request: Request) -> Reply:
    """Defere só uma parte do que foi levado a despacho."""
    return _decided(request, DespachoStatus.EM_PARTE)


@command("indeferir", usage="indeferir N motivo", about="*", private=True, said=said.DENY, offered_to=_DECIDES)
def deny(request: Request) -> Reply:
    """Indefere o que foi levado a despacho, com o motivo."""
    return _decided(request, DespachoStatus.INDEFERIDO)


@command("devolver despacho", usage="devolver despacho N o que falta", about="*", private=True, offered_to=_DECIDES)
def give_back(request: Request) -> Reply:
    """Devolve a quem preparou o que ainda não dá para decidir, dizendo o que falta."""
    return _decided(request, DespachoStatus.DEVOLVIDO)


@command(
    "devolver",
    usage="devolver N o que falta",
    about="*",
    private=True,
    said=said.GIVE_BACK,
    offered_to=_DECIDES,
    when=_is_asked,
)
def give_back_too(request: Request) -> Reply:
    """Devolve o que foi levado a despacho, dizendo o que falta."""
    return _decided(request, DespachoStatus.DEVOLVIDO)


def _decided(request: Request, status: DespachoStatus) -> Reply:
    record, (words, *further) = request.about(Record), _FURTHER.split(request.text)
    row = despachos.decide(request.session, record, status, words.strip(_EDGES), by=request.person, now=request.now)
    return wording.decided(row, [_handed_on(request, record, each) for each in further[:_MOST_FURTHER]])


def _handed_on(request: Request, record: Record, line: str) -> str:
    """The reply to a line that carries a decision out; what it makes is linked to the record."""
    found, rest = match(line)
    newest = select(func.max(Record.id))
    before = request.session.scalar(newest)
    reply = found[0].handler(replace(request, text=rest, record=None, form={}))
    if (made := request.session.scalar(newest)) is not None and made != before:
        links.link(request.session, record, request.session.get_one(Record, made), by=request.person, now=request.now)
    return reply.text


@command(
    "adiar despacho",
    usage="adiar despacho N até quando",
    about="*",
    private=True,
    offered_to=_DECIDES,
    said=said.PUT_OFF,
)
def put_off(request: Request) -> Reply:
    """Deixa um despacho para outro dia."""
    record = request.about(Record)
    until = due.find(request, request.text).due
    if until is None:
        raise Question(f"Para quando? Exemplo: adiar despacho {record.code} segunda", Answer.DATE)
    despachos.put_off(request.session, record, until, by=request.person, now=request.now)
    return wording.put_off(record, until)


@command("adiar", usage="adiar N até quando", about="*", private=True, offered_to=_DECIDES, when=_is_asked)
def put_off_too(request: Request) -> Reply:
    """Deixa para outro dia o que foi levado a despacho."""
    return put_off(request)


@command(
    "delegar despacho",
    usage="delegar despacho N @quem [o quê] [até quando]",
    about="*",
    private=True,
    said=said.DELEGATE,
    offered_to=_DECIDES,
)
def delegate(request: Request) -> Reply:
    """Deixa com alguém resolver o que foi levado a despacho; com um dia, como tarefa. Não dá poder de assinar.

    Exemplos:
    delegar despacho PROC-1/2026-GP @quem até sexta
    """
    record, named = request.about(Record), reading_people.mentioned(request, request.text)
    if len(named.people) != 1:
        raise Question(f"A quem? Exemplo: delegar despacho {record.code} @quem até sexta", Answer.WHO)
    found = due.find(request, named.rest)
    who, words = named.people[0], found.rest.strip(_EDGES)
    row = despachos.delegate(request.session, record, who, words, by=request.person, now=request.now)
    if found.due is None:
        return wording.delegated(row, who, "")
    what = words or f"resolver {record.code}: {row.question}"
    line = f"tarefa {request.text}" if words else f"tarefa {request.text} {what}"
    return wording.delegated(row, who, _handed_on(request, record, line))


@command("falar comigo", usage="falar comigo N", about="*", private=True, said=said.TALK, offered_to=_DECIDES)
def talk(request: Request) -> Reply:
    """Avisa quem preparou um despacho que você quer conversar antes de decidir."""
    row = despachos.ask_to_talk(request.session, request.about(Record), by=request.person, now=request.now)
    return wording.asked_to_talk(row)


@command("retirar despacho", usage="retirar despacho N", about="*", offered_to=WRITERS, said=said.TAKE_BACK)
def take_back(request: Request) -> Reply:
    """Tira da pilha o que você levou a despacho."""
    record = request.about(Record)
    despachos.take_back(request.session, record, by=request.person, now=request.now)
    return Reply(f"{record.code} saiu da pilha de despachos.")


@command("despacho", usage="despacho N", about="*", said=said.SHOW)
def despacho(request: Request) -> Reply:
    """Mostra o que foi levado a despacho sobre um registro, e o que se decidiu."""
    record = request.about(Record)
    return wording.history(record, despachos.of(request.session, record.id), request.now)


@command(
    "passar despacho",
    usage="passar despacho N @quem [o quê] até quando",
    about="*",
    offered_to=WRITERS,
    said=said.HAND_ON,
)
def hand_on(request: Request) -> Reply:
    """Passa a quem cumpre o que a Prefeita decidiu, como tarefa.

    Exemplos:
    passar despacho PROC-1/2026-GP @quem fazer a cotação até sexta
    """
    record = request.about(Record)
    row = despachos.last_decided(request.session, record)
    if not request.standing.is_cabinet and row.by_id not in request.standing.person_ids:
        raise Refusal(f"O despacho de {record.code} é passado a quem cumpre pelo gabinete ou por {row.by.name}.")
    named = reading_people.mentioned(request, request.text)
    if not named.everyone:
        raise Question(f"Quem cumpre? Exemplo: passar despacho {record.code} @quem até sexta", Answer.WHO)
    found = due.find(request, named.rest)
    if found.due is None and not _UNDATED.search(named.rest):
        raise Question("Até quando? Ou escreva: sem prazo", Answer.DATE_OR_NOT)
    what = "" if found.rest.strip(_EDGES) else f" cumprir o despacho de {record.code}: {row.words or row.question}"
    return wording.handed_on(record, _handed_on(request, record, f"tarefa {request.text}{what}"))


@command("despacho assinado", usage="despacho assinado N (com o arquivo)", about="*", offered_to=CABINET)
def signed(request: Request) -> Reply:
    """Guarda o arquivo assinado de um despacho; até lá o cartão diz que falta assinar."""
    record = request.about(Record)
    if not request.files:
        raise Question(f"Mande o arquivo assinado com esta legenda: despacho assinado {record.code}", Answer.FILE)
    despachos.sign(request.session, record, by=request.person, now=request.now)
    kept = records.keep_files(request, record)
    return Reply(f"Despacho de {record.code} assinado. Guardei: {', '.join(each.name for each in kept)}.")
