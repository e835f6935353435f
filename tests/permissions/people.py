"""People and órgãos."""

from tests.permissions import Row, everywhere

_CHANGE = "prefeito chefia administrador"
_CONFIRMED = "de quem tem autoridade, pede confirmação"
_DISMISS = "chefia administrador"
_GONE = ("ana: desligar @fabio confirmo",)
ROWS = (
    everywhere("eu", "eu"),
    everywhere("pessoas", "pessoas"),
    everywhere("órgãos", "órgãos"),
    everywhere("entrar", "entrar 0123456789abcdef", note="em endereço já ligado, só responde quem é"),
    everywhere("convidar", "convidar @otavio", "chefia administrador", note="o próprio segundo aplicativo, todos"),
    everywhere(
        "substituição", "substituição @otavio por @paula de hoje a amanhã portaria 2/2026", _CHANGE, note=_CONFIRMED
    ),
    Row(
        "encerrar substituição",
        "encerrar substituição @otavio",
        _CHANGE,
        _CHANGE,
        _CHANGE,
        before=("ana: substituição @otavio por @paula de hoje a amanhã portaria 2/2026",),
    ),
    everywhere("desligar", "desligar @paula", _DISMISS, note=_CONFIRMED),
    Row("religar", "religar @fabio", _DISMISS, _DISMISS, _DISMISS, note=_CONFIRMED, before=_GONE),
    everywhere("preferências", "preferências lembretes não"),
)
