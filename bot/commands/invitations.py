"""invite --todos: everybody who has not entered yet, by e-mail and on cards to be cut."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands import WRONG_USE, Subparsers, complain, with_house

if TYPE_CHECKING:
    from bot.app import App
    from bot.mail import Letter
    from bot.settings import Settings
    from models.invitation_letters import LetterToSend

_MOST_NAMES = 10


@dataclass(frozen=True, slots=True)
class Guest:
    """A person invited, as letters and cards name them."""

    name: str
    about: str
    email: str
    code: str
    until: datetime


def register(_commands: Subparsers) -> None:
    """Add nothing: `--todos` belongs to `invite`."""


def invite_all(options: argparse.Namespace) -> int:
    """Make the codes, which are valid before the first one leaves, and hand them over as asked."""
    if not (options.cartoes or options.email):
        return complain("Diga como entregar: --cartoes convites.pdf, --email, ou os dois.", WRONG_USE)
    if options.cartoes and options.cartoes.exists():
        return complain(f"O arquivo {options.cartoes} já existe; escolha outro nome.")

    def invite(app: "App") -> int:
        if options.email and not (app.settings.smtp_from or app.settings.warn_by_email):
            return complain("Para mandar por e-mail, preencha SMTP_HOST e SMTP_FROM na configuração.")
        guests = _guests(app, options.orgao)
        if not guests:
            return complain("Não há ninguém a convidar.")
        if options.cartoes:
            _print_cards(app.settings, guests, options.cartoes)
        return _mail(app.settings, guests) if options.email else 0

    return with_house(invite)


def _guests(app: "App", orgao: str) -> list[Guest]:
    from bot.transactions import transaction
    from models import invitations
    from models.texts import listed

    with transaction(app.engine, "comando") as session:
        done = invitations.invite_many(session, orgao=orgao, now=app.clock())
        told = (
            ("Já entraram", done.entered),
            ("Um a um, porque pedem confirmação", done.to_confirm),
            ("Tinham um código, que não vale mais", done.renewed),
        )
        for what, people in told:
            names = [f"@{each.handle}" for each in people[:_MOST_NAMES]]
            more = [f"mais {len(people) - _MOST_NAMES}"] if len(people) > _MOST_NAMES else []
            if people:
                print(f"{what} ({len(people)}): {listed([*names, *more])}.")
        return [
            Guest(
                each.person.name,
                ", ".join(p for p in (each.person.cargo, each.person.orgao.sigla if each.person.orgao else "") if p),
                each.person.email,
                each.code,
                each.expires_at,
            )
            for each in done.made
        ]


def _print_cards(settings: "Settings", guests: list[Guest], target: Path) -> None:
    from bot.paper import cards
    from models.texts import plural

    content = cards.render_cards(settings, guests)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    made = plural(len(guests), "cartão", "cartões")
    print(f"{made} em {target}. Imprima, recorte e entregue em mãos; depois apague o arquivo.")


def _mail(settings: "Settings", guests: list[Guest]) -> int:
    from bot import mail
    from models.texts import plural

    letters = [_letter(settings, each) for each in guests if each.email]
    try:
        failed = [f"{letter.to} ({why})" for letter, why in mail.send_all(settings, letters)]
    except OSError as error:  # those of SMTP are among them
        why = f"O servidor de e-mail {settings.smtp_host} não atendeu ({type(error).__name__})"
        return complain(f"{why}. Os códigos de agora não saíram: confira SMTP_HOST e repita, que faz outros.")
    print(f"{plural(len(letters) - len(failed), 'convite enviado', 'convites enviados')} por e-mail.")
    without = sum(1 for each in guests if not each.email)
    if without:
        print(f"{plural(without, 'pessoa', 'pessoas')} sem e-mail no cadastro: para elas, --cartoes convites.pdf.")
    return complain(f"Não foram: {', '.join(failed)}.") if failed else 0


def mail_letters(settings: "Settings", letters: "Sequence[LetterToSend]") -> dict[int, str]:
    """Send invitations that were asked for in the chat: why some did not go. Raises OSError."""
    from bot import mail

    known = {each.email: each.id for each in letters}
    written = [_letter(settings, each) for each in letters]
    return {known[letter.to]: why for letter, why in mail.send_all(settings, written)}


def _letter(settings: "Settings", guest: "Guest | LetterToSend") -> "Letter":
    from bot import mail
    from models.moments import moment_text

    name = settings.telegram_bot_name.removeprefix("@")
    link = f"No celular, abra: https://t.me/{name}?start={guest.code}\n\n" if name else ""
    text = (
        f"{guest.name},\n\n{settings.municipality} convida você a entrar no Gabinete, o bot em que chegam ordens, "
        f"tarefas e prazos.\n\n{link}No Telegram ou no Slack, escreva ao bot:\nentrar {guest.code}\n\n"
        f"O código é só seu, vale uma vez, até {moment_text(guest.until)}. "
        "Se você não esperava por isto, avise o gabinete.\n"
    )
    return mail.Letter(guest.email, f"Seu convite para o Gabinete, {settings.municipality}", text)
