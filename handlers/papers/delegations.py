"""The certidão de competência, and the board of delegations for the site."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.papers import Facts, fields, note, paper, table, text
from handlers.wording import delegations as wording
from models import moments
from models.delegations import KIND, Delegacao, powers
from models.people import Person

_MADE_BY = (
    "Feito pelo bot do Gabinete a partir dos seus registros. Não leva assinatura: quem certifica a assina fora daqui."
)


def _state(_session: Session, each: Delegacao) -> str:
    last = powers.ends(each)
    return f"Situação: {each.status}" + (f", até {last:%d/%m/%Y}." if last else ".")


@paper("certidão de competência", about=(KIND,), certifies=(KIND,), state=_state)
def certidao(session: Session, each: Delegacao, person: Person, now: datetime) -> Facts:
    """What a delegation gives to whom, from when until when, with all that took it away."""
    today = moments.today(now)
    opening = f"Certifico, à vista dos registros, até {wording.full(today)}, que consta a delegação {each.code}:"
    blocks = [text(opening), fields(*wording.facts(session, each, today))]
    blocks += [text(f"Quem certifica: {person.name}, {person.cargo}."), note(_MADE_BY)]
    return Facts(f"Certidão de competência {each.code}", f"Certidão {each.code}", today, blocks)


@paper("quadro de delegações")
def board(session: Session, _record: None, _person: Person, now: datetime) -> Facts:
    """Each matter with whoever may sign it today, besides the mayor."""
    today = moments.today(now)
    rows = [(matter, names or "só o Prefeito") for matter, names in wording.board(session, today)]
    return Facts(
        f"Quadro de delegações de {today:%d/%m/%Y}",
        "Quadro de delegações",
        today,
        [table(("Matéria", "Quem assina"), rows, (3, 9)), note(_MADE_BY)],
    )
