"""The contact with the council's system in words."""

from collections.abc import Sequence

from handlers.base import Button, Reply
from models import moments
from models.contacts import Contact
from models.materias.requests_seen import SaplRequest
from models.materias.sapl import SaplQuarantine, SaplState
from models.outbox import Message
from models.texts import clip, plural

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


def requests(count: int) -> Message:
    what = plural(
        count, "pedido de vereador que não está registrado", "pedidos de vereadores que não estão registrados"
    )
    text = f"No sistema da Câmara há {what} aqui. Nenhum prazo começou: registre com o papel na mão."
    return Message(text, (Button("Ver os pedidos", "sapl pedidos"),))


def seen(found: Sequence[SaplRequest], count: int) -> Reply:
    """The papers of councillors that nobody registered, each one button away."""
    if not found:
        return Reply("Não há pedido de vereador no sistema da Câmara que não esteja registrado aqui.", _SEE)
    lines = [f"No sistema da Câmara e não registrados aqui ({count}):"]
    lines += [f"• {each.code} {clip(each.ementa, 80)}" for each in found]
    lines += [f"… e mais {count - len(found)}."] if count > len(found) else []
    lines += ["Nenhum prazo começou. Com o papel na mão, registre: o prazo conta do recebimento."]
    return Reply("\n".join(lines), tuple(Button(f"Chegou {each.code}", each.line) for each in found[:_MOST]))


def no_contact(contact: Contact) -> Message:
    text = f"{_failing(contact)} Volto a tentar a cada hora e continuo de onde parei; as matérias podem ser digitadas."
    return Message(text, _SEE)


def back() -> Message:
    return Message("O sistema da Câmara voltou a responder, e as matérias estão em dia.", _SEE)


def _failing(contact: Contact) -> str:
    since = moments.moment_text(contact.failing_since) if contact.failing_since else ""
    times = plural(contact.failures, "leitura falhou", "leituras falharam")
    return f"Sem contato com o sistema da Câmara desde {since} ({times}): {contact.why}."
