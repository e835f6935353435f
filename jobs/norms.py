"""The start of normas: told on the business day before, and on the day, or the next one on which people work."""

from datetime import time, timedelta
from zlib import crc32

from handlers.wording import norms as wording
from jobs.base import Run, job
from models import moments, notices, outbox
from models.base import Button
from models.norms import Norma, queries
from models.outbox import Message
from models.people import Role, with_role


@job("em_vigor", "normas que entram em vigor", at=time(8))
def tell(run: Run) -> None:
    """Avisa os órgãos da norma que entra em vigor."""
    today, calendar = moments.today(run.now), run.calendar
    if not calendar.is_business_day(today):
        return
    first = calendar.add_business_days(today, -1) + timedelta(days=1)
    for norma in queries.starting(run.session, first, calendar.add_business_days(today, 1)):
        _tell(run, norma, wording.in_force(norma, today))


def _tell(run: Run, norma: Norma, text: str) -> None:
    """Tell each person once, whatever the number of runs."""
    to = queries.affected(run.session, norma) or with_role(run.session, Role.CHEFIA)
    message = Message(text, (Button("Ver", f"ver {norma.code}"),))
    for person_id in dict.fromkeys(notices.reached(run.session, to, run.now)):
        key = f"vigencia:{norma.id}:{norma.inicio}:{crc32(text.encode()):08x}:{person_id}"
        outbox.enqueue(run.session, key=key, to=person_id, message=message, now=run.now, record_id=norma.id)
