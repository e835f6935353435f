"""Copies encrypted with age, for keys whose private half is kept off the server."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage

SUFFIX = ".age"
COPIES = (".db", ".dump")
OLDEST = timedelta(hours=26)  # of the newest copy, a day and the time it takes


class WrongKey(Exception):
    """A key that is none, or not the one of that file; the sentence says which."""


def new_key(target: Path) -> str:
    """Write a new private key to a file of its owner's alone; returns its public half. Raises WrongKey."""
    key = pyrage.x25519.Identity.generate()
    try:
        with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(f"# public key: {key.to_public()}\n{key}\n")
    except OSError as error:
        raise WrongKey(f"Não consegui criar {target} ({type(error).__name__}). Escolha outro nome.") from error
    return str(key.to_public())


def recipients(text: str) -> "list[pyrage.x25519.Recipient]":
    """The public keys in a setting, with commas between them. Raises WrongKey."""
    try:
        return [pyrage.x25519.Recipient.from_str(each.strip()) for each in text.split(",") if each.strip()]
    except pyrage.RecipientError as error:
        raise WrongKey("não é uma chave pública age1…; faça uma com: python -m bot backup-key ARQUIVO") from error


def encrypt(source: Path, target: Path, to: str) -> None:
    """Write a file encrypted for these keys; whole, or not at all."""
    part = target.with_name(f".{target.name}.part")
    try:
        pyrage.encrypt_file(str(source), str(part), recipients(to))
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)


def decrypt(source: Path, target: Path, key_file: Path) -> None:
    """Write the plain content of an encrypted file. Raises WrongKey."""
    try:
        lines = key_file.read_text(encoding="utf-8").splitlines()
        keys = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError) as error:
        raise WrongKey(f"{key_file} não é um arquivo de chave. É o que python -m bot backup-key criou.") from error
    try:
        pyrage.decrypt_file(str(source), str(target), keys)
    except (pyrage.DecryptError, OSError) as error:
        target.unlink(missing_ok=True)
        raise WrongKey(f"{source} não se abre com {key_file}: é outra a chave, ou o arquivo está partido.") from error


def copies_in(folder: Path) -> Sequence[Path]:
    """The copies in a folder, the newest last."""
    names = (*COPIES, *(f"{each}{SUFFIX}" for each in COPIES))
    found = [each for each in folder.glob("gabinete-*") if each.name.endswith(names)]
    return sorted(found, key=lambda each: each.stat().st_mtime)


def complaint(folder: Path, now: datetime, *, is_encrypted: bool) -> str:
    """The sentence about copies that are missing, old or open; empty where all is well."""
    found = copies_in(folder) if folder.is_dir() else []
    if not found:
        return f"não há cópia do banco em {folder}. Rode: python -m deploy.backup {folder}"
    made = datetime.fromtimestamp(found[-1].stat().st_mtime, UTC)
    if now - made > OLDEST:
        return f"a cópia mais nova em {folder} tem {(now - made) // timedelta(hours=1)} horas. Veja o timer das cópias"
    if is_encrypted and found[-1].suffix != SUFFIX:
        return f"a cópia mais nova, {found[-1].name}, não está cifrada. Faça outra: python -m deploy.backup {folder}"
    if not is_encrypted:
        return "as cópias não são cifradas. Faça uma chave (python -m bot backup-key) e ponha BACKUP_RECIPIENT"
    return ""
