"""Storing the preferences of a person. Their reading and effect: models/quiet_hours.py."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models import audit
from models.people.tables import Person


def prefer(session: Session, person: Person, *, now: datetime, **wishes: Any) -> None:
    """Store preferences: digest `07:30` or False, reminders True or False, quiet [`20:00`, `07:00`] or False, pdf
    True; and `doors` (models/people/reach.py).

    None goes back to the default of the house.
    """
    was, kept = person.preferences, {**person.preferences, **wishes}
    person.preferences = {name: value for name, value in kept.items() if value is not None}
    text = f"preferências: {', '.join(sorted(wishes))}"
    audit.write(session, "preferencias", by=person, now=now, text=text, data={"before": was})
