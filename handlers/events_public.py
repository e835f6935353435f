"""The public agenda: what anybody will read of a day, what stays out and why, and that it was published."""

from datetime import date

from handlers.base import CABINET, Refusal, Reply, Request, command
from handlers.reading import dates
from handlers.reading import events as reading
from handlers.saying import events as said
from handlers.wording import events_public as wording
from models import moments
from models.events import public


@command(
    "agenda pública",
    usage="agenda pública [amanhã]",
    aliases=("agenda pública de", "agenda pública da prefeita"),
    said=said.PUBLIC,
    fits=reading.has_day,
)
def shown(request: Request) -> Reply:
    """Mostra o que a agenda pública diz de um dia; a quem a publica, também o que fica fora e por quê."""
    day = _day(request)
    publishes = public.may_publish(request.session, request.person, request.now)
    left = public.left_out(request.session, day) if publishes else []
    return wording.shown(day, public.of_days(request.session, day, day), left, publishes=publishes)


@command(
    "publicar agenda", usage="publicar agenda [amanhã]", said=said.PUBLISH, fits=reading.has_day, offered_to=CABINET
)
def publish(request: Request) -> Reply:
    """Registra que a agenda pública de um dia saiu, e a mostra pronta para copiar."""
    day = _day(request)
    found = public.publish(request.session, day, by=request.person, now=request.now)
    return wording.published(day, found, request.now)


def _day(request: Request) -> date:
    """The day named; without one tomorrow, which is what is published next."""
    here = moments.local(request.now)
    text = request.text.strip(reading.EDGES)
    found = dates.find(text, here, request.calendar) if text else None
    if text and (found is None or found.start is None):
        raise Refusal(f"Não entendi “{text}”. Exemplo: agenda pública amanhã")
    return found.start.date() if found and found.start else moments.days_after(here.date(), 1)
