"""With the State, the Union, the Judiciary and the MP: what is owed to each side, and the history with one body."""

from collections.abc import Sequence
from datetime import datetime

from handlers.base import Answer, Button, Question, Reply, Request, command
from handlers.reading.authorities import named
from handlers.saying import oficios as said
from models import moments, oficios
from models.authorities import Authority, Esfera, Poder
from models.oficios import Oficio
from models.texts import clip

_MOST = 20


@command("com o estado", usage="com o estado", said=said.WITH_STATE)
def with_state(request: Request) -> Reply:
    """Mostra o que devemos ao Estado e o que ele nos deve."""
    found = oficios.of_sphere(request.session, esfera=Esfera.ESTADUAL)
    return _both(request, "o Estado", [each for each in found if each.poder == Poder.EXECUTIVO])


@command("com a união", usage="com a união", aliases=("com o governo federal",), said=said.WITH_UNION)
def with_union(request: Request) -> Reply:
    """Mostra o que devemos à União e o que ela nos deve."""
    return _both(request, "a União", oficios.of_sphere(request.session, esfera=Esfera.FEDERAL))


@command("com a justiça", usage="com a justiça", aliases=("com o judiciário",), said=said.WITH_COURTS)
def with_courts(request: Request) -> Reply:
    """Mostra o que devemos à Justiça e o que ela nos deve."""
    return _both(request, "a Justiça", oficios.of_sphere(request.session, poder=Poder.JUDICIARIO))


@command("com o mp", usage="com o mp", aliases=("com o ministério público",), said=said.WITH_MP)
def with_mp(request: Request) -> Reply:
    """Mostra o que devemos ao Ministério Público e o que ele nos deve."""
    return _both(request, "o Ministério Público", oficios.of_sphere(request.session, poder=Poder.MINISTERIO_PUBLICO))


@command("relações", usage="relações @sgri", aliases=("relações com",), said=said.RELATIONS)
def relations(request: Request) -> Reply:
    """Mostra o que há com um órgão de fora, nos dois sentidos: o que devemos, o que nos deve, o que já foi."""
    found = named(request.session, f"com {request.text}")
    if found is None:
        raise Question("Com que órgão de fora? Exemplo: relações @sgri", Answer.TEXT)
    to = [found.authority]
    reply = _both(request, found.authority.nome, to)
    sent = oficios.with_authority(request.session, to, by=request.person, now=request.now)
    lines = [f"• {each.code} [{each.state}] {clip(each.title)}" for each in sent[:_MOST]]
    return Reply("\n".join([reply.text, f"Expedidos ({len(sent)}):", *lines]), reply.buttons)


def _both(request: Request, name: str, to: Sequence[Authority]) -> Reply:
    session, by, now = request.session, request.person, request.now
    owed, awaited = oficios.owed_to(session, to, by=by, now=now), oficios.awaited_from(session, to, by=by, now=now)
    lines = [f"Com {name}:", f"O que devemos ({len(owed)}):" if owed else "Não devemos nada."]
    lines += [f"• {each.code} {each.text}{_until(each.until, now)}" for each in owed[:_MOST]]
    lines += [f"O que nos devem ({len(awaited)}):" if awaited else "Não nos devem nada."]
    lines += [f"• {each.code} {each.addressees}: {clip(each.title)}{_until(each.awaited_at, now)}" for each in awaited]
    late = [each for each in awaited if each.awaited_at and each.awaited_at < now]
    buttons = [Button(each.code, f"ver {each.code}") for each in owed[:3]]
    return Reply("\n".join(lines), (*buttons, *_insist(late)))


def _until(at: datetime | None, now: datetime) -> str:
    if at is None:
        return " — sem prazo"
    day = moments.short_text(at, date_only=True)
    return f" — até {day}" if at >= now else f" — venceu em {day}"


def _insist(late: Sequence[Oficio]) -> tuple[Button, ...]:
    return tuple(Button(f"Reiterar {each.code}", f"reiterar {each.code}") for each in late[:3])
