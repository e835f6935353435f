"""Classes: requests whose chefia did not answer in time, and aulas on a day that became a holiday."""

from datetime import time, timedelta

from handlers.wording import courses as wording
from jobs.base import Run, job
from models import moments, notices, outbox
from models.courses import enrolment, turmas


@job("autorizacoes", "autorizações de curso vencidas", every=timedelta(hours=1), next_due=enrolment.next_lapse)
def lapse(run: Run) -> None:
    """Encerra os pedidos de curso sem autorização no prazo e avisa a pessoa e a chefia."""
    enrolment.lapse(run.session, run.now)


@job("aulas_em_feriado", "aulas em dia sem expediente", at=time(8, 30))
def on_holidays(run: Run) -> None:
    """Pergunta uma vez a quem cuida da turma se muda a aula que caiu num feriado ou ponto facultativo."""
    for aula, turma, why in turmas.on_holidays(run.session, run.now):
        key = f"aula:{aula.id}:{moments.today(aula.event.starts_at)}"
        if outbox.claim_keys(run.session, [key], run.now):
            text, buttons = wording.on_a_holiday(aula, turma, why)
            to = turmas.coordinators(turma)
            notices.send(run.session, turma, text, to, by=None, now=run.now, buttons=buttons)
