"""The overview of one body outside: what each side owes, the last ofícios, and whatever else names it."""

from handlers.base import Button, Reply, Request
from handlers.wording import overview
from models import authorities, oficios
from models.authorities import Authority
from models.texts import clip

_SHORTEST = 5  # letters of a nickname that is looked for


@overview.about
def by_mark(request: Request, name: str) -> Reply | None:
    """The overview of the body behind an @; in words it is asked for as `relações`."""
    found = authorities.by_name(request.session, name) if name.startswith("@") else None
    return authority(request, found) if found is not None else None


def authority(request: Request, outside: Authority) -> Reply:
    """One body outside: what is owed to it, what it owes, the last ofícios, and whatever else names it."""
    session, by, now = request.session, request.person, request.now
    owed = oficios.owed_to(session, [outside], by=by, now=now)
    awaited = oficios.awaited_from(session, [outside], by=by, now=now)
    sent = oficios.with_authority(session, [outside], by=by, now=now)
    lines = [f"{outside.nome}:"]
    lines += [f"Devemos ({len(owed)}):" if owed else "Não devemos nada."]
    lines += [f"• {each.code} {clip(each.text, 60)}{overview.until(each.until, now)}" for each in owed[: overview.MOST]]
    lines += [f"Deve-nos ({len(awaited)}):" if awaited else "Não nos deve nada."]
    lines += [
        f"• {each.code} {clip(each.title, 60)}{overview.until(each.awaited_at, now)}"
        for each in awaited[: overview.MOST]
    ]
    lines += [f"Expedidos ({len(sent)}):" if sent else "Nenhum ofício expedido."]
    lines += [f"• {each.code} [{each.state}] {clip(each.title, 60)}" for each in sent[:2]]
    known = [*(each.code for each in owed), *(each.code for each in (*awaited, *sent))]
    lines += overview.also(request, outside.nome, known, *(each for each in outside.apelidos if len(each) >= _SHORTEST))
    buttons = [Button(each.code, f"ver {each.code}") for each in owed[: overview.MOST_BUTTONS]]
    late = [each for each in awaited if each.awaited_at and each.awaited_at < now]
    buttons += [Button(f"Reiterar {each.code}", f"reiterar {each.code}") for each in late[: overview.MOST_BUTTONS]]
    buttons += [Button("Como se dirigir", f"autoridade {outside.sigla.lower()}")]
    return Reply("\n".join(lines[: overview.MOST_LINES]), tuple(buttons))
