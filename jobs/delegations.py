"""The end of delegations, and the yearly review of those without one."""

from datetime import time

from jobs.base import Run, job
from models.delegations import register


@job("powers", "fim e revisão de delegações", at=time(0, 10))
def settle(run: Run) -> None:
    """Encerra as delegações cujo último dia passou e marca a revisão anual das que não têm termo."""
    register.settle(run.session, run.now)
