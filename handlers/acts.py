"""Ordens, decisões e diretrizes: drafting, approving, taking note, complying, amending."""

import re
from functools import cache, partial
from typing import Any

from handlers import second_factor as stepping
from handlers.base import (
    APPROVERS,
    CABINET,
    WRITERS,
    Answer,
    Button,
    Field,
    Form,
    Question,
    Reply,
    Request,
    command,
)
from handlers.reading import acts as reading
from handlers.reading import due, fields, filters, people, places
from handlers.reading.records import level
from handlers.saying import acts as said
from handlers.wording import acts as wording
from handlers.wording import approving
from handlers.wording import lists as pages
from models import acts, lists
from models.acts import Act, ActKind, Amendment, Dates, Draft
from models.approving import Seat
from models.people import Orgao, Person, Role
from models.texts import fold

_NEW_DATE = re.compile(r"\b((?:ci[êe]ncia|cumprir|cumprimento)\s[^;]*);?", re.IGNORECASE)  # in `aprovar`
_URGENT = re.compile(r"(?<!\S)!urgente\b", re.IGNORECASE)
_REASON_OPENING = re.compile(r"^(?:por(?:que| que)?|pois|para|motivo:?)\s+", re.IGNORECASE)


@cache
def _form(kind: ActKind) -> Form:
    return Form(
        fold(kind.value),
        (
            Field("para", f"Para quem vai a {kind.label}? (por exemplo, @saude @obras ou @todos)", "people"),
            Field("texto", "Qual é o texto?"),
            Field("ciência", "Ciência até quando? (por exemplo, amanhã 18h)", "date", required=False),
            Field("cumprir", "Cumprimento até quando? (por exemplo, em 10 dias úteis)", "date", required=False),
            Field("transmitir", "Transmitir quando? (pule para transmitir ao aprovar)", "date", required=False),
        ),
    )


@command(
    "ordem",
    usage="ordem @quem texto",
    aliases=("os", "ordem de serviço"),
    form=_form(ActKind.ORDEM),
    private=True,
    said=said.ORDER,
    offered_to=CABINET,
    often=(Role.CHEFIA, Role.ASSESSORIA),
)
def order(request: Request) -> Reply:
    """Prepara uma ordem de serviço para outra pessoa aprovar.

    Exemplos:
    ordem @órgão enviar o plano de plantões de janeiro
      ciência até amanhã 12h
      cumprir até sexta 17h
      transmitir hoje 16h
      publicar em Grupo dos Secretários
    """
    return _drafted(request, ActKind.ORDEM)


@command(
    "decisão",
    usage="decisão @quem texto",
    form=_form(ActKind.DECISAO),
    private=True,
    said=said.DECISION,
    offered_to=CABINET,
)
def decision(request: Request) -> Reply:
    """Prepara uma decisão para outra pessoa aprovar.

    Exemplos:
    decisão @órgão fica adotado o novo portal da transparência
    """
    return _drafted(request, ActKind.DECISAO)


@command(
    "diretriz",
    usage="diretriz @quem texto",
    form=_form(ActKind.DIRETRIZ),
    private=True,
    said=said.GUIDELINE,
    offered_to=CABINET,
)
def guideline(request: Request) -> Reply:
    """Prepara uma diretriz para outra pessoa aprovar.

    Exemplos:
    diretriz @órgão priorizar o conserto de vazamentos
    """
    return _drafted(request, ActKind.DIRETRIZ)


@command("minutas", usage="minutas", aliases=("rascunhos",), private=True, said=said.DRAFTS)
def drafts(request: Request) -> Reply:
    """Mostra as minutas que ainda não foram assinadas: de quem são e o que esperam."""
    found = acts.drafts(request.session, request.person, request.now)
    return wording.drafts(request.session, found, request.now)


@command(
    "aprovar",
    usage="aprovar R-7 [ciência até quando]",
    about=acts.KIND,
    aliases=("assinar",),
    private=True,
    said=said.APPROVE,
    offered_to=APPROVERS,
    often=(Role.PREFEITO,),
)
def approve(request: Request) -> Reply:
    """Aprova a minuta que outra pessoa escreveu; ela recebe número e é transmitida."""
    act = request.about(Act)
    seat = Seat(request.channel, request.address)
    options, shown = reading.split_options(request, _NEW_DATE.sub(r"\n\1\n", request.text), ("ciencia", "cumprir"))
    dates = reading.dates(request, options)
    given: dict[str, Any] = {"seat": seat, "dates": dates, "by": request.person, "now": request.now}
    line = [f"aprovar {act.code} {act.short_hash}", *(f"{name} {value}" for name, value in options.items())]
    check = partial(acts.check_approval, request.session, act, shown, **given)
    if (step := stepping.before(request, "\n".join(line), check)) is not None:
        return step
    acts.approve(request.session, act, shown, proven=request.proven, **given)
    return wording.approved(request.session, act)


