"""People and órgãos: who is who, invitations, substitutions, departures, preferences."""

import re
from datetime import date, timedelta
from typing import Any

from handlers.base import Answer, Button, Question, Refusal, Reply, Request, command
from handlers.reading import dates, doors, people
from handlers.saying import people as said
from handlers.wording import confirmations as confirming
from handlers.wording import people as wording
from models import addresses, invitation_letters, invitations, lists, moments, quiet_hours, staffing, workload
from models import people as rules
from models.people import Orgao, Person, Role
from models.texts import fold

GROUP = "Pessoas e órgãos"
_MAY_DISMISS = (Role.CHEFIA, Role.ADMINISTRADOR)
_MAY_CHANGE = (Role.PREFEITO, Role.CHEFIA, Role.ADMINISTRADOR)
_ON_PAPER = re.compile(
    r"\s*\b(?:(?:em|n[ao]s?|com|por|para) )?(?:cart(?:ão|ões|ao|oes)|papel|qr|imprimir)\b", re.IGNORECASE
)
_PORTARIA = re.compile(r"[,;]?\s*\b(?:pela\s+)?portaria\s*(?:n[ºo°.]*\s*)?(?P<number>\S+)\s*", re.IGNORECASE)
_HOURS = re.compile(r"(\d{1,2})(?:h|:|h:)?([0-5]\d)?h?", re.IGNORECASE)
_WHEN = "substituição @bruno por @carla de 24/11 a 05/12 portaria 12/2026"
_BY = re.compile(r"^\s*por\b\s*", re.IGNORECASE)
_YES, _NO = ("sim", "ligado", "ligar", "padrao"), ("nao", "desligado", "desligar", "nunca")


@command("eu", usage="eu", aliases=("quem sou eu", "meu cadastro"))
def me(request: Request) -> Reply:
    """Mostra seu cadastro, por quem você responde hoje e por onde recebe mensagens."""
    return wording.me(request.session, request.person, request.now)


@command(
    "pessoas",
    usage="pessoas [@órgão ou nome]",
    looks_up=True,
    aliases=("pessoa", "quem é"),
    said=said.LISTED,
    often=(Role.ADMINISTRADOR,),
)
def listed(request: Request) -> Reply:
    """Lista as pessoas da casa, ou as de um órgão, e as substituições."""
    if "@" in request.text:
        found = people.mentioned(request, request.text)
        return wording.people_of(request.session, found.everyone, request.now)
    return wording.people_named(request.session, request.text, request.standing, request.now)


@command("órgãos", usage="órgãos", aliases=("órgão", "secretarias"), said=said.ORGAOS)
def orgaos(request: Request) -> Reply:
    """Lista os órgãos com quem responde por cada um."""
    return wording.orgaos(request.session, request.now)


@command("entrar", usage="entrar CÓDIGO", aliases=("start",))
def enter(request: Request) -> Reply:
    """Liga um endereço novo a você, com o código do convite."""
    greeting = f"Você já entrou por aqui como {request.person.name}."
    if request.text:
        greeting += " Não usei o código: escreva-o no aplicativo em que ainda não entrou."
    return Reply(greeting, (Button("Minha pauta", "pauta"), Button("Ajuda", "ajuda")))


@command(
    "convidar",
    usage="convidar [@quem, ou todos @órgão]",
    aliases=("convite",),
    private=True,
    often=(Role.ADMINISTRADOR,),
)
def invite(request: Request) -> Reply:
    """Gera um código de entrada: para outra pessoa ou, sem nome, para um segundo aplicativo seu.

    Exemplos:
    convidar
    convidar @quem
    convidar todos
    convidar todos @órgão
    convidar todos em cartões
    """
    if fold(request.text).split()[:1] == ["todos"]:
        return _invite_all(request)
    person = _one_person(request, "convidar @bruno") if request.text else request.person
    done = invitations.invite(request.session, person, by=request.person, now=request.now)
    if done.waits is not None:
        return confirming.asked(request.session, done.waits, request.now)
    return wording.invited(done, request.person)


@command(
    "substituição",
    usage="substituição @titular por @quem de … a … portaria N",
    only=_MAY_CHANGE,
    aliases=("substituir",),
    private=True,
    said=said.SUBSTITUTE,
    often=(Role.ADMINISTRADOR,),
)
def substitute(request: Request) -> Reply:
    """Registra quem responde por um titular, de um dia a outro, por portaria.

    Exemplos:
    substituição @quem por @quem de 24/11 a 05/12 portaria 12/2026
    encerrar substituição @quem
    """
    portaria = _PORTARIA.search(request.text)
    text = _PORTARIA.sub(" ", request.text, count=1)
    holder, stand_in = _two_people(request, text)
    starts, ends = _days(request, people.mentioned(request, text).rest)
    if portaria is None:
        raise Question(f"Qual é o número da portaria? Exemplo: {_WHEN}", Answer.TEXT, typed="portaria {}")
    number = portaria["number"].strip(".,;")
    waits = staffing.substitute(
        request.session, holder, stand_in, starts, ends, number, by=request.person, now=request.now
    )
    if waits is not None:
        return confirming.asked(request.session, waits, request.now)
    return Reply(f"{stand_in.name} substitui {holder.name} {staffing.period(starts, ends)}. Os dois foram avisados.")


