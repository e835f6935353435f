"""The end of terms of matérias: silence is recorded at its minute, and told when people may be told."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from handlers.wording import materias as wording
from jobs.base import Run, job
from models import moments, notices, quiet_hours
from models.materias import Materia, council
from models.outbox import Message
from models.quiet_hours import DEFAULT_PREFERENCES


def next_end(session: Session, after: datetime) -> datetime | None:
    """When the next term ends."""
    ends = [council.next_silence(session, after), council.next_promulgation(session)]
    return min((each for each in ends if each is not None), default=None)


@job("silence", "fim do prazo de sancionar e de promulgar", every=timedelta(minutes=1), next_after=next_end)
def note_ends(run: Run) -> None:
    """Registra que acabou sem decisão o prazo de sanção ou veto, ou o de promulgar."""
    for materia in list(council.silent(run.session, run.now)):
        text = council.note_silence(run.session, materia, run.now)
        _tell(run, materia, wording.silence(text, materia, council.promulgation_if_silent(run.session, materia)))
    for materia in council.missed_promulgations(run.session, run.now):
        _tell(run, materia, wording.passed_on(materia, council.pass_to_council(run.session, materia, run.now)))


def _tell(run: Run, materia: Materia, message: Message) -> None:
    """Tell each person when the offices are open, and never in the own quiet hours."""
    opens = max(run.now, moments.at(moments.today(run.now), run.calendar.day_start))
    for each in council.silence_told(run.session):
        ids = notices.reached(run.session, [each], run.now)
        wishes = next(iter(quiet_hours.preferences_of(run.session, ids).values()), DEFAULT_PREFERENCES)
        at = quiet_hours.next_allowed(wishes, opens, run.calendar)
        notices.send(
            run.session, materia, message.text, [each], by=None, now=run.now, buttons=message.buttons, not_before=at
        )
