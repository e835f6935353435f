"""Ways of asking: what leaves. The notation: docs/entender.md."""

from handlers.saying import acts

APPROVE, GIVE_BACK, CORRECT, CANCEL = acts.APPROVE, acts.GIVE_BACK, acts.CORRECT, acts.CANCEL
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
WITH_STATE = ("? que|quais|tem pendente|pendencias|devemos|deve ao|com_o|o estado => com o estado",)
WITH_UNION = ("? que|quais|tem pendente|pendencias|devemos|deve com_a|a uniao => com a união",)
WITH_COURTS = ("? que|quais|tem pendente|pendencias|devemos|deve com_a|a justica => com a justiça",)
WITH_MP = ("? que|quais|tem pendente|pendencias|devemos|deve com_o|ao|o mp|promotoria => com o mp",)
RELATIONS = ("? historico|relacao|relacoes com|da|do|de {procedencia} => relações {procedencia}",)
