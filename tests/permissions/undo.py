"""Undoing: whoever changed something."""

from dataclasses import replace

from models.people import Role
from tests.permissions import everywhere
from tests.permissions.world import OWN, SUBSTITUTE, other

_WHO = (*OWN.values(), *map(other, Role), SUBSTITUTE)
_CHANGES = (*(f"{who}: preferências lembretes não" for who in _WHO), "ana: histórico T-1")
ROWS = (replace(everywhere("desfazer", "desfazer", about="*", note="cada um, a própria mudança"), before=_CHANGES),)
