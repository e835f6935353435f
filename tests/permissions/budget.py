"""The budget: overseers, the órgão that spends and the desk see it; the ordenador authorises, never the own request."""

from tests.permissions import Row, everywhere

_SEE, _OWN = "prefeito chefia controle", "prefeito chefia secretario servidor controle"
_ASK = "prefeito chefia"
_ASKED = ("bruno: pedir empenho ficha 1 R$ 10,00 papel",)
_AUTHORISED = (*_ASKED, "helena: autorizar P-1")
_SENT = (*_AUTHORISED, "bruno: enviar P-1")
_PEDIDO = "pedido_empenho"

ROWS = (
    everywhere("conferir rreo", "conferir rreo", note="as dotações que cada um pode ver"),
    Row("saldo", "saldo ficha 1", _OWN, _OWN, _SEE),
    everywhere("dotações", "dotações"),
    everywhere("pedidos", "pedidos"),
    everywhere("empenhos", "empenhos"),
    everywhere("fechamento", "fechamento", note="dizer o dia do decreto é da lista @orcamento e da chefia"),
    everywhere("alertas do orçamento", "alertas do orçamento", note="o que cada um pode ver"),
    everywhere("duodécimos", "duodécimos", note="dizer que o ano começa sem orçamento é da mesa e da chefia"),
    Row(
        "orçamento aprovado",
        "orçamento aprovado 2026 Lei 9/2026",
        _ASK,
        _ASK,
        _ASK,
        before=("ana: duodécimos 2026 Lei 8/2025 art. 20",),
        note="e a lista @orcamento",
    ),
    Row("execução", "execução @saude", _OWN, _OWN, _SEE),
    Row(
        "remanejamento",
        "remanejamento decreto 1/2026 da ficha 1 para a 2 R$ 10,00",
        "prefeito chefia",
        "prefeito chefia",
        "prefeito chefia",
        note="e a lista @orcamento",
    ),
    everywhere("conferir tce", "conferir tce outubro", note="os empenhos que cada um pode ver"),
    Row(
        "pedir empenho",
        "pedir empenho ficha 1 R$ 10,00 papel",
        f"{_ASK} secretario servidor",
        f"{_ASK} secretario servidor controle",
        _ASK,
    ),
    Row("atestar", "atestar 7 R$ 10,00 NF 1", f"{_ASK} secretario servidor", f"{_ASK} secretario servidor", _ASK),
    Row("autorizar", "autorizar P-1", "prefeito", "prefeito", "prefeito", _PEDIDO, _ASKED, "o ordenador da despesa"),
    Row("recusar", "recusar P-1 fica para depois", "prefeito", "prefeito", "prefeito", _PEDIDO, _ASKED),
    Row("enviar", "enviar P-1", f"{_ASK} secretario", f"{_ASK} secretario", _ASK, _PEDIDO, _AUTHORISED),
    Row("empenhado", "empenhado P-1 NE 8", f"{_ASK} secretario", f"{_ASK} secretario", _ASK, _PEDIDO, _SENT),
    Row("cancelar", "cancelar P-1 engano", f"{_ASK} secretario", f"{_ASK} secretario", _ASK, _PEDIDO, _ASKED),
)
