"""The pages of the panel: each is a line of the chat, said and answered by the same rules, and read only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.panel import pictures, prose, roles
from handlers import conversation
from handlers.base import Button, Refusal, Reply, Request
from handlers.reading.records import NotFound
from handlers.wording.people import ROLES
from models import acts, moments
from models.panel import CHANNEL
from models.people import Person, Role, Standing, standing
from models.records import Record, visible_to

MENU = (
    ("", "Hoje"),
    ("minhas", "Minhas tarefas"),
    ("tarefas", "Tarefas"),
    ("expedientes", "Expedientes"),
    ("atos", "Atos"),
    ("buscar", "Buscar"),
    ("agenda", "Agenda"),
    ("graficos", "Gráficos"),
    ("semana", "A semana"),
    ("pessoas", "Pessoas"),
    ("orgaos", "Órgãos"),
    ("papeis", "Papéis"),
    ("sistema", "Sistema"),
    ("preferencias", "Preferências"),
)
_LINES = {
    "": ("pauta", "Hoje"),
    "minhas": ("minhas", "Minhas tarefas"),
    "tarefas": ("tarefas", "Tarefas"),
    "expedientes": ("expedientes", "Expedientes"),
    "atos": ("atos", "Atos"),
    "minutas": ("minutas", "Minutas"),
    "pendentes": ("pendentes", "Pendentes"),
    "buscar": ("buscar", "Buscar"),
    "semana": ("relatório da semana", "A semana"),
    "pessoas": ("pessoas", "Pessoas"),
    "orgaos": ("órgãos", "Órgãos"),
    "sistema": ("status", "Sistema"),
    "preferencias": ("preferências", "Preferências"),
    "confirmacoes": ("confirmações", "Confirmações"),
}
_PARTS = {"": "ver", "historico": "histórico", "situacao": "situação", "anexos": "anexos", "pendentes": "pendentes"}
_TABS = (("", "Ver"), ("historico", "Histórico"), ("anexos", "Anexos"))
_OF_ACTS = ("situacao", "Destinatários")
_FILTERED = ("minhas", "tarefas", "expedientes", "atos", "buscar", "semana", "pessoas", "sistema")
_WISHES = {
    "resumo": "Resumo do dia (7h30, ou não)",
    "lembretes": "Lembretes (sim ou não)",
    "silêncio": "Horas de silêncio (20h às 7h, ou não)",
    "avisos": "Avisos (no slack, no telegram das 18h às 8h)",
    "pdf": "Atos em PDF (sim ou não)",
}
_HINTS = {
    "minhas": "atrasadas, hoje, semana",
    "tarefas": "@obras, atrasadas, hoje, até sexta, “poda”",
    "expedientes": "@obras, todos, atrasados, “reforma”",
    "atos": "ordens, @saude, em minuta",
    "buscar": "palavras ou número",
    "semana": "@obras",
    "pessoas": "@saude ou um nome",
}


@dataclass(slots=True)
class Visit:
    """One look of a person at the panel. `missed`: a number looked for in vain, to be noted."""

    session: Session
    person: Person
    now: datetime
    query: dict[str, str]
    csrf: str
    missed: str = ""

    @property
    def standing(self) -> Standing:
        return standing(self.session, self.person, self.now)

    def says(self, line: str) -> Reply:
        """The answer of the chat to a line. Raises Refusal."""
        # A slash before it: whatever was asked in the chat meanwhile, this is no answer to it.
        request = Request(self.session, self.person, self.now, text=f"/{line}", channel=CHANNEL)
        return conversation.answer(request)


def drawn(visit: Visit, rest: str) -> tuple[str, dict[str, Any]]:
    """The template and the values of a page."""
    shared = {"person": visit.person, "csrf": visit.csrf, "here": rest, "missing": False}
    if rest.startswith("ver/"):
        return _record(visit, rest.removeprefix("ver/"), shared)
    if rest in _DRAWN:
        return _DRAWN[rest](visit, shared)
    if rest in _LINES:
        return _line(visit, rest, shared)
    return "aviso.html", {"text": "Esta página não existe.", "missing": True}


def changed(visit: Visit, rest: str, form: dict[str, str]) -> str:
    """Do what a form asks for, as if typed; the page to go to. Raises Refusal."""
    name, value = form.get("name", ""), " ".join(form.get("value", "").split())
    if rest != "preferencias" or name not in _WISHES or not value:
        raise Refusal("Isso não se muda por aqui. Escreva ao bot.")
    visit.says(f"preferências {name} {value}")
    return "/painel/preferencias"


def _line(visit: Visit, rest: str, shared: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    command, title = _LINES[rest]
    typed = " ".join(visit.query.get("f", "").split()) if rest in _FILTERED else ""
    line = f"{command} {typed}".strip()
    values = {**shared, "title": title, "line": line, "typed": typed, "hint": _HINTS.get(rest, "")}
    values |= {"wishes": _WISHES if rest == "preferencias" else {}, "tabs": (), "code": "", "charts": ()}
    if rest == "buscar" and not typed:
        return "pagina.html", {**values, **_parts(Reply("")), "refused": ""}
    found = {**values, **_said(visit, line, of_orgaos=rest == "orgaos")}
    if rest == "pessoas" and typed.startswith("@"):
        _add_addresses(visit, typed, found)
    if rest == "buscar" and visit.session.info.get("audited"):
        visit.missed = typed
    return "pagina.html", found


def _record(visit: Visit, code: str, shared: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    part = _PARTS.get(visit.query.get("p", ""), "ver")
    if prose.NUMBER.fullmatch(code) is None:
        return "aviso.html", {"text": "Esta página não existe.", "missing": True}
    line = f"{part} {code}"
    values = {
        **shared,
        "title": code,
        "line": line,
        "typed": "",
        "hint": "",
        "wishes": {},
        "tabs": _tabs(visit, code),
        "code": code,
        "charts": (),
        **_said(visit, line),
    }
    return "pagina.html", {**values, "missing": bool(visit.missed)}


def _tabs(visit: Visit, code: str) -> tuple[tuple[str, str], ...]:
    """The parts of a record that have a page."""
    kind = visit.session.scalar(select(Record.kind).where(Record.code == code, visible_to(visit.standing)))
    return (*_TABS, _OF_ACTS) if kind == acts.KIND else _TABS


def _said(visit: Visit, line: str, *, of_orgaos: bool = False) -> dict[str, Any]:
    try:
        reply, refused = visit.says(line), ""
    except Refusal as refusal:
        visit.missed = refusal.asked if isinstance(refusal, NotFound) else ""
        reply, refused = Reply("", refusal.buttons), refusal.sentence
    return {**_parts(reply, of_orgaos=of_orgaos), "refused": refused}


def _parts(reply: Reply, *, of_orgaos: bool = False) -> dict[str, Any]:
    pages, lines = prose.split(reply.buttons)
    return {"blocks": prose.blocks(reply.text, of_orgaos=of_orgaos), "pages": pages, "lines": lines}


def _add_addresses(visit: Visit, typed: str, values: dict[str, Any]) -> None:
    """The addresses of one person, below what is said of that person, for whoever administers."""
    line = f"endereços {typed}"
    try:
        found = _parts(visit.says(line))
    except Refusal:
        return
    values["blocks"] += found["blocks"]
    values["lines"] += [Button("Endereços", line), *found["lines"]]


def _month(visit: Visit, shared: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    found = pictures.month(visit.session, visit.person, visit.query.get("mes", ""), visit.now)
    return "agenda.html", {
        **shared,
        "title": f"Agenda: {found.name}",
        "month": found,
        "today": moments.today(visit.now),
    }


def _charts(visit: Visit, shared: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    found = pictures.pictures(visit.session, visit.person, visit.now)
    return "graficos.html", {**shared, "title": "Gráficos", "charts": found}


def _week(visit: Visit, shared: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The report of the week with its charts."""
    name, values = _line(visit, "semana", shared)
    if not values["refused"]:
        values["charts"] = pictures.of_week(visit.session, visit.person, visit.now)
    return name, values


def _roles(visit: Visit, shared: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    asked = visit.query.get("papel", "")
    role = Role(asked) if asked in list(Role) else Role(visit.person.role)
    administers = visit.standing.has(Role.ADMINISTRADOR, Role.CHEFIA)
    values = {"roles": list(Role), "names": ROLES, "role": role, "parts": roles.parts(role), "administers": administers}
    return "papeis.html", {**shared, "title": f"Papel: {ROLES[role]}", **values}


_DRAWN = {"agenda": _month, "graficos": _charts, "semana": _week, "papeis": _roles}
