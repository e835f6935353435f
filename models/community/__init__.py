"""The community: its entities, what it asks of the house, the answers, and the hearings it is called to."""

from models.community import elections, entities, hearings, requests, summary
from models.community.requests import DEMANDA, INFORMACAO, KIND, LISTING, MANIFESTACAO, NewDemand, TownDoor
from models.community.tables import ANSWER, PROMISE, CommunityDemand, Entity, EntityKind, Promise

__all__ = [
    "ANSWER",
    "DEMANDA",
    "INFORMACAO",
    "KIND",
    "LISTING",
    "MANIFESTACAO",
    "PROMISE",
    "CommunityDemand",
    "Entity",
    "EntityKind",
    "NewDemand",
    "Promise",
    "TownDoor",
    "elections",
    "entities",
    "hearings",
    "requests",
    "summary",
]
