"""Expiry of confirmations that nobody gave in time."""

from datetime import timedelta

from jobs.base import Run, job
from models import confirmations


@job("confirmations", "confirmações vencidas", every=timedelta(hours=1), next_due=confirmations.next_expiry)
def expire(run: Run) -> None:
    """Encerra os pedidos de confirmação que venceram e avisa quem pediu."""
    confirmations.expire(run.session, run.now)
