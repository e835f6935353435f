"""Long spreadsheets: written a batch of rows at a time, and sent."""

from datetime import timedelta

from handlers.wording import spreadsheets as wording
from jobs.base import Parts, Run, job
from models import outbox, spreadsheets
from models.people import Person
from models.spreadsheets import Spreadsheet


@job("spreadsheets", "planilhas", every=timedelta(seconds=10), next_due=spreadsheets.next_due)
def write(run: Run) -> Parts:
    """Escreve e manda as planilhas longas que foram pedidas."""
    for each in spreadsheets.waiting(run.session, run.now):
        file = yield from spreadsheets.make_long(lambda: run.session, each, run.now)
        asked = run.session.get_one(Spreadsheet, each)
        message = wording.failed(asked.title) if file is None else wording.done(asked.title, asked.rows, file)
        person = run.session.get_one(Person, asked.person_id)
        outbox.enqueue(run.session, key=f"spreadsheet:{each}", to=person, message=message, now=run.now)
        yield None
