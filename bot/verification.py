"""The verification of a whole house: the chain of its history, its acts and ciências, protected rows, attachments."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models import acts, attachments, audit, auditing
from models.audit import GENESIS, ChainVerdict
from models.auditing import sealing


@dataclass(frozen=True, slots=True)
class Verification:
    """The number of entries of a history, its last link, and one sentence for each problem found."""

    entries: int
    head: str
    problems: list[str]


def verify(session: Session, known: str = "") -> Verification:
    """Verify everything from the beginning. `known`: a link noted elsewhere, which the history must still hold."""
    problems: list[str] = []

    def look(subject: str, what: Callable[[], Iterable[str]]) -> None:
        """Add the problems of one check; a check that cannot even read its rows is a problem too."""
        try:
            with session.begin_nested():
                problems.extend(what())
        except Exception as error:  # any content that somebody wrote into the database
            problems.append(f"{subject}: não pode ser lido como está ({type(error).__name__}).")

    verdict = ChainVerdict(0, GENESIS)

    def chain() -> Iterator[str]:
        nonlocal verdict
        verdict = audit.verify(session)
        if verdict.broken_id is not None:
            yield f"A história foi alterada: registro {verdict.broken_id}, {verdict.reason}."

    look("A história", chain)
    look("Os atos", lambda: (f"O ato {each} não é mais o que foi aprovado." for each in acts.altered(session)))
    forged = "As ciências do ato {} não são as da história."
    look("As ciências", lambda: map(forged.format, acts.forged_ciencias(session)))
    cut = "O fim da história foi cortado: falta o elo {}."
    look("Os elos anotados", lambda: map(cut.format, _lost(session, known)))
    look("As linhas protegidas", lambda: sealing.altered_rows(session))
    look("Os anexos", lambda: attachments.damaged(session))
    return Verification(verdict.entries, verdict.head, problems)


def _lost(session: Session, head: str) -> list[str]:
    """The known links that the history no longer holds: the one noted outside, and the auditor's last."""
    known = [each for each in (head.strip().lower(), auditing.last_head(session)) if each]
    return [each for each in known if not audit.holds(session, each)]
