"""Pictures of charts: drawn by the runner, one after the other, between two short transactions."""

import logging

from bot.app import App
from bot.paper.runner import Job, NotRendered, render
from bot.transactions import transaction
from models import chart_requests
from models.base import take_turn

log = logging.getLogger("bot.paper")
_PAGE = '#set page(width: auto, height: auto, margin: 0pt)\n#image("chart.svg")'
Picture = tuple[int, str]  # the number of a request, and the SVG


def take(app: App) -> Picture | None:
    """The next chart to be drawn."""
    with transaction(app.engine) as session:
        request = chart_requests.waiting(session)
        return (request.id, request.svg) if request else None


def make(picture: Picture) -> bytes | None:
    """The PNG of a chart; None when it cannot be drawn. Blocks."""
    try:
        return render(Job(_PAGE, files={"chart.svg": picture[1]}, format="png"))
    except NotRendered as error:
        log.error("chart %s cannot be drawn: %s", picture[0], error)
        return None


def settle(app: App, picture: Picture, png: bytes | None) -> None:
    """Send the picture."""
    with transaction(app.engine) as session:
        take_turn(session)
        chart_requests.settle(session, picture[0], png, now=app.clock())
