"""Notes about servants whose authors no longer lead them."""

from datetime import time

from jobs.base import Run, job
from models import servants


@job("registros_de_servidores", "acesso a registros de servidores", at=time(0, 20))
def close_to_former_heads(run: Run) -> None:
    """Tira a vista de orientações e elogios de quem já não chefia o servidor; a autoria fica."""
    servants.close_to_former_heads(run.session, run.now)
