"""The database's schema: made whole on an empty database, brought up by Alembic on any other."""

from pathlib import Path

from sqlalchemy import Engine, Table, inspect, select, text
from sqlalchemy.orm import Session

from bot.dispatch import transaction
from models import deadlines
from models.base import Base

VERSIONS = Path(__file__).parent.parent / "models" / "migrations" / "versions"
_VERSION_TABLE = "CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"


def newest() -> str:
    """The revision the code expects: the last file of the migrations, which are numbered 0001_..."""
    return max(path.stem for path in VERSIONS.glob("[0-9]*.py")).partition("_")[0]


def current(engine: Engine) -> str | None:
    """The revision the database is at; None where there is no schema yet."""
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        return connection.scalar(text("SELECT version_num FROM alembic_version"))


def create(engine: Engine) -> None:
    """Make the whole schema on an empty database, as the migrations would (a test compares them), without Alembic's cost."""
    Base.metadata.create_all(engine)
    with transaction(engine) as session:
        session.execute(text(_VERSION_TABLE))
        session.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": newest()})
        deadlines.seed_ladders(session)


def migrate(url: str, revision: str = "head") -> None:
    """Bring the schema up (or down to `revision`) with Alembic."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(VERSIONS.parent))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    if revision.isdigit() and int(revision) < int(newest()):
        command.downgrade(config, revision)
    else:
        command.upgrade(config, revision)


def tables() -> list[Table]:
    return Base.metadata.sorted_tables


def is_empty(session: Session) -> bool:
    from models.people import Person

    return session.scalar(select(Person.id).limit(1)) is None
