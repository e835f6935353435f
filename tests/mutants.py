"""Mutants of the project, without one rule, permission or key each: the suite must notice every one.

    python -m tests.mutants [WORDS OF A NAME]

Prints the first test that fails for each. Exit 1 when one goes unnoticed, or its lines are no longer in the code.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
_NOT_COPIED = (".venv", ".git", "data", ".mypy_cache", ".ruff_cache", ".pytest_cache", "__pycache__")


class Mutant(NamedTuple):
    """The text to be taken out of a file, and the tests of which one must fail."""

    name: str
    file: str
    old: str
    new: str
    tests: str


MUTANTS = (
    Mutant("bot, chave: o mesmo update entra de novo", "bot/console.py",
           """f"{update['as']}:{update['id']}" if "id" in update else f\"""", 'f"', "tests/handlers/test_tasks.py"),
    Mutant("bot, permissão: qualquer um forja um botão", "bot/buttons.py",
           "if not any(hmac.compare_digest(seal.encode(), each) for each in ours):", "if False:",
           "tests/bot/telegram/test_conversations.py tests/bot/slack/test_incoming.py"),
    Mutant("bot, regra: num grupo se faz tudo", "bot/dispatch.py",
           "    if incoming.place:\n        here", "    if False:\n        here", "tests/handlers/test_places.py"),
    Mutant("bot, permissão: o PDF vai a quem não vê o registro", "bot/paper/press.py",
           "if record is not None and not is_visible(session, record, by=person, now=app.clock()):", "if False:",
           "tests/paper/test_press.py"),
    Mutant("bot, regra: códigos errados sem conta", "bot/public/attempts.py",
           "if mine is None or len(mine) < MOST:", "if True:", "tests/paper/test_public_page.py"),
    Mutant("handlers, permissão: o documento restrito é público", "handlers/papers/checking.py",
           "    if by is None:\n        return False", "    if by is None:\n        return True",
           "tests/paper/test_public_page.py"),
    Mutant("jobs, chave: o lembrete não tem ocasião", "jobs/reminders.py",
           "outbox.claim_keys(run.session, [each.key for each in reminders], run.now)", "{each.key for each in reminders}",
           "tests/jobs/test_reminders.py"),
    Mutant("jobs, chave: o resumo tem a mesma todo dia", "jobs/digests.py",
           'f"{stem}:{reader.owner.key}"', 'f"digest:{reader.owner.key}"', "tests/jobs/test_digests.py"),
    Mutant("jobs, regra: o atrasado não diz que é", "jobs/reminders.py",
           "timedelta(minutes=15)", "timedelta(days=15)", "tests/jobs/test_reminders.py"),
    Mutant("handlers, permissão: todo pedido cabe a todos", "handlers/conversation.py",
           "[command for command in found if command.allows(request.standing)]", "found",
           "tests/handlers/test_help.py tests/handlers/test_people.py tests/handlers/test_acts.py"),
    Mutant("handlers, regra: texto de qualquer tamanho", "handlers/conversation.py",
           "if longest > MAX_TEXT:", "if longest > 10**9:", "tests/handlers/test_tasks.py"),
    Mutant("handlers, regra: o que é particular se faz no grupo", "handlers/conversation.py",
           "if not request.in_private and any(command.private for command in allowed):", "if False:",
           "tests/bot/slack/test_conversations.py"),
    Mutant("models, regra: o ano de dois dígitos é do século passado", "models/day_arithmetic.py",
           "2000 if year < _TURN", "2000 if year < 10", "tests/handlers/reading tests/handlers/test_acts.py"),
    Mutant("models, permissão: qualquer um tramita", "models/expedientes/access.py",
           "if mine or who.is_cabinet:", "if True:", "tests/handlers/test_expedientes.py"),
    Mutant("models, permissão: o sigiloso é de todos", "models/records.py",
           "return session.scalar(query) is not None", "return True", "tests/handlers/test_expedientes.py"),
    Mutant("models, permissão: quem escreve aprova", "models/approving.py",
           "if by.id in wrote:", "if False:", "tests/handlers/test_acts.py"),
    Mutant("models, chave: a ocasião é sempre nova", "models/outbox.py",
           "return wanted - known", "return wanted", "tests/jobs/test_reminders.py"),
    Mutant("models, regra: reabre sem motivo", "models/tasks/rules.py",
           "if not reason:\n        raise Question(f\"Por que reabrir", "if False:\n        raise Question(f\"Por que reabrir",
           "tests/handlers/test_tasks.py"),
)  # fmt: skip


def noticed(mutant: Mutant, copy: Path) -> str:
    """The first test that fails; empty when none does. Raises LookupError when the lines are not in the code."""
    path = copy / mutant.file
    source = path.read_text(encoding="utf-8")
    if mutant.old not in source:
        raise LookupError(mutant.file)
    path.write_text(source.replace(mutant.old, mutant.new, 1), encoding="utf-8")
    words = [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", *mutant.tests.split()]
    done = subprocess.run(words, cwd=copy, capture_output=True, text=True, check=False)
    path.write_text(source, encoding="utf-8")
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return failed[0].split(" - ")[0] if failed else ""


def main() -> int:
    wanted = " ".join(sys.argv[1:])
    missed = 0
    with tempfile.TemporaryDirectory(prefix="gabinete-mutants-") as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*_NOT_COPIED))
        for mutant in MUTANTS:
            if wanted not in mutant.name:
                continue
            try:
                found = noticed(mutant, copy) or "NINGUÉM NOTOU"
            except LookupError as missing:
                found = f"NÃO SE APLICA MAIS: {missing}"
            missed += found.startswith("N")
            sys.stdout.write(f"{mutant.name}: {found}\n")
            sys.stdout.flush()
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
