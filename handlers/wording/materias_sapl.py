"""The contact with the council's system in words."""

from collections.abc import Sequence

from handlers.base import Button, Reply
from models import moments
from models.contacts import Contact
from models.materias.sapl import SaplQuarantine, SaplState
from models.outbox import Message
from models.texts import plural

_OFF = "O sistema da Câmara não está ligado: falta o endereço na configuração. As matérias vêm por planilha."
_MOST = 5
_SEE = (Button("Sistema da Câmara", "sapl"),)


def state(contact: Contact, reading: SaplState, apart: Sequence[SaplQuarantine], *, is_configured: bool) -> Reply:
    """How the reading goes, up to where, and what was set apart."""
    if not is_configured:
        return Reply(_OFF, (Button("Matérias", "matérias"),))
    ok = f"Última leitura inteira: {moments.moment_text(contact.ok_at)}." if contact.ok_at else "Ainda não foi lido."
    lines = ["Sistema da Câmara (SAPL).", ok]
    lines += [_failing(contact)] if contact.failing_since else []
    lines += [f"A próxima leitura continua na página {reading.page}."] if reading.page > 1 else []
    lines += [f"Tramitações sem situação, não lidas: {reading.ignored}."] if reading.ignored else []
    if apart:
        lines += [f"Postas de lado ({len(apart)}):", *(f"• {each.item}: {each.why}" for each in apart[:_MOST])]
    return Reply("\n".join(lines), (Button("Matérias", "matérias"),))


def no_contact(contact: Contact) -> Message:
    text = f"{_failing(contact)} Volto a tentar a cada hora e continuo de onde parei; as matérias podem ser digitadas."
    return Message(text, _SEE)


def back() -> Message:
    return Message("O sistema da Câmara voltou a responder, e as matérias estão em dia.", _SEE)


def _failing(contact: Contact) -> str:
    since = moments.moment_text(contact.failing_since) if contact.failing_since else ""
    times = plural(contact.failures, "leitura falhou", "leituras falharam")
    return f"Sem contato com o sistema da Câmara desde {since} ({times}): {contact.why}."
