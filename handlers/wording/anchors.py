"""The anchor of the day, for the controle interno and the chefia."""

from pathlib import Path

from models.auditing.anchors import Anchor
from models.outbox import Message


def code(anchor: Anchor) -> Message:
    return Message(
        f"Âncora de hoje: {anchor.code}. Guarde este código fora daqui (papel ou e-mail): "
        "com ele se prova que nada da história do gabinete foi apagado ou refeito depois."
    )


def not_kept(path: Path | None) -> Message:
    return Message(f"Não consegui gravar a âncora do dia em {path}. Confira a pasta e a permissão (ANCHOR_FILE).")
