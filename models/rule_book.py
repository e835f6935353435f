"""The rules of legal terms in force: every accepted file of the administrator is kept."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models import audit, seals
from models.base import Base, Refusal, insert_row
from models.calendar import CalendarError
from models.counting import Book, Rule, default_book, read_book
from models.counting.book import RULES_FILE
from models.people import Person, Role, standing

LARGEST = 2_000_000


class RuleBook(Base):
    """One file of rules; the last row is in force."""

    __tablename__ = "rule_books"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    content: Mapped[str]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


seals.protect(RuleBook, "o livro de prazos", by="name")


_LAST = select(RuleBook.id).order_by(RuleBook.id.desc()).limit(1)
_read: dict[tuple[str, int], Book] = {}


def current(session: Session) -> Book:
    """The rules in force: the last accepted file, else the book that comes with the house."""
    if "rule_book" not in session.info:
        session.info["rule_book"] = _current(session)
    book: Book = session.info["rule_book"]
    return book


def _current(session: Session) -> Book:
    last = session.scalar(_LAST)
    if last is None:
        return default_book()
    key = (str(session.get_bind().engine.url), last)
    if key not in _read:
        row = session.get_one(RuleBook, last)
        _read.clear()
        _read[key] = read_book(row.content, row.name)
    return _read[key]


def rule(session: Session, key: str, on: date | None = None) -> Rule:
    """The rule in force of that id, alias or name; CountingError where there is none."""
    return current(session).rule(key, on)


def text(session: Session) -> str:
    """The file in force, for editing."""
    row = session.scalar(select(RuleBook).order_by(RuleBook.id.desc()).limit(1))
    return row.content if row else RULES_FILE.read_text(encoding="utf-8")


def checked(content: bytes, name: str) -> Book:
    """The book of a file. Raises Refusal for one that cannot be used, with the line and the reason."""
    kept = "As regras de antes continuam valendo."
    try:
        if len(content) > LARGEST:
            raise CalendarError(f"O arquivo {name} é grande demais para um arquivo de regras.")
        book = read_book(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError:
        raise Refusal(f"O arquivo {name} não está em UTF-8. {kept}") from None
    except CalendarError as error:
        raise Refusal(f"{error} {kept}") from error
    if not book.versions:
        raise Refusal(f"O arquivo {name} não tem nenhuma regra. {kept}")
    return book


def replace(session: Session, content: bytes, name: str, *, by: Person | None, now: datetime) -> Book:
    """Put a file of rules in force. Raises Refusal as `checked`; the old one then stays."""
    if by is not None and not standing(session, by, now).has(Role.ADMINISTRADOR, Role.CHEFIA):
        raise Refusal("Só o administrador ou a chefia de gabinete muda as regras de prazo.")
    book, decoded = checked(content, name), content.decode("utf-8-sig")
    insert_row(
        session, RuleBook, name=name, content=decoded, created_at=now, created_by_id=by.id if by is not None else None
    )
    session.info["rule_book"] = book
    audit.write(session, "regras", by=by, now=now, text=f"regras de prazo: {name}, {len(book.versions)} regras")
    return book