@command(
    "encerrar substituição",
    usage="encerrar substituição @titular",
    only=_MAY_CHANGE,
    private=True,
    said=said.END_SUBSTITUTION,
)
def end_substitution(request: Request) -> Reply:
    """Encerra uma substituição: o titular volta a responder na hora."""
    holder = _one_person(request, "encerrar substituição @bruno")
    staffing.end_substitution(request.session, holder, by=request.person, now=request.now)
    return Reply(f"Substituição encerrada: {holder.name} volta a responder. Os dois foram avisados.")


@command("desligar", usage="desligar @quem", only=_MAY_DISMISS, private=True, said=said.DISMISS)
def dismiss(request: Request) -> Reply:
    """Encerra o acesso de quem deixou o cargo, depois de mostrar o que fica com quem; o histórico fica."""
    request.text, confirmed = _confirmed(request.text)
    person = _one_person(request, "desligar @bruno")
    if not confirmed:
        staffing.check_dismissal(request.session, person, by=request.person, now=request.now)
        owed, total = workload.owed(request.session, person, by=request.person, now=request.now)
        return wording.before_dismissal(person, owed, total, staffing.heir(request.session, person))
    left = lists.given_to(request.session, person, by=request.person, now=request.now)
    waits = staffing.dismiss(request.session, person, by=request.person, now=request.now)
    if waits is not None:
        return confirming.asked(request.session, waits, request.now)
    return wording.dismissed(person, left)


@command("religar", usage="religar @quem", only=_MAY_DISMISS, aliases=("readmitir",), private=True, said=said.READMIT)
def readmit(request: Request) -> Reply:
    """Traz de volta quem foi desligado, com um convite para entrar de novo."""
    found = rules.departed(request.session, request.text.lstrip("@"))
    if len(found) != 1 or not request.text:
        raise _who_comes_back(request, found)
    done = invitations.readmit(request.session, found[0], by=request.person, now=request.now)
    if done.waits is not None:
        return confirming.asked(request.session, done.waits, request.now)
    return wording.readmitted(done, request.person)


@command(
    "preferências",
    usage="preferências [resumo 7h30, lembretes não, silêncio 20h às 7h, avisos no slack]",
    aliases=("preferência",),
    said=said.PREFERENCES,
)
def preferences(request: Request) -> Reply:
    """Mostra e muda o que você recebe e por onde: resumo do dia, lembretes, horas de silêncio, avisos.

    Exemplos:
    preferências resumo 8h
    preferências resumo não
    preferências lembretes não
    preferências silêncio 20h às 7h
    preferências avisos no slack
    preferências avisos no telegram das 18h às 8h
    preferências pdf sim
    """
    if request.text:
        rules.prefer(request.session, request.person, now=request.now, **_wishes(request))
    wishes, mine = quiet_hours.read(request.person.preferences), addresses.of(request.session, request.person)
    return wording.preferences(wishes, mine, changed=bool(request.text))


def _invite_all(request: Request) -> Reply:
    """Invite whoever has not entered, of an órgão or of all, by e-mail or on cards, after it was shown who they are."""
    text, confirmed = _confirmed(request.text)
    text, on_paper = _ON_PAPER.subn("", text)
    named = people.mentioned(request, text)
    if named.people or len(named.orgaos) > 1:
        raise Refusal("Diga um órgão só, ou nenhum. Exemplo: convidar todos @saude")
    orgao = named.orgaos[0] if named.orgaos else None
    given: dict[str, Any] = {"by": request.person, "now": request.now, "on_paper": bool(on_paper)}
    found = invitation_letters.guests(request.session, orgao, **given)
    if not confirmed:
        return (wording.before_printing if on_paper else wording.before_inviting)(found, orgao, request.line)
    count = invitation_letters.invite(request.session, found, **given)
    return wording.printing(count) if on_paper else wording.inviting(count)


def _who_comes_back(request: Request, found: list[Person]) -> Refusal:
    buttons = [Button(each.called, f"religar @{each.handle}") for each in found]
    if found:
        return Question("Quem volta? Exemplo: religar @bruno", Answer.WHO, buttons)
    if request.text and (known := rules.by_handle(request.session, request.text.lstrip("@"))) is not None:
        return Refusal(f"{known.name} está em exercício: não é preciso religar.")
    return Refusal(f"Ninguém que saiu se chama {request.text}." if request.text else "Ninguém foi desligado.")


