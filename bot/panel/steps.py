"""The pages of one purpose: where the second factor is set up, and where it is asked before an act is issued."""

from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

import segno
from sqlalchemy.orm import Session

from bot.panel import prose
from handlers import conversation
from handlers.base import Refusal, Request
from models import confirmations, second_factor
from models.panel import PanelSession, Purpose
from models.people import Person
from models.second_factor import Verdict

_PROVEN = "provado"  # what the session of a set-up keeps once the old factor was given


@dataclass(slots=True)
class StepPage:
    """The page as it stands: what is said, what is asked. `ends`: the session has served; `code`: its label."""

    title: str
    said: list[str] = field(default_factory=list)
    blocks: list[prose.Block] = field(default_factory=list)
    picture: str = ""
    key: str = ""
    recovery: list[str] = field(default_factory=list)
    code: str = ""
    buttons: list[tuple[str, str]] = field(default_factory=list)
    ends: bool = False
    is_wrong: bool = False

    def values(self) -> dict[str, Any]:
        return {"step": self}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is at the page, in which session."""

    session: Session
    row: PanelSession
    person: Person
    now: datetime
    municipality: str

    @property
    def is_proven(self) -> bool:
        return self.row.line == _PROVEN


def shown(who: Caller) -> StepPage:
    """The page before anything is typed."""
    return _asking(who) if who.row.purpose == Purpose.STEP else _setting_up(who)


def pressed(who: Caller, form: dict[str, str]) -> StepPage:
    """What a form of the page comes to. Raises Refusal."""
    if who.row.purpose == Purpose.STEP:
        return _tried(who, form.get("code", ""))
    if form.get("do") == "start":
        second_factor.begin(who.session, by=who.person, now=who.now)
        return _setting_up(who)
    if _begun(who) is not None:
        return _finished(who, form.get("code", ""))
    verdict = second_factor.prove(who.session, who.person, form.get("code", ""), who.now)
    if verdict is not Verdict.RIGHT:
        return _wrong(who, verdict, _setting_up(who))
    who.row.line = _PROVEN
    second_factor.begin(who.session, by=who.person, now=who.now)
    return _setting_up(who)


def done(who: Caller) -> StepPage:
    """Do the line that the code was asked for, as if typed in the chat. Raises Refusal."""
    # A slash before it: whatever was asked in the chat meanwhile, this is no answer to it.
    where: dict[str, Any] = {"channel": who.row.channel, "address": who.row.address}
    request = Request(who.session, who.person, who.now, text=f"/{who.row.line}", proven=True, **where)
    reply = conversation.answer(request)
    key = f"panel:step:{who.row.id}"
    confirmations.tell_own(who.session, who.person, reply.text, key=key, now=who.now)
    return StepPage("Feito", blocks=prose.blocks(reply.text), ends=True)


def _asking(who: Caller) -> StepPage:
    """The act, or the changes that wait, and the field for the code."""
    code = prose.CODE.search(who.row.line)
    line = f"ver {code.group()}" if code else ""
    line = "confirmações" if who.row.line.startswith("confirmar ") else line
    try:
        reply = conversation.answer(Request(who.session, who.person, who.now, text=f"/{line}", channel="painel"))
    except Refusal as refusal:
        return StepPage("Segundo fator", said=[refusal.sentence])
    return StepPage("Segundo fator", blocks=prose.blocks(reply.text), code="Código do aplicativo, ou de recuperação")


def _tried(who: Caller, typed: str) -> StepPage:
    verdict = second_factor.prove(who.session, who.person, typed, who.now)
    return StepPage("") if verdict is Verdict.RIGHT else _wrong(who, verdict, _asking(who))


def _setting_up(who: Caller) -> StepPage:
    begun = _begun(who)
    has_one = second_factor.active(who.session, who.person) is not None
    if begun is not None:
        return _to_scan(who, begun)
    if has_one:
        said = [
            "O seu segundo fator está ligado. Para trocar de aparelho, digite um código do atual, ou de recuperação."
        ]
        without = [("start", "Não tenho mais o aparelho nem os códigos")]
        return StepPage("Segundo fator", said=said, code="Código atual", buttons=without)
    said = ["Um código do seu celular passa a ser pedido ao aprovar um ato ou ofício e ao confirmar uma mudança."]
    return StepPage("Segundo fator", said=said, buttons=[("start", "Começar")])


def _begun(who: Caller) -> second_factor.SecondFactor | None:
    """The factor that is being set up in this session: another one's is not shown."""
    found = second_factor.begun(who.session, who.person)
    return found if found is not None and found.created_at >= who.row.opened_at else None


def _to_scan(who: Caller, factor: second_factor.SecondFactor) -> StepPage:
    address = second_factor.address_for_app(factor, who.person.name, who.municipality)
    picture = BytesIO()
    segno.make(address, error="m").save(
        picture, kind="svg", scale=5, xmldecl=False, light="#fff", svgclass=None, lineclass=None
    )
    said = [
        "Leia a figura com o aplicativo de códigos do celular, ou digite nele a chave. Depois, digite aqui o código."
    ]
    if not who.is_proven:
        check = second_factor.check_of(factor)
        said.append(f"Outra pessoa que aprova vai confirmar. Ela compara com você, por voz, este número: {check}.")
    key = second_factor.key_of(factor)
    grouped = " ".join(key[n : n + 4] for n in range(0, len(key), 4))
    return StepPage(
        "Segundo fator", said=said, picture=picture.getvalue().decode(), key=grouped, code="Código de seis dígitos"
    )


def _finished(who: Caller, typed: str) -> StepPage:
    factor = _begun(who)
    assert factor is not None
    codes = second_factor.finish(who.session, factor, typed, proven=who.is_proven, by=who.person, now=who.now)
    if not codes:
        return _wrong(who, Verdict.WRONG, _setting_up(who))
    said = ["O segundo fator está ligado." if who.is_proven else "Falta outra pessoa confirmar: o pedido já foi a ela."]
    said += ["Guarde em papel estes códigos de recuperação: cada um vale uma vez, se você ficar sem o aparelho."]
    return StepPage("Segundo fator", said=said, recovery=codes, ends=True)


def _wrong(who: Caller, verdict: Verdict, step: StepPage) -> StepPage:
    wait = second_factor.wait_text(who.session, who.person)
    later = verdict is Verdict.LATER or wait
    step.said = [
        f"Foram códigos errados demais. Espere até {wait}." if later else "O código não confere. Digite o de agora."
    ]
    step.is_wrong = True
    return step
