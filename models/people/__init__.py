"""People, órgãos, roles, chat addresses, invitations and dated substitutions."""

from models.people.access import Invitation, accept, deactivate, invite, invite_with_code
from models.people.query import (
    Destination,
    at_address,
    by_handle,
    destinations,
    holder,
    holders,
    members,
    named,
    orgao_by_sigla,
    responsible,
    stand_in,
    with_role,
)
from models.people.substitution import Standing, end_substitution, stand_ins, standing, substitute, substituted_by
from models.people.tables import Address, Function, Invite, Orgao, Person, Role, Substitution

__all__ = [
    "Address",
    "Destination",
    "Function",
    "Invitation",
    "Invite",
    "Orgao",
    "Person",
    "Role",
    "Standing",
    "Substitution",
    "accept",
    "at_address",
    "by_handle",
    "deactivate",
    "destinations",
    "end_substitution",
    "holder",
    "holders",
    "invite",
    "invite_with_code",
    "members",
    "named",
    "orgao_by_sigla",
    "responsible",
    "stand_in",
    "stand_ins",
    "standing",
    "substitute",
    "substituted_by",
    "with_role",
]
