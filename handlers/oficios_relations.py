"""With the State, the Union, the Judiciary and the MP: what is owed to each side, and the history with one body."""

from collections.abc import Sequence

from handlers import oficios_overview
from handlers.base import Answer, Button, Question, Reply, Request, command
from handlers.documents import asked
from handlers.papers.oficios_relations import PENDING, of_side
from handlers.reading.authorities import named
from handlers.saying import oficios as said
from handlers.wording import overview
from models import oficios
from models.authorities import Authority
from models.oficios import Oficio
from models.texts import clip

_MOST = 20
_ON_PAPER = {
    "o Estado": "com o estado em pdf",
    "a União": "com a união em pdf",
    "a Justiça": "com a justiça em pdf",
    "o Ministério Público": "com o mp em pdf",
}


@command("com o estado", usage="com o estado [em pdf]", said=said.WITH_STATE)
def with_state(request: Request) -> Reply:
    """Mostra o que devemos ao Estado e o que ele nos deve."""
    return _both(request, "o Estado", of_side(request.session, "o Estado"))


@command("com a união", usage="com a união [em pdf]", aliases=("com o governo federal",), said=said.WITH_UNION)
def with_union(request: Request) -> Reply:
    """Mostra o que devemos à União e o que ela nos deve."""
    return _both(request, "a União", of_side(request.session, "a União"))


@command("com a justiça", usage="com a justiça [em pdf]", aliases=("com o judiciário",), said=said.WITH_COURTS)
def with_courts(request: Request) -> Reply:
    """Mostra o que devemos à Justiça e o que ela nos deve."""
    return _both(request, "a Justiça", of_side(request.session, "a Justiça"))


@command("com o mp", usage="com o mp [em pdf]", aliases=("com o ministério público",), said=said.WITH_MP)
def with_mp(request: Request) -> Reply:
    """Mostra o que devemos ao Ministério Público e o que ele nos deve."""
    return _both(request, "o Ministério Público", of_side(request.session, "o Ministério Público"))


@command("relações", usage="relações @sgri", aliases=("relações com",), said=said.RELATIONS)
def relations(request: Request) -> Reply:
    """Mostra o que há com um órgão de fora, nos dois sentidos: o que devemos, o que nos deve, o que já foi."""
    found = named(request.session, f"com {request.text}")
    if found is None:
        raise Question("Com que órgão de fora? Exemplo: relações @sgri", Answer.TEXT)
    return oficios_overview.authority(request, found.authority)


def _both(request: Request, name: str, to: Sequence[Authority]) -> Reply:
    session, by, now = request.session, request.person, request.now
    if name in PENDING and request.text.lower().endswith("pdf"):
        return asked(request, PENDING[name], None, f"do que há com {name}")
    owed, awaited = oficios.owed_to(session, to, by=by, now=now), oficios.awaited_from(session, to, by=by, now=now)
    lines = [f"Com {name}:", f"O que devemos ({len(owed)}):" if owed else "Não devemos nada."]
    lines += [f"• {each.code} {each.text}{overview.until(each.until, now)}" for each in owed[:_MOST]]
    lines += [f"O que nos devem ({len(awaited)}):" if awaited else "Não nos devem nada."]
    lines += [
        f"• {each.code} {each.addressees}: {clip(each.title)}{overview.until(each.awaited_at, now)}" for each in awaited
    ]
    late = [each for each in awaited if each.awaited_at and each.awaited_at < now]
    buttons = [Button(each.code, f"ver {each.code}") for each in owed[:3]]
    buttons += [Button("Em PDF", _ON_PAPER[name])] if name in PENDING and (owed or awaited) else []
    return Reply("\n".join(lines), (*buttons, *_insist(late)))


def _insist(late: Sequence[Oficio]) -> tuple[Button, ...]:
    return tuple(Button(f"Reiterar {each.code}", f"reiterar {each.code}") for each in late[:3])
