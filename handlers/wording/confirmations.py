"""The answer to a request for a change that waits for a second person."""

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Reply
from models import confirmations
from models.confirmations import Confirmation
from models.texts import clip, listed

_MOST_NAMES = 4


def asked(session: Session, row: Confirmation, now: datetime) -> Reply:
    """The people asked to confirm, and that nothing changes before."""
    names = [each.name for each in confirmations.confirmers(session, row, now)]
    who = listed(names[:_MOST_NAMES]) or "quem pode confirmar"
    one = "" if len(names) == 1 else "; basta uma confirmação"
    return Reply(f"{row.code}: {clip(row.text, 300)}. Só vale com a confirmação de outra pessoa. Pedi a {who}{one}.")
