"""A dated copy of the database and of its attachments, of which the newest are kept.

python -m deploy.backup /var/backups/gabinete --keep 30
"""

import argparse
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import make_url

from bot import cli, encryption, privacy
from bot.settings import Settings


def main() -> int:
    options = _options()
    privacy.keep_to_ourselves()
    settings = Settings()
    options.folder.mkdir(parents=True, exist_ok=True)
    on_sqlite = settings.database_url.startswith("sqlite")
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    target, to = options.folder / f"gabinete-{stamp}.{'db' if on_sqlite else 'dump'}", settings.backup_recipient
    if options.dump is not None:
        failed = _taken(options.dump, target)
    else:
        failed = cli.main(["backup", str(target)]) if on_sqlite else _dump(settings.database_url, target)
    if failed:
        return 1  # the old copies stay: none is deleted before a new one stands
    if to and not on_sqlite:
        encryption.encrypt(target, target.with_name(target.name + encryption.SUFFIX), to)
        target.unlink()
    target = target.with_name(target.name + encryption.SUFFIX) if to else target
    added = _copy_attachments(settings.data_dir / "anexos", options.folder / "anexos", to)
    deleted = _forget(options.folder, options.keep)
    sys.stdout.write(f"{target}: {added} anexos novos, {deleted} cópias antigas apagadas.\n")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m deploy.backup", description="Copia o banco e os anexos.")
    parser.add_argument("folder", metavar="PASTA", type=Path, help="onde ficam as cópias")
    parser.add_argument("--keep", metavar="N", type=int, default=30, help="quantas guardar (padrão: 30)")
    parser.add_argument("--dump", metavar="ARQUIVO", type=Path, help="a cópia do PostgreSQL que outro programa já fez")
    options = parser.parse_args()
    if options.keep < 1:
        parser.error("--keep: ao menos 1")
    return options


def _dump(url: str, target: Path) -> int:
    """pg_dump, told where to go by its environment: a password among its arguments could be read by others."""
    address = make_url(url)
    names = {"PGHOST": address.host, "PGPORT": address.port, "PGUSER": address.username, "PGPASSWORD": address.password}
    options = {f"PG{key.upper()}": value for key, value in address.query.items() if isinstance(value, str)}
    given = names | options | {"PGDATABASE": address.database}
    environment = os.environ | {name: str(value) for name, value in given.items() if value is not None}
    part = target.with_name(target.name + ".part")
    command = ["pg_dump", "--format=custom", f"--file={part}"]
    try:
        done = subprocess.run(command, env=environment, check=False)  # noqa: S603
    except FileNotFoundError:
        sys.stderr.write("Falta o pg_dump: instale o pacote postgresql-client, da versão do servidor.\n")
        return 1
    if done.returncode == 0:
        part.rename(target)
    return done.returncode


def _taken(source: Path, target: Path) -> int:
    """Take over a dump that was made beside us; it is not left in plain."""
    if not source.is_file() or not source.stat().st_size:
        sys.stderr.write(f"A cópia {source} não foi feita.\n")
        return 1
    part = target.with_name(target.name + ".part")
    shutil.copyfile(source, part)
    part.rename(target)
    source.unlink()
    return 0


def _copy_attachments(source: Path, target: Path, to: str) -> int:
    """Files named by their content never change: only new ones are copied, and none is ever deleted there."""
    added = 0
    for file in source.glob("??/[!.]*"):
        copy = target / file.relative_to(source)
        copy = copy.with_name(copy.name + encryption.SUFFIX) if to else copy
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            added += 1
            if to:
                encryption.encrypt(file, copy, to)
                continue
            part = copy.with_name("." + copy.name)
            shutil.copy2(file, part)
            part.rename(copy)
    return added


def _forget(folder: Path, keep: int) -> int:
    old = sorted(encryption.copies_in(folder), key=lambda each: each.name)[:-keep]
    for copy in old:
        copy.unlink()
    return len(old)


if __name__ == "__main__":
    sys.exit(main())
