"""Themes as people read them: they are kept without accents, so that each is one however it was typed."""

import re

from models.texts import fold

_KNOWN = (
    "água área árvore árvores assistência calçada calçadas cemitério clínica córrego elétrica farmácia médico médicos "
    "ônibus praça praças prédio pública público remédio remédios resíduos saúde segurança semáforo serviço serviços "
    "trânsito vigilância"
)
_SHOWN = {fold(word): word for word in _KNOWN.split()}
_ENDINGS = ((re.compile(r"coes\b"), "ções"), (re.compile(r"cao\b"), "ção"))


def shown(theme: str) -> str:
    """The theme with its accents: `iluminação pública` for `iluminacao publica`."""
    words = [_SHOWN.get(word, word) for word in theme.split()]
    text = " ".join(words)
    for ending, accented in _ENDINGS:
        text = ending.sub(accented, text)
    return text
