"""people and invite: who is in the house, and the codes with which they enter."""

import argparse
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands import Subparsers, add

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.app import App
    from models.invitations import Invited
    from models.people.register import Outcome

WRONG_USE = 2


def register(commands: Subparsers) -> None:
    people = add(commands, "people", _help_people, "o cadastro de pessoas e órgãos, em CSV ou XLSX")
    people.set_defaults(parser=people)
    actions = people.add_subparsers(metavar="ação")
    load = add(actions, "import", _import, "importa o cadastro; com qualquer linha errada, não importa nada")
    load.add_argument("file", metavar="ARQUIVO")
    load.add_argument("--check", action="store_true", help="só confere e diz o que mudaria")
    add(actions, "export", _export, "escreve o cadastro inteiro em CSV na saída")
    rename = add(actions, "rename", _rename, "muda a sigla de um órgão, ou o incorpora a outro que já existe")
    rename.add_argument("old", metavar="SIGLA")
    rename.add_argument("new", metavar="SIGLA_NOVA")
    rename.add_argument("--name", default="", metavar="NOME", help="o nome novo do órgão")
    invite = add(commands, "invite", _invite, "gera o código de entrada de uma pessoa, que vale uma vez")
    who = invite.add_mutually_exclusive_group(required=True)
    who.add_argument("person", nargs="?", metavar="USUARIO", help="o usuario de quem já está no cadastro")
    who.add_argument("--admin", metavar="NOME", help="cria o primeiro administrador e o convida")


def _help_people(options: argparse.Namespace) -> int:
    options.parser.print_help(sys.stderr)
    return WRONG_USE


def _import(options: argparse.Namespace) -> int:
    try:
        content = Path(options.file).read_bytes()
    except OSError:
        return _complain(f"Não consegui ler o arquivo {options.file}. Confira o caminho.", WRONG_USE)

    def load(session: "Session", _app: "App", now: datetime) -> int:
        from models.people import register

        return _report(register.load(session, content, now=now, check=options.check), check=options.check)

    return _with_session(load)


def _report(outcome: "Outcome", *, check: bool) -> int:
    from models.texts import plural

    if outcome.faults:
        for fault in outcome.faults:
            sys.stderr.write(f"{fault}\n")
        return _complain(f"{plural(len(outcome.faults), 'erro', 'erros')}; nada foi importado.")
    for note in outcome.notes:
        sys.stderr.write(f"atenção: {note}\n")
    verb = "Seriam importadas" if check else "Importadas"
    print(
        f"{verb}: {plural(outcome.created, 'pessoa nova', 'pessoas novas')}, {outcome.changed} com mudança, "
        f"{outcome.left} de saída, {outcome.same} sem mudança; {plural(outcome.orgaos, 'órgão novo', 'órgãos novos')}."
    )
    return 0


def _export(_options: argparse.Namespace) -> int:
    def dump(session: "Session", _app: "App", _now: datetime) -> int:
        from models.people import register

        sys.stdout.write(register.dump(session))
        return 0

    return _with_session(dump)


def _rename(options: argparse.Namespace) -> int:
    def rename(session: "Session", _app: "App", now: datetime) -> int:
        from models.people.register import renames

        orgao = renames.rename(session, options.old, options.new, options.name, now=now)
        print(f"{options.old} agora é {orgao.sigla} ({orgao.name}), que responde pelo que estava com {options.old}.")
        return 0

    return _with_session(rename)


def _invite(options: argparse.Namespace) -> int:
    if not (options.admin or options.person or "").strip(" @"):
        return _complain('Falta o nome. Exemplos: invite bruno, ou invite --admin "Igor Alves"', WRONG_USE)

    def invite(session: "Session", app: "App", now: datetime) -> int:
        from models import invitations, people

        person = people.first_administrator(session, options.admin, now=now) if options.admin else None
        person = person or people.by_handle(session, options.person.removeprefix("@"))
        if person is None:
            return _complain(f"Não há ninguém com o usuario {options.person}. Veja com: python -m bot people export")
        return _show(invitations.invite_from_server(session, person, now=now), app.settings.telegram_bot_name)

    return _with_session(invite)


def _show(done: "Invited", bot_name: str) -> int:
    from models import moments

    person, invitation = done.person, done.invitation
    if done.waits is not None:
        print(f"O convite de {person.name} espera a confirmação de quem aprova atos ({done.waits.code}), no chat.")
        print(f"Depois dela, repita: python -m bot invite {person.handle}")
        return 0
    if invitation is None:
        print(f"{person.name} já entrou: mandei o código pelo próprio aplicativo ({', '.join(done.doors)}).")
        return 0
    print(f"Convite de {person.name} (@{person.handle}), até {moments.moment_text(invitation.expires_at)}, uma vez só.")
    print(f"Escreva ao bot: entrar {invitation.code}")
    if bot_name:
        print(f"No Telegram: https://t.me/{bot_name.removeprefix('@')}?start={invitation.code}")
    return 0


def _with_session(body: "SessionBody") -> int:
    """Run on the configured database in one transaction; a refusal is said and rolled back."""
    from bot import schema
    from bot.app import build
    from bot.settings import Settings
    from bot.transactions import transaction
    from models.base import Refusal

    app = build(Settings())
    try:
        if schema.current(app.engine) is None:
            return _complain("O banco ainda não tem as tabelas. Rode antes: python -m bot migrate")
        with transaction(app.engine, "comando") as session:
            return body(session, app, app.clock())
    except Refusal as refusal:
        return _complain(refusal.sentence)
    finally:
        app.engine.dispose()


def _complain(sentence: str, code: int = 1) -> int:
    sys.stderr.write(sentence + "\n")
    return code


if TYPE_CHECKING:
    from collections.abc import Callable

    SessionBody = Callable[[Session, App, datetime], int]
