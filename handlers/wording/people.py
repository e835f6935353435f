"""Texts about people and órgãos."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.wording import addresses
from models import attachments, moments, people
from models.addresses import CONFIRMATION
from models.invitation_letters import LetterToSend, SentLetters
from models.invitations import Guests, Invited
from models.lists import Page
from models.outbox import Message
from models.people import Address, Function, Orgao, Person, Role, Standing, Substitution
from models.people.codes import PLACEHOLDER
from models.quiet_hours import Preferences
from models.subjects import Subject
from models.texts import clip, listed, plural
from models.workload import Owed

_MOST_CODES = 6
_LONGEST_LIST = 40
ROLES = {
    Role.PREFEITO: "prefeito",
    Role.CHEFIA: "chefia de gabinete",
    Role.ASSESSORIA: "assessoria",
    Role.SECRETARIO: "secretário",
    Role.SERVIDOR: "servidor",
    Role.CONTROLE: "controle interno (só consulta)",
    Role.ADMINISTRADOR: "administrador",
}


def door(channel: str) -> str:
    """The name of a channel, for people."""
    return people.door_name(channel)


def me(session: Session, person: Person, now: datetime) -> Reply:
    where = f"{person.orgao.name} ({person.orgao.sigla})" if person.orgao else "sem órgão"
    lines = [
        f"{person.name} (@{person.handle})",
        ", ".join(part for part in (person.cargo, person.function, where) if part),
        f"Papel: {ROLES[Role(person.role)]}",
    ]
    for orgao_id, function in people.structure(session).posts.get(person.id, ()):
        orgao = session.get_one(Orgao, orgao_id)
        lines.insert(2, f"Também {function or 'em exercício'}: {orgao.name} ({orgao.sigla})")
    for row in people.current_and_coming(session, moments.today(now)):
        if row.substitute_id == person.id:
            lines.append(f"Em substituição a {session.get_one(Person, row.holder_id).name}: {_period(row)}")
        if row.holder_id == person.id:
            lines.append(f"{session.get_one(Person, row.substitute_id).name} responde por você: {_period(row)}")
    serving = (Address.person_id == person.id, Address.active, Address.unreachable_since.is_(None))
    doors = session.scalars(select(Address.channel).where(*serving).distinct())
    lines.append(f"Recebe mensagens por: {listed(sorted(door(channel) for channel in doors)) or 'nenhum aplicativo'}")
    buttons = (
        Button("Minha pauta", "pauta"),
        Button("Preferências", "preferências"),
        Button("Endereços", "endereços"),
        Button("Entrar por outro aplicativo", "convidar"),
    )
    return Reply("\n".join(lines), buttons)


def people_of(session: Session, who: Sequence[Person | Orgao], now: datetime) -> Reply:
    """The people of some órgãos, or some people themselves."""
    blocks = [_member_list(session, each) if isinstance(each, Orgao) else _contact(each) for each in who]
    shown = {p.id for each in who for p in (people.members(session, each) if isinstance(each, Orgao) else [each])}
    away = [_substitution(session, row) for row in _rows(session, now) if {row.holder_id, row.substitute_id} & shown]
    return Reply("\n\n".join(blocks) + ("\n\n" + "\n".join(away) if away else ""))


def people_named(session: Session, words: str, viewer: Standing, now: datetime) -> Reply:
    words = words.strip(" ?!.")
    found = people.named(session, words, limit=_LONGEST_LIST)
    if not found:
        return Reply(f"Não encontrei ninguém com {clip(words, 40)}.", (Button("Órgãos", "órgãos"),))
    total = session.scalar(select(func.count(Person.id)).where(Person.active)) or 0
    lines = [f"{_one(person)}, {person.orgao.sigla}" if person.orgao else _one(person) for person in found]
    if not words and total > len(found):
        lines.append(f"… e mais {total - len(found)}. Procure por nome ou órgão: pessoas @saude")
    title = f"Pessoas com {clip(words, 40)}" if words else f"Pessoas ({total})"
    rows = [] if words else _rows(session, now)
    body = [f"{title}:", *lines]
    if rows:
        body += ["", "Substituições:", *(_substitution(session, row) for row in rows)]
    return Reply("\n".join(body), _ending(session, rows, viewer))


def orgaos(session: Session, now: datetime) -> Reply:
    found, heads = people.orgaos(session), people.heads(session)
    away = people.stand_ins(session, moments.today(now))
    lines = [_orgao_line(session, orgao, heads.get(orgao.id, {}), away) for orgao in found]
    return Reply(f"Órgãos ({len(found)}):\n" + "\n".join(lines)) if found else Reply("Ainda não há órgãos cadastrados.")


def invited(done: Invited, by: Person) -> Reply:
    """The code for a person who may read it, or the doors it was sent through."""
    if done.invitation is None:
        doors = listed([f"pelo {each}" for each in done.doors])
        return Reply(f"Mandei o convite a {done.person.name}, {doors}: o código vai só para quem entra com ele.")
    until = moments.moment_text(done.invitation.expires_at)
    own = done.person.id == by.id
    whose = "para outro aplicativo seu" if own else f"de {done.person.name}"
    where = "No aplicativo novo, escreva ao bot" if own else "No aplicativo, a pessoa escreve ao bot"
    return Reply(
        f"Convite {whose}. {where}:\nentrar {PLACEHOLDER}\n"
        f"Vale uma vez, até {until}. Não mande por escrito a mais ninguém.",
        invite_id=done.invitation.id,
    )


def before_inviting(found: Guests, orgao: Orgao | None, line: str) -> Reply:
    """Who would be invited by e-mail, and who would not, with the button that does it."""
    with_email = [each for each in found.new if each.email]
    without = [each for each in found.new if not each.email]
    where = f" de {orgao.name}" if orgao else ""
    if not with_email and not without and not found.to_confirm:
        return Reply(f"Ninguém{where} espera convite: todos já entraram.")
    lines = [f"Recebem o convite por e-mail, cada um o seu{where} ({len(with_email)}): {_handles(with_email)}."]
    lines += [f"Sem e-mail no cadastro ({len(without)}): {_handles(without)}."] if without else []
    lines += [f"Um a um, porque outra pessoa confirma: {_handles(found.to_confirm)}."] if found.to_confirm else []
    lines += ["O código vale uma vez, por 7 dias; os de antes deixam de valer."] if with_email else []
    buttons = (Button("Convidar", f"{line} {CONFIRMATION}"),) if with_email else ()
    return Reply("\n".join(lines), buttons)


def before_printing(found: Guests, orgao: Orgao | None, line: str) -> Reply:
    """Who would get a card, and who would not, with the button that makes the sheet."""
    where = f" de {orgao.name}" if orgao else ""
    lines = [f"Um cartão com QR para cada um{where} ({len(found.new)}): {_handles(found.new)}."] if found.new else []
    lines += [f"Um a um, porque outra pessoa confirma: {_handles(found.to_confirm)}."] if found.to_confirm else []
    if not lines:
        return Reply(f"Ninguém{where} espera convite: todos já entraram.")
    lines += ["O código vale uma vez, por 7 dias; os de antes deixam de valer."] if found.new else []
    return Reply("\n".join(lines), (Button("Fazer os cartões", f"{line} {CONFIRMATION}"),) if found.new else ())


def printing(count: int) -> Reply:
    return Reply(f"Estou fazendo {plural(count, 'cartão', 'cartões')}; mando o PDF em seguida.")


def cards(made: Sequence[LetterToSend], pdf: bytes | None) -> Message:
    """The sheet of cards, to whoever asked for it."""
    if pdf is None:
        return Message("Não consegui fazer os cartões. Peça de novo: convidar todos em cartões")
    text = (
        f"{plural(len(made), 'cartão', 'cartões')}, dez por folha. Imprima, recorte e entregue em mãos; depois apague "
        "o arquivo e esta mensagem: quem tem o código entra como a pessoa."
    )
    return Message(text, files=(attachments.put("convites.pdf", pdf),))


def inviting(count: int) -> Reply:
    return Reply(f"Estou mandando {plural(count, 'convite', 'convites')} por e-mail; digo aqui quando acabar.")


def letters_sent(sent: SentLetters) -> Reply:
    """How the letters of a round went."""
    lines = [f"Convites por e-mail: {plural(sent.count, 'enviado', 'enviados')}."]
    if sent.failed:
        more = [f"mais {len(sent.failed) - _MOST_CODES}"] if len(sent.failed) > _MOST_CODES else []
        lines.append(f"Não foram: {listed([*sent.failed[:_MOST_CODES], *more])}. Confira o e-mail e convide um a um.")
    return Reply("\n".join(lines))


def _handles(found: Sequence[Person]) -> str:
    more = [f"mais {len(found) - _MOST_CODES}"] if len(found) > _MOST_CODES else []
    return listed([*(f"@{each.handle}" for each in found[:_MOST_CODES]), *more]) or "ninguém"


def before_dismissal(person: Person, owed: Sequence[Owed], total: int, heir: Person | None) -> Reply:
    """What somebody would leave behind and to whom, with the button that confirms the dismissal."""
    codes = [each.code for each in owed[:_MOST_CODES]]
    more = [f"mais {total - len(codes)}"] if total > len(codes) else []
    left = f"Tem em aberto ({total}): {listed([*codes, *more])}." if total else "Não tem nada em aberto."
    goes = f" Quem passa a ser cobrado: {heir.name}." if total and heir is not None else ""
    line = f"desligar @{person.handle}"
    buttons = [Button("Desligar", f"{line} {CONFIRMATION}")]
    buttons += [Button("Ver o que deixa", f"deve @{person.handle}")] if total else []
    ends = "O acesso termina na hora; o histórico fica, e religar traz de volta."
    return Reply(f"Desligar {person.called}?\n{left}{goes}\n{ends}", tuple(buttons))


def readmitted(done: Invited, by: Person) -> Reply:
    """The return of a person who had left, with the code of the invitation."""
    reply = invited(done, by)
    return replace(reply, text=f"{done.person.name} está de volta, e entra de novo com um convite.\n{reply.text}")


def dismissed(person: Person, left: Sequence[tuple[Subject, Page]]) -> Reply:
    """The end of a person's access. `left`: the person's open records, subject by subject."""
    lines, buttons = [f"O acesso de {person.name} terminou agora; o histórico fica."], list[Button]()
    for subject, page in left:
        codes = [each.record.code for each in page.lines[:6]]
        others = f" e {'outras' if subject.feminine else 'outros'}" if page.total > 6 else ""
        ending = "aberta" if subject.feminine else "aberto"
        count = plural(page.total, f"{subject.one} {ending}", f"{subject.many} {ending}s")
        hand_over = subject.given.hand_over.format(code=codes[0]) if subject.given else ""
        lines.append(f"Deixou {count}: {listed(codes)}{others}. Repasse assim: {hand_over}")
        buttons += [Button(f"Ver {code}", f"ver {code}") for code in codes]
    return Reply("\n".join(lines), tuple(buttons))


def preferences(chosen: Preferences, mine: Sequence[Address], *, changed: bool) -> Reply:
    starts, ends = chosen.quiet
    digest = f"às {moments.hour_text(chosen.digest)}, nos dias de trabalho" if chosen.digest else "desligado"
    quiet = (
        f"das {moments.hour_text(starts)} às {moments.hour_text(ends)}" if starts != ends else "sem horas de silêncio"
    )
    lines = [
        "Preferências guardadas." if changed else "Suas preferências:",
        f"Resumo do dia: {digest}",
        f"Lembretes de prazo: {'ligados' if chosen.reminders else 'desligados'}",
        f"Silêncio de lembretes e resumos: {quiet} (o que é urgente chega sempre)",
    ]
    if len(mine) > 1 or chosen.doors:
        lines.append(f"Avisos: {addresses.pushed_at(chosen.doors)}")
    lines += ["Ordens, decisões e diretrizes: vêm também em PDF"] if chosen.pdf else []
    buttons = (
        Button("Sem resumo", "preferências resumo não")
        if chosen.digest
        else Button("Com resumo", "preferências resumo sim"),
        Button("Sem lembretes", "preferências lembretes não")
        if chosen.reminders
        else Button("Com lembretes", "preferências lembretes sim"),
        Button("Sem silêncio", "preferências silêncio não")
        if starts != ends
        else Button("Silêncio à noite", "preferências silêncio 20h às 7h"),
        *addresses.choices(mine, chosen.doors),
    )
    return Reply("\n".join(lines), buttons)


def _one(person: Person) -> str:
    return ", ".join(part for part in (f"{person.name} (@{person.handle})", person.cargo or person.role) if part)


def _contact(person: Person) -> str:
    lines = [_one(person), f"{person.orgao.name} ({person.orgao.sigla})" if person.orgao else ""]
    lines += [part for part in (person.email, person.phone) if part]
    return "\n".join(line for line in lines if line)


def _member_list(session: Session, orgao: Orgao) -> str:
    members = people.with_functions(session, orgao)
    lines = [_one(person) + (f" — {function}" if function else "") for person, function in members[:_LONGEST_LIST]]
    if len(members) > _LONGEST_LIST:
        lines.append(f"… e mais {len(members) - _LONGEST_LIST}. Procure pelo nome: pessoas sergio")
    return "\n".join([f"{orgao.name} ({orgao.sigla}):", *(lines or ["ninguém cadastrado"])])


def _orgao_line(session: Session, orgao: Orgao, heads: dict[str, Person], away: dict[int, int]) -> str:
    holder, adjunto = heads.get(Function.TITULAR), heads.get(Function.ADJUNTO)
    parts = [holder.name if holder else "sem titular"]
    if holder and holder.id in away:
        parts.append(f"hoje responde {session.get_one(Person, away[holder.id]).name}")
    if adjunto:
        parts.append(f"adjunto: {adjunto.name}")
    return f"{orgao.sigla} — {orgao.name}: {'; '.join(parts)}"


def _rows(session: Session, now: datetime) -> list[Substitution]:
    return people.current_and_coming(session, moments.today(now))


def _substitution(session: Session, row: Substitution) -> str:
    holder, stand_in = (session.get_one(Person, each).name for each in (row.holder_id, row.substitute_id))
    return f"{stand_in} substitui {holder} {_period(row)}"


def _period(row: Substitution) -> str:
    return f"de {moments.date_text(row.starts)} a {moments.date_text(row.ends)}, portaria {row.portaria}"


def _ending(session: Session, rows: Sequence[Substitution], viewer: Standing) -> tuple[Button, ...]:
    if not viewer.has(Role.PREFEITO, Role.CHEFIA, Role.ADMINISTRADOR):
        return ()
    holders = [session.get_one(Person, row.holder_id) for row in rows[:4]]
    return tuple(Button(f"Encerrar a de {h.first_name}", f"encerrar substituição @{h.handle}") for h in holders)
