"""The day: the items due for the person, now."""

from handlers.base import DAY, Reply, Request, command
from handlers.saying import agenda as said
from handlers.wording import digests as wording
from handlers.wording import vacancies as vacancies_wording
from models import decisions, digests, moments, people, vacancies
from models.digests import AgendaOwner
from models.people import Role

GROUP = DAY


@command(
    "pauta",
    usage="pauta",
    aliases=("minha pauta", "hoje"),
    said=said.AGENDA,
    often=(Role.PREFEITO, Role.CHEFIA, Role.ASSESSORIA, Role.SECRETARIO, Role.SERVIDOR),
)
def agenda(request: Request) -> Reply:
    """Mostra o que vence hoje e nos próximos dias, o atrasado, o que espera a sua ciência e o que está parado."""
    horizon = digests.horizon_of(request.now, request.calendar)
    held = people.substituted_by(request.session, request.person, moments.today(request.now))
    owners = [_own(request), *(_of_holder(request, person_id) for person_id in held)]
    found = digests.agendas(request.session, owners, horizon)
    names = digests.names_of(request.session, held)
    parts = [(names.get(each.key, ""), found[each.key]) for each in owners]
    house = digests.summary(request.session, request.person, horizon) if request.standing.commands else None
    to_decide = decisions.waiting_for(request.session, request.person, request.now)
    above = wording.first_lines(request.session, request.person, request.now)
    message = wording.now(parts, horizon, house, to_decide, above)
    waiting = vacancies.unanswered(request.session, request.standing) if request.standing.commands else []
    return Reply(f"{message.text}{vacancies_wording.block(waiting)}", message.buttons)


def _own(request: Request) -> AgendaOwner:
    """The own matters, and those of the órgão the person leads as titular or adjunto."""
    person = request.person
    return AgendaOwner(person.id, frozenset({person.id}), _leads(request, person), _oversees(Role(person.role)))


def _of_holder(request: Request, person_id: int) -> AgendaOwner:
    holder = request.session.get_one(people.Person, person_id)
    leads = _leads(request, holder) - _leads(request, request.person)  # the others are said among the own matters
    return AgendaOwner(holder.id, frozenset({holder.id}), leads, _oversees(Role(holder.role)))


def _leads(request: Request, person: people.Person) -> frozenset[int]:
    return frozenset(people.structure(request.session).orgaos_of(person, leading=True))


def _oversees(role: Role) -> bool:
    return role in (Role.PREFEITO, Role.CHEFIA, Role.CONTROLE)