def _confirmed(text: str) -> tuple[str, bool]:
    """The line without the word that a button puts at its end to confirm it, and whether it was there."""
    rest, _, last = text.rpartition(" ")
    return (rest, True) if fold(last) == addresses.CONFIRMATION else (text, False)


def _wishes(request: Request) -> dict[str, object]:
    first, _, rest = fold(request.text).partition(" ")
    value = rest.strip(" :").removeprefix("as ").removeprefix("das ")
    if first in ("resumo", "digest"):
        return {"digest": None if value in _YES else False if value in _NO else _hour(value)}
    if first in ("lembretes", "lembrete"):
        if value not in (*_YES, *_NO):
            raise _unclear()
        return {"reminders": value in _YES}
    if first == "pdf":
        if value not in (*_YES, *_NO):
            raise _unclear()
        return {"pdf": True if value in _YES else None}
    if first == "silencio":
        return {"quiet": None if value in _YES else False if value in _NO else _hours(value)}
    if first in ("avisos", "aviso"):
        return {"doors": doors.wishes(request, rest)}
    raise _unclear()


def _hours(text: str) -> list[str]:
    starts, between, ends = re.sub(r"\b(?:as|ate|a)\b|-", "|", text, count=1).partition("|")
    if not between:
        raise _unclear()
    return [_hour(starts), _hour(ends)]


def _hour(text: str) -> str:
    found = _HOURS.fullmatch(text.strip())
    if found is None or int(found[1]) > 23:
        raise _unclear()
    return f"{int(found[1]):02d}:{found[2] or '00'}"


def _unclear() -> Refusal:
    choices = ("preferências resumo 8h", "preferências lembretes não", "preferências silêncio 20h às 7h")
    return Refusal("Não entendi a preferência. Exemplos:", [Button(choice, choice) for choice in choices])


def _one_person(request: Request, example: str) -> Person:
    """The one person a line names, with or without an @."""
    found = people.mentioned(request, request.text if "@" in request.text else f"@{request.text}")
    if len(found.everyone) != 1 or isinstance(found.everyone[0], Orgao):
        raise Question(f"Diga uma pessoa. Exemplo: {example}", Answer.WHO)
    return found.everyone[0]


def _two_people(request: Request, text: str) -> tuple[Person, Person]:
    """Holder and stand-in, in the order of the line; an órgão stands for its titular."""
    found = [_person(request, each) for each in people.mentioned(request, text).in_order]
    if not found:
        raise Question(f"Quem se ausenta? Exemplo: {_WHEN}", Answer.WHO)
    if len(found) == 1:
        line = request.line
        typed = f"{line.replace('{', '{{').replace('}', '}}')} por {{}}"
        raise Question(f"Quem responde por {found[0].name}? Exemplo: {_WHEN}", Answer.WHO, instead=line, typed=typed)
    if len(found) > 2:
        raise Refusal(f"Diga só quem se ausenta e quem responde. Exemplo: {_WHEN}")
    return found[0], found[1]


def _person(request: Request, who: Person | Orgao) -> Person:
    person = rules.holder(request.session, who) if isinstance(who, Orgao) else who
    if person is None:
        raise Refusal(f"{who.name} não tem titular cadastrado. Veja quem é quem com: órgãos")
    return person


_WRITTEN_DAY = re.compile(r"\d{1,2}[/.]\d{1,2}")
_LONGEST_ABSENCE = timedelta(days=200)


def _days(request: Request, text: str) -> tuple[date, date]:
    """The first and the last day of an absence, both included."""
    text = _BY.sub("", text)
    found = dates.find(text, moments.local(request.now), request.calendar)
    if found is None and (wrong := dates.impossible(text, moments.local(request.now))):
        raise Refusal(f"Não existe essa data: {wrong}. Exemplo: {_WHEN}")
    if found is None or found.start is None or (found.end is None and found.kind is not dates.Kind.DAY):
        raise Question(f"De quando a quando? Exemplo: {_WHEN}", Answer.PERIOD)
    written = _WRITTEN_DAY.findall(text)
    if len(written) > 1 and (found.end is None or found.end - found.start > _LONGEST_ABSENCE):
        raise Refusal("O fim da substituição vem antes do começo. Confira as duas datas.")
    if not found.sure:
        raise Refusal(f"Fiquei em dúvida quanto às datas ({found.words.strip()}). Escreva dia, mês e ano das duas.")
    return found.start.date(), (found.end or found.start).date()
