"""The panel in the browser: its address, which serves once, and leaving it."""

from handlers.base import Button, Reply, Request, command
from handlers.saying import panel as said
from models import panel
from models.panel import Purpose

GROUP = "Painel e segundo fator"


@command("painel", usage="painel", aliases=("meu painel",), private=True, said=said.PANEL)
def enter(request: Request) -> Reply:
    """Dá o endereço do painel no navegador: vale uma vez, e o painel fica aberto por 8 horas."""
    link_id = panel.open_link(
        request.session,
        Purpose.PANEL,
        by=request.person,
        channel=request.channel,
        address=request.address,
        now=request.now,
    )
    text = (
        f"O seu painel: {panel.PLACEHOLDER}\n"
        "O endereço vale uma vez, por 5 minutos, e é só seu: não o encaminhe. Depois de aberto, o painel vale 8 horas."
    )
    return Reply(text, (Button("Sair do painel", "sair do painel"),), link_id=link_id)


@command("sair do painel", usage="sair do painel", aliases=("fechar o painel", "fechar painel"), private=True)
def leave(request: Request) -> Reply:
    """Fecha o seu painel em todos os navegadores."""
    ended = panel.leave(request.session, by=request.person, now=request.now)
    again = (Button("Abrir o painel", "painel"),)
    return Reply("Painel fechado em todos os navegadores." if ended else "O seu painel não está aberto.", again)
