"""The likely answers to a question, as buttons: the days most often meant, the people and órgãos concerned."""

from handlers import questions
from handlers.base import Answer, Button, Field, Refusal, Request
from models import colleagues, deadlines
from models.people import Orgao, Person, is_above, members
from models.records import Record

_DAYS = {
    Answer.DATE: {"Amanhã 9h": "amanhã 9h", "Sexta": "sexta", "+7 dias": "em 7 dias"},
    Answer.PERIOD: {"De hoje a sexta": "de hoje a sexta", "De amanhã a sexta": "de amanhã a sexta"},
}  # label -> what is written
_MOST_NAMED = 4


def answers(request: Request, refusal: Refusal) -> tuple[Button, ...]:
    """Buttons with the whole lines that the likely answers make; none where neither a day nor people are asked for."""
    asks = questions.left_open(refusal)
    if asks is None:
        return ()
    if asks.wants in _DAYS:
        return tuple(Button(label, asks.with_answer(day)) for label, day in _DAYS[asks.wants].items())
    if asks.wants is not Answer.WHO:
        return ()
    named = _named(request, orgaos="órgão" in refusal.sentence)
    return tuple(Button(name, asks.with_answer(who)) for who, name in named.items())


def of_field(request: Request, field: Field) -> tuple[Button, ...]:
    """Buttons with the likely answers to the question of a form."""
    if field.kind == "date":
        return tuple(Button(label, day) for label, day in _DAYS[Answer.DATE].items())
    if field.kind not in ("people", "orgaos"):
        return ()
    named = _named(request, orgaos=field.kind == "orgaos")
    return tuple(Button(name, who) for who, name in named.items())


def _named(request: Request, *, orgaos: bool) -> dict[str, str]:
    """What stands behind @ -> the name of the likeliest, the asker apart: people, or only órgãos."""
    asker = request.person
    found = _concerned(request, request.record) if request.record else colleagues.worked_with(request.session, asker)
    if orgaos:
        both = (each.orgao if isinstance(each, Person) else each for each in found)
        keys = {f"@{each.key}": each.name for each in both if each is not None and each.id != asker.orgao_id}
    else:
        found += members(request.session, asker.orgao) if asker.orgao is not None else []
        people = [each for each in found if isinstance(each, Person) and each.active and each != asker]
        keys = {f"@{each.handle}": each.name for each in people if _is_below(request, each)}
    return dict(list(keys.items())[:_MOST_NAMED])


def _concerned(request: Request, record: Record) -> list[Person | Orgao]:
    """The author of a record, whom its open deadlines are for, and their órgãos."""
    waiting = deadlines.open_of(request.session, record.id)
    own = request.session.get(Orgao, record.orgao_id) if record.orgao_id else None
    found = [own, *record.authors, *(each.person or each.orgao for each in waiting)]
    return [each for each in found if each is not None]


def _is_below(request: Request, whom: Person) -> bool:
    """Whether a record may be given to that person; of those above the asker it can only be asked."""
    return request.record is None or not is_above(request.session, whom, request.person, request.now)
