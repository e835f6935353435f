"""Acts approved for a later hour go out when it comes."""

from datetime import timedelta

from jobs.base import Run, job
from models import directives


@job("transmission", every=timedelta(minutes=1), next_due=directives.next_transmission_at)
def transmit(run: Run) -> None:
    """Transmite o que foi aprovado com hora marcada."""
    directives.transmit_due(run.session, run.now)
