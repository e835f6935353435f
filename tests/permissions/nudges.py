"""Requests for news."""

from tests.permissions import CABINET, Row

_ASKED = ("ana: cobrar T-2",)

ROWS = (
    Row("cobrar", "cobrar T-2", CABINET, CABINET, CABINET, about="*"),
    Row(
        "responder cobrança",
        "responder cobrança T-2 sai amanhã",
        "secretario",
        "secretario",
        "",
        about="*",
        before=_ASKED,
    ),
)
