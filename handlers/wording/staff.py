"""Texts about changes of the register."""

from handlers.base import Button, Reply
from models.people import Function, Orgao, Person, Role
from models.people.register.orgaos import Going
from models.texts import of, plural

_CONFIRM = "confirmo"


def registered(person: Person, *, waits: bool) -> Reply:
    where = f", {person.orgao.sigla}" if person.orgao else ""
    pending = " O papel espera a confirmação de outra pessoa." if waits else ""
    text = f"{person.name} está no cadastro como @{person.handle}: {person.cargo}{where}.{pending} Falta só convidar."
    return Reply(text, (Button("Convidar", f"convidar @{person.handle}"), Button("Ver", f"pessoas @{person.handle}")))


def changed(person: Person, *, same: bool) -> Reply:
    where = f", {person.orgao.sigla}" if person.orgao else ""
    function = f" ({person.function})" if person.function else ""
    state = "já era assim" if same else "mudou"
    text = f"O cadastro de {person.name} {state}: {person.cargo or 'sem cargo'}{function}{where}."
    return Reply(text, (Button("Ver", f"pessoas @{person.handle}"),))


def role(person: Person, wanted: Role, *, waits: bool) -> Reply:
    if waits:
        text = f"{person.name} passa a {wanted} quando outra pessoa confirmar; até lá continua {person.role}."
        return Reply(text, (Button("O que espera", "confirmações"),))
    return Reply(f"{person.name} tem agora o papel {wanted}.", (Button("Ver", f"pessoas @{person.handle}"),))


def before_appointment(person: Person, orgao: Orgao, before: Person) -> Reply:
    text = (
        f"Hoje o titular {of(orgao.name)} é {before.name}, que deixa de ser. O que espera o órgão passa a "
        f"{person.name}."
    )
    line = f"nomear @{person.handle} titular @{orgao.sigla.lower()} {_CONFIRM}"
    return Reply(text, (Button(f"Nomear {person.first_name}", line),))


def appointed(person: Person, function: Function, orgao: Orgao, before: Person | None) -> Reply:
    rest = f" {before.name} deixou de ser." if before is not None and before.id != person.id else ""
    return Reply(f"{person.name} é {function} {of(orgao.name)}.{rest}", (Button("Órgãos", "órgãos"),))


def orgao_begun(orgao: Orgao) -> Reply:
    text = f"{orgao.name} ({orgao.sigla}) está no cadastro, ainda sem titular."
    return Reply(text, (Button("Pessoa nova", "pessoa nova"), Button("Órgãos", "órgãos")))


def orgao_renamed(orgao: Orgao, before: str) -> Reply:
    text = f"{before} agora é {orgao.sigla}, {orgao.name}. O que era dele fica com ele; @{before.lower()} ainda vale."
    return Reply(text, (Button("Órgãos", "órgãos"),))


def before_merge(old: Orgao, into: Orgao, goes: Going) -> Reply:
    text = f"Passam {of(old.name)} para {into.name}: {_going(goes)}. {old.sigla} deixa de existir; @{old.key} leva lá."
    line = f"incorporar @{old.key} em @{into.key} {_CONFIRM}"
    return Reply(text, (Button("Incorporar", line),))


def merged(old: Orgao, into: Orgao, goes: Going) -> Reply:
    text = f"{old.name} agora faz parte {of(into.name)}: {_going(goes)} passaram para lá."
    return Reply(text, (Button("Órgãos", "órgãos"), Button("Pessoas", f"pessoas @{into.key}")))


def _going(goes: Going) -> str:
    people = plural(goes.people, "pessoa", "pessoas")
    return f"{people} e {plural(goes.deadlines, 'prazo em aberto', 'prazos em aberto')}"