@command(
    "devolver", usage="devolver R-7 motivo", about=acts.KIND, private=True, said=said.GIVE_BACK, offered_to=APPROVERS
)
def give_back(request: Request) -> Reply:
    """Devolve a minuta a quem a escreveu."""
    act = request.about(Act)
    acts.give_back(request.session, act, request.text, by=request.person, now=request.now)
    return approving.given_back(act)


@command(
    "corrigir", usage="corrigir R-7 novo texto", about=acts.KIND, private=True, said=said.CORRECT, offered_to=CABINET
)
def correct(request: Request) -> Reply:
    """Troca o texto de uma minuta sua, que volta para aprovação."""
    act = request.about(Act)
    dates, text = reading.split_dates(request)
    acts.correct(request.session, act, text, dates, by=request.person, now=request.now)
    reading.require_settled(request, act)
    return wording.drafted(request.session, act, request.now)


@command("cancelar", usage="cancelar R-7 motivo", about=acts.KIND, private=True, said=said.CANCEL, offered_to=CABINET)
def cancel(request: Request) -> Reply:
    """Cancela uma minuta, ou o que ainda não saiu de uma transmissão."""
    act = request.about(Act)
    stopped = acts.cancel(request.session, act, request.text, by=request.person, now=request.now)
    return wording.cancelled(act, stopped)


_CIENCIA = ("ciência", "estou ciente", "fico ciente", "li e estou ciente", "tomei ciência", "dou ciência")


@command(
    "ciente",
    usage="ciente OS-5/2026",
    about=acts.KIND,
    aliases=_CIENCIA,
    said=said.ACKNOWLEDGE,
    offered_to=WRITERS,
    often=(Role.SECRETARIO,),
)
def acknowledge(request: Request) -> Reply:
    """Registra que você tomou ciência."""
    act = request.about(Act)
    mine, first = acts.acknowledge(request.session, act, by=request.person, now=request.now)
    return wording.acknowledged(act, mine, first=first, by=request.person)


@command(
    "iniciar",
    usage="iniciar OS-5/2026",
    about=acts.KIND,
    aliases=("em execução", "executar"),
    said=said.START,
    offered_to=WRITERS,
)
def start(request: Request) -> Reply:
    """Informa que a execução começou."""
    act = request.about(Act)
    acts.start(request.session, act, by=request.person, now=request.now)
    return Reply(f"Anotado: {act.code} em execução.", (Button("Cumprida", f"cumprida {act.code}"),))


@command(
    "cumprida",
    usage="cumprida OS-5/2026 [nota]",
    about=acts.KIND,
    aliases=("cumprido", "cumpri", "concluir"),
    said=said.COMPLY,
    offered_to=WRITERS,
    often=(Role.SECRETARIO,),
)
def comply(request: Request) -> Reply:
    """Informa o cumprimento, com nota ou arquivo."""
    act = request.about(Act)
    acts.comply(request.session, act, note=request.text, by=request.person, now=request.now)
    return Reply(f"Cumprimento da {act.code} registrado. O gabinete foi avisado.")


@command(
    "pedir prazo",
    usage="pedir prazo OS-5/2026 quando motivo",
    about=acts.KIND,
    aliases=("mais prazo",),
    said=said.ASK_EXTENSION,
    offered_to=WRITERS,
    often=(Role.SECRETARIO,),
)
def ask_extension(request: Request) -> Reply:
    """Pede mais prazo à chefia de gabinete."""
    act = request.about(Act)
    found = due.find(request, request.text)
    if found.due is None:
        raise Question(f"Até quando? Exemplo: pedir prazo {act.code} até dia 10 falta o orçamento", Answer.DATE)
    reason = _REASON_OPENING.sub("", found.rest).strip(" :,-")
    asked = acts.ask_extension(request.session, act, found.due, reason, by=request.person, now=request.now)
    return Reply(f"Pedi a {asked.name} o prazo até {found.due.text} para a {act.code}. Aviso você quando responder.")


@command(
    "impossível",
    usage="impossível OS-5/2026 motivo",
    about=acts.KIND,
    aliases=("não posso",),
    said=said.IMPOSSIBLE,
    offered_to=WRITERS,
)
def impossible(request: Request) -> Reply:
    """Informa, com o motivo, que não é possível cumprir."""
    act = request.about(Act)
    acts.declare_impossible(request.session, act, request.text, by=request.person, now=request.now)
    return Reply(f"Anotado. O gabinete foi avisado de que a {act.code} não pode ser cumprida e vai decidir.")


