"""Commands for records of any kind: see, history, comment, follow, answer a request for time, be reminded."""

import re
from datetime import datetime, time

from handlers.base import CABINET, WRITERS, Answer, Button, Question, Refusal, Reply, Request, command
from handlers.reading import due, people
from handlers.reading.records import second
from handlers.saying import records as said
from handlers.wording import records as wording
from models import access, comments, deadlines, extensions, links, moments, records
from models.people import Person, Role
from models.records import AccessLevel, Record
from models.subjects import agreed, the
from models.texts import clip, ended, fold, listed

GROUP = "Qualquer registro"
_MORNING = time(9)
_NOTE = re.compile(r"notas?(?:\s+inteiras?)?(?:\s+(\d{1,4}))?", re.IGNORECASE)


@command("ver", usage="ver T-12", about="*", aliases=("mostrar", "abrir"), said=said.SHOW)
def show(request: Request) -> Reply:
    """Mostra um registro e o que você pode fazer com ele; o número sozinho também serve."""
    return wording.card(request, request.about(Record))


@command(
    "histórico",
    usage="histórico T-12 [nota 1]",
    about="*",
    aliases=("andamento",),
    said=said.HISTORY,
    often=(Role.CONTROLE,),
)
def history(request: Request) -> Reply:
    """Mostra tudo o que aconteceu com um registro: quem, quando e por onde; com "nota", um texto longo inteiro."""
    if note := _NOTE.fullmatch(request.text):
        return wording.whole_note(request, request.about(Record), int(note[1] or 1))
    page = int(request.text[:4]) if request.text.isdecimal() else 1
    return wording.history(request, request.about(Record), max(page, 1))


@command(
    "comentar",
    usage="comentar T-12 texto",
    about="*",
    aliases=("anotar", "comentário"),
    said=said.COMMENT,
    offered_to=WRITERS,
)
def comment(request: Request) -> Reply:
    """Anota um comentário no histórico e avisa os envolvidos."""
    record = request.about(Record)
    text = request.text or request.words
    request.words = request.words if request.text else ""
    comments.comment(request.session, record, text, by=request.person, now=request.now)
    return Reply(f"Comentário anotado em {record.code}.", (Button("Histórico", f"histórico {record.code}"),))


@command("acompanhar", usage="acompanhar T-12", about="*", aliases=("seguir",), said=said.FOLLOW, offered_to=WRITERS)
def follow(request: Request) -> Reply:
    """Passa a avisar você de tudo o que acontecer com o registro."""
    record = request.about(Record)
    if records.follow(request.session, record, by=request.person, now=request.now):
        return Reply(f"Você acompanha {record.code}: aviso você de cada novidade.")
    return Reply(f"Você já acompanha {record.code}.")


@command("vincular", usage="vincular N a N", about="*", aliases=("relacionar",), offered_to=WRITERS)
def link(request: Request) -> Reply:
    """Relaciona dois registros, de qualquer assunto, sem juntar."""
    record = request.about(Record)
    other = second(request, f"Vincular a qual? Exemplo: vincular {record.code} a OF-3/2026")
    new = links.link(request.session, record, other, by=request.person, now=request.now)
    done = agreed(record, "vinculad" if new else "já estava vinculad")
    return Reply(f"{record.code} {done} a {other.code}: {ended(clip(other.title))}")


@command("liberar", usage="liberar N @quem", about="*", offered_to=CABINET)
def release(request: Request) -> Reply:
    """Deixa mais alguém ver um registro restrito ou sigiloso."""
    record, to = request.about(Record), people.mentioned(request, request.text).everyone
    access.release(request.session, record, to, by=request.person, now=request.now)
    return Reply(f"{listed([each.name for each in to])} já pode ver {the(record)} {record.code}.")


@command("restringir", usage="restringir N [sigiloso] motivo", about="*", offered_to=CABINET)
def restrict(request: Request) -> Reply:
    """Deixa só quem tem a ver com o registro o ver daqui em diante."""
    record = request.about(Record)
    first, _, rest = request.text.partition(" ")
    is_said = fold(first.strip(":,")) in (AccessLevel.RESTRITO, AccessLevel.SIGILOSO)
    level = AccessLevel(fold(first.strip(":,"))) if is_said else AccessLevel.RESTRITO
    reason = rest.strip() if is_said else request.text
    access.restrict(request.session, record, level, reason=reason, by=request.person, now=request.now)
    see = Button("Deixar mais alguém ver", f"liberar {record.code} @quem")
    return Reply(f"{the(record).capitalize()} {record.code} passa a {access.level_text(record)}.", (see,))


@command(
    "conceder",
    usage="conceder T-12 [@quem] [nota]",
    about="*",
    aliases=("conceder prazo",),
    said=said.GRANT,
    offered_to=WRITERS,
)
def grant(request: Request) -> Reply:
    """Concede o prazo que pediram a você."""
    return _decide(request, "conceder", granted=True)


@command(
    "recusar",
    usage="recusar T-12 [@quem] [motivo]",
    about="*",
    aliases=("recusar prazo", "negar"),
    said=said.REFUSE,
    offered_to=WRITERS,
)
def refuse(request: Request) -> Reply:
    """Recusa o prazo que pediram a você."""
    return _decide(request, "recusar", granted=False)


@command("lembrar", usage="lembrar T-12 quando", about="*", aliases=("lembrete",), said=said.REMIND, offered_to=WRITERS)
def remind(request: Request) -> Reply:
    """Adia os seus lembretes de um registro; o prazo continua o mesmo."""
    record = request.about(Record)
    until = _moment(request, record)
    who = request.standing
    found = deadlines.open_of(request.session, record.id)
    mine = [each for each in found if each.person_id in who.person_ids or each.orgao_id in who.leads]
    if not mine:
        raise Refusal(f"Você não tem prazo em aberto em {record.code}. Veja como está: ver {record.code}")
    for deadline in mine:
        deadlines.snooze(request.session, deadline, until, now=request.now)
    return wording.reminded(record, until, mine[0], request.now)


def _decide(request: Request, verb: str, *, granted: bool) -> Reply:
    record = request.about(Record)
    who = people.addressed(request, request.text)
    asker = who.people[0] if who.people else _only_asker(request, record, verb)
    decided = extensions.decide(
        request.session, record, asker, granted=granted, note=who.rest, by=request.person, now=request.now
    )
    return wording.decided(record, asker, decided)


def _only_asker(request: Request, record: Record, verb: str) -> Person:
    waiting = extensions.waiting(request.session, record)
    if not waiting:
        raise Refusal(f"Não há pedido de prazo em aberto em {record.code}.")
    askers = [request.session.get_one(Person, each.asked_by_id) for each in waiting]
    if len(askers) > 1:
        buttons = [
            Button(each.called, f"{verb} {record.code} @{each.handle} {request.text}".strip()) for each in askers
        ]
        raise Refusal(f"Há {len(askers)} pedidos de prazo em {record.code}. O de quem?", buttons)
    return askers[0]


def _moment(request: Request, record: Record) -> datetime:
    """The moment asked for; a day alone means its morning."""
    if not request.text:
        raise Question(f"Quando devo lembrar? Exemplo: lembrar {record.code} amanhã às 9h", Answer.DATE)
    found = due.read(request, request.text)
    return moments.at(moments.local(found.at).date(), _MORNING) if found.date_only else found.at
