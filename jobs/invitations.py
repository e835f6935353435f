"""The letters and the cards of invitations that were asked for in the chat."""

from datetime import timedelta
from functools import partial

from handlers.wording import people as wording
from jobs.base import Parts, Run, job
from models import invitation_letters, outbox


@job("invitations", "convites por e-mail", every=timedelta(seconds=20), next_due=invitation_letters.next_due)
def send(run: Run) -> Parts:
    """Manda os convites pedidos no chat: por e-mail, ou em cartões para imprimir."""
    while sheet := invitation_letters.take_sheet(run.session, run.now):
        to, cards = sheet
        pdf = yield partial(invitation_letters.print_sheet, cards)
        invitation_letters.settle_sheet(run.session, cards, made=pdf is not None, now=run.now)
        key = f"cards:{to}:{cards[0].id if cards else 0}"
        outbox.enqueue(run.session, key=key, to=to, message=wording.cards(cards, pdf), now=run.now)
        yield None
    while letters := invitation_letters.take(run.session, run.now):
        failed = yield partial(invitation_letters.send, letters)
        invitation_letters.settle(run.session, letters, failed, run.now)
        yield None
    for to, sent in invitation_letters.ended(run.session):
        key = f"invitations:{to}:{run.now.timestamp():.0f}"
        outbox.enqueue(run.session, key=key, to=to, message=wording.letters_sent(sent), now=run.now)