@command(
    "pendentes",
    usage="pendentes [OS-5/2026]",
    about=acts.KIND,
    number_optional=True,
    aliases=("pendências",),
    said=said.PENDING,
    often=(Role.CHEFIA, Role.CONTROLE),
)
def pending(request: Request) -> Reply:
    """Mostra quem não tomou ciência ou não cumpriu; sem número, o que espera por você ou pelo gabinete."""
    if request.record is not None:
        return wording.pending_of(request.session, request.about(Act), request.person, request.now)
    mine = acts.pending_of(request.session, by=request.person, now=request.now)
    oversees = request.standing.is_cabinet or request.person.role == "controle"
    whole = acts.unfinished(request.session, by=request.person, now=request.now) if oversees else []
    return wording.pending(mine, whole)


@command("atos", usage="atos [ordens, decisões, diretrizes, @órgão, em minuta, suspensos, página 2]", said=said.LISTED)
def listed(request: Request) -> Reply:
    """Lista ordens, decisões e diretrizes: o que vence primeiro antes, com os seus destinatários."""
    asked = filters.read(request, acts.SUBJECT)
    found = lists.page(request.session, acts.SUBJECT, asked.wanted, by=request.person, now=request.now)
    return pages.page(acts.SUBJECT, asked, found, to=request.person, now=request.now, mark=lambda act: str(act.status))


@command(
    "situação",
    usage="situação OS-5/2026",
    about=acts.KIND,
    said=said.SITUATION,
    often=(Role.PREFEITO, Role.CONTROLE),
)
def situation(request: Request) -> Reply:
    """Mostra como está cada destinatário."""
    return wording.situation(request.session, request.about(Act), request.person, request.now)


@command(
    "retificar", usage="retificar OS-5/2026 texto", about=acts.KIND, private=True, said=said.RECTIFY, offered_to=CABINET
)
def rectify(request: Request) -> Reply:
    """Prepara um novo ato que retifica um já expedido; data nova, em outra linha: cumprir até sexta.

    Exemplos:
    retificar OS-5/2026 onde se lê janeiro, leia-se fevereiro
      cumprir até sexta 17h
    """
    return _amended(request, Amendment.RETIFICA)


@command(
    "suspender",
    usage="suspender OS-5/2026 motivo",
    about=acts.KIND,
    private=True,
    said=said.SUSPEND,
    offered_to=CABINET,
)
def suspend(request: Request) -> Reply:
    """Prepara um novo ato que suspende um já expedido.

    Exemplos:
    suspender OS-5/2026 até sair o parecer jurídico
    """
    return _amended(request, Amendment.SUSPENDE)


@command(
    "revogar", usage="revogar OS-5/2026 motivo", about=acts.KIND, private=True, said=said.REVOKE, offered_to=CABINET
)
def revoke(request: Request) -> Reply:
    """Prepara um novo ato que revoga um já expedido.

    Exemplos:
    revogar OS-5/2026 perdeu o objeto
    """
    return _amended(request, Amendment.REVOGA)


def _drafted(request: Request, kind: ActKind) -> Reply:
    new = _from_form(request, kind) if request.form else _from_line(request, kind)
    act = acts.draft(request.session, new, by=request.person, now=request.now)
    if not request.form:
        reading.require_settled(request, act)  # once all the rest holds: the question undoes the draft
    return wording.drafted(request.session, act, request.now)


def _amended(request: Request, amendment: Amendment) -> Reply:
    old = request.about(Act)
    dates, text = reading.split_dates(request)
    act = acts.amend(request.session, old, amendment, text, dates, by=request.person, now=request.now)
    return wording.drafted(request.session, act, request.now)


def _from_line(request: Request, kind: ActKind) -> Draft:
    """`@a @b text`, with options on lines of their own. Only the names before the text are addressees."""
    text = _URGENT.sub("", request.text, count=1).strip()
    who = people.addressed(request, text)
    options, kept = reading.split_options(request, who.rest)
    dates = reading.dates(request, options)
    return _draft(request, kind, who.everyone, kept, dates, options, urgent=_URGENT.search(request.text) is not None)


def _from_form(request: Request, kind: ActKind) -> Draft:
    given = fields.read(request, _form(kind))
    scheduled = given["transmitir"].due
    dates = Dates(given["ciencia"].due, given["cumprir"].due, scheduled.at if scheduled else None)
    options = {name: request.form[name] for name in ("nivel",) if request.form.get(name)}
    return _draft(request, kind, given["para"], given["texto"], dates, options, urgent="urgente" in request.form)


def _draft(
    request: Request,
    kind: ActKind,
    who: list[Person | Orgao],
    text: str,
    dates: Dates,
    options: dict[str, str],
    *,
    urgent: bool,
) -> Draft:
    return Draft(
        kind=kind,
        text=text,
        addressees=who,
        ciencia=dates.ciencia,
        compliance=dates.compliance,
        scheduled_for=dates.scheduled_for,
        urgent=urgent,
        level=level(request, options.get("nivel", "")),
        places=places.named(request, options.get("publicar", "")),
    )
