"""Ways of asking: what leaves. The notation: docs/entender.md."""

from handlers.saying.acts import APPROVE, CANCEL, CORRECT, GIVE_BACK

__all__ = ["ANSWER", "APPROVE", "CANCEL", "CORRECT", "DRAFT", "GIVE_BACK", "INSIST", "LISTED"]

DRAFT = (
    "! fazer|preparar|redigir|escrever|minutar um? oficio para|a|ao {procedencia} sobre|com_assunto|pedindo {texto} => "
    "ofício para {procedencia} assunto {texto}",
)
ANSWER = ("! responder|preparar_resposta o|a? {registro:numero} => responder {registro}",)
INSIST = ("! reiterar|insistir|cobrar_de_novo o|no? oficio? {registro:numero} => reiterar {registro}",)
LISTED = (
    "? quais|que|lista|tem|ha oficios faltam|falta|esperam assinatura|assinar => ofícios sem assinatura",
    "? quais|que|lista|tem|ha oficios sem|faltam|falta protocolo|recibo|comprovante => ofícios sem protocolo",
    "? quais|que|lista oficios saimos|sairam|mandamos|enviamos esta|nesta|na semana => ofícios semana",
)
