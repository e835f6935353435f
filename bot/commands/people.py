"""people and invite: the people of the house, and the codes with which they enter."""

import argparse
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from bot.commands import WRONG_USE, Subparsers, add, add_group, complain, with_house
from bot.commands.tables import add_export, add_import, import_file

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.app import App
    from models.invitations import Invited
    from models.people.register import RegisterResult
    from models.sheets import Report


def register(commands: Subparsers) -> None:
    actions = add_group(commands, "people", "o cadastro de pessoas e órgãos, em CSV ou XLSX")
    load = add_import(actions, _import, "importa o cadastro, ou a planilha do setor de pessoal, de colunas quaisquer")
    load.add_argument("--aceitar", action="store_true", help="aceita as decisões mostradas sobre a planilha de pessoal")
    add_export(actions, _dump, "escreve em CSV o cadastro inteiro")
    rename = add(actions, "rename", _rename, "muda a sigla de um órgão, ou o incorpora a outro que já existe")
    rename.add_argument("old", metavar="SIGLA")
    rename.add_argument("new", metavar="SIGLA_NOVA")
    rename.add_argument("--name", default="", metavar="NOME", help="o nome novo do órgão")
    invite = add(commands, "invite", _invite, "gera o código de entrada de uma pessoa, que vale uma vez")
    who = invite.add_mutually_exclusive_group(required=True)
    who.add_argument("person", nargs="?", metavar="USUARIO", help="o usuario de quem já está no cadastro")
    who.add_argument("--admin", metavar="NOME", help="cria o primeiro administrador e o convida")
    who.add_argument("--todos", action="store_true", help="convida quem ainda não entrou")
    invite.add_argument("--orgao", default="", metavar="SIGLA", help="com --todos: só as pessoas de um órgão")
    invite.add_argument("--cartoes", type=Path, metavar="ARQUIVO.pdf", help="cartões com QR, para recortar")
    invite.add_argument("--email", action="store_true", help="a cada um pelo e-mail do cadastro (SMTP_HOST)")


def _import(options: argparse.Namespace) -> int:
    def load(
        session: "Session", app: "App", source: BinaryIO, report: "Report", _progress: Callable[[int], None]
    ) -> str:
        from models.people import register
        from models.people.register import personnel

        content = source.read()
        if personnel.is_theirs(content):
            return _from_personnel(session, content, options, app.clock())
        outcome = register.load(session, content, now=app.clock(), check=options.check)
        for fault in outcome.faults:
            report(fault)
        return _said(outcome, check=options.check)

    return import_file(options, load)


def _from_personnel(session: "Session", content: bytes, options: argparse.Namespace, now: datetime) -> str:
    """Show what is decided about each row of the personnel office's spreadsheet, and do it when that is accepted."""
    from models.people.register import personnel, put
    from models.texts import plural

    plan = personnel.plan(session, content)
    print(*(f"  {each}" for each in plan.decisions), sep="\n")
    if plan.changes:
        put(session, plan.changes, by=None, now=now)  # refused already while it is only shown
    said = f"{plural(plan.new, 'pessoa nova', 'pessoas novas')}, {plan.changed} com mudança, {plan.same} sem mudança"
    if plan.changes and (options.check or not options.aceitar):
        session.rollback()
        return f"Seriam: {said}. Nada mudou ainda. Para importar, repita com --aceitar"
    return f"Importadas: {said}."


def _said(outcome: "RegisterResult", *, check: bool) -> str:
    from models.texts import plural

    for note in outcome.notes:
        sys.stderr.write(f"atenção: {note}\n")
    verb = "Seriam importadas" if check else "Importadas"
    return (
        f"{verb}: {plural(outcome.created, 'pessoa nova', 'pessoas novas')}, {outcome.changed} com mudança, "
        f"{outcome.left} de saída, {outcome.same} sem mudança; {plural(outcome.orgaos, 'órgão novo', 'órgãos novos')}."
    )


def _dump(app: "App", target: TextIO) -> None:
    from bot.transactions import transaction
    from models.people import register

    with transaction(app.engine, "comando") as session:
        target.write(register.dump(session))


def _rename(options: argparse.Namespace) -> int:
    def rename(session: "Session", _app: "App", now: datetime) -> int:
        from models.people.register import renames

        orgao = renames.rename(session, options.old, options.new, options.name, now=now)
        print(f"{options.old} agora é {orgao.sigla} ({orgao.name}), que responde pelo que estava com {options.old}.")
        return 0

    return _with_session(rename)


def _invite(options: argparse.Namespace) -> int:
    if options.todos:
        from bot.commands import invitations

        return invitations.invite_all(options)
    if not (options.admin or options.person or "").strip(" @"):
        return complain('Falta o nome. Exemplos: invite bruno, ou invite --admin "Igor Alves"', WRONG_USE)

    def invite(session: "Session", app: "App", now: datetime) -> int:
        from models import invitations, people

        person = people.first_administrator(session, options.admin, now=now) if options.admin else None
        person = person or people.by_handle(session, options.person.removeprefix("@"))
        if person is None:
            return complain(f"Não há ninguém com o usuario {options.person}. Veja com: python -m bot people export")
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


def _with_session(body: "Callable[[Session, App, datetime], int]") -> int:
    """Run in one transaction on the configured database; a refusal is printed and rolled back."""

    def run(app: "App") -> int:
        from bot.transactions import transaction

        with transaction(app.engine, "comando") as session:
            return body(session, app, app.clock())

    return with_house(run)
