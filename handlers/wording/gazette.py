"""The official diary in words: what was found, what is watched for, and how the reading of it goes."""

import re
from collections.abc import Sequence
from datetime import date

from handlers.base import Button, Reply
from handlers.reading.vocabulary import any_of
from models import gazette, moments
from models.contacts import Contact
from models.gazette import GazetteHit, GazetteWatch
from models.outbox import Message
from models.texts import clip, listed, plural

_OFF = "O diário não está ligado: falta o código do IBGE na configuração."
_AROUND = 70  # characters on each side of the term
NOT_OFFICIAL = "É cópia do serviço aberto, não o texto oficial: confira a edição antes de registrar."


def inbox(found: Sequence[GazetteHit], total: int) -> Reply:
    """What waits in the inbox, the newest first; five with their buttons."""
    if not found:
        return Reply("Nada novo do diário.", (Button("Vigílias", "vigílias"),))
    lines = [f"Do diário ({total}):", *(f"• {line(each)}" for each in found)]
    lines += [f"… e mais {total - len(found)}. Resolva estas para ver as outras."] if total > len(found) else []
    buttons = [Button(each.code, f"diário {each.code}") for each in found[:5]]
    return Reply("\n".join(lines), (*buttons, Button("Vigílias", "vigílias")))


def line(hit: GazetteHit) -> str:
    """`D-12 “… plano de manejo de resíduos …” 24/11, ed. 1.204 (vigília 3)`"""
    return f"{hit.code} “{around(hit)}” {_edition(hit)} (vigília {hit.watch_id}: {hit.watch.terms})"


def around(hit: GazetteHit) -> str:
    """The words of the excerpt around the first term."""
    terms = gazette.terms_of(hit.watch.terms)
    starts = [re.search(any_of([each[0]]), hit.excerpt, re.IGNORECASE) for each in terms.wanted]
    at = next((each.start() for each in starts if each), 0)
    first, last = max(at - _AROUND, 0), at + _AROUND
    first = hit.excerpt.find(" ", first) + 1 if first else 0  # at the beginning of a word
    return f"{'…' if first else ''}{hit.excerpt[first:last].strip()}{'…' if last < len(hit.excerpt) else ''}"


def card(hit: GazetteHit) -> Reply:
    """One hit, and what may become of it."""
    lines = [f"{hit.code}, {_edition(hit)}: {hit.state}", hit.excerpt]
    lines += [f"Edição: {hit.link}"] if hit.link else []
    lines.append(NOT_OFFICIAL)
    if hit.state != gazette.HitState.NOVA:
        return Reply("\n".join(lines), (Button("Diário", "diário"),))
    return Reply(
        "\n".join(lines),
        (Button("Virar norma", f"norma de {hit.code}"), Button("Descartar", f"descartar {hit.code}")),
    )


def watched(found: Sequence[GazetteWatch], contact: Contact, *, is_configured: bool) -> Reply:
    """The watches, with the last edition of each, and whether the diary is being read."""
    lines = (
        [f"Vigílias ({len(found)}):"] if found else ['Nenhuma vigília. Exemplo: vigiar "resíduos sólidos" para @obras']
    )
    for each in found:
        who = each.orgao.sigla if each.orgao else each.owner.first_name
        last = f"última edição com isso: {moments.date_text(each.newest)}" if each.newest else "nada ainda"
        lines.append(f"{each.id}. {each.terms}, para {who}; {last}")
    lines.append(state(contact) if is_configured else _OFF)
    buttons = [Button(f"Parar {each.id}", f"parar vigília {each.id}") for each in found[:5]]
    return Reply("\n".join(lines), (*buttons, Button("Diário", "diário")))


def state(contact: Contact) -> str:
    """How the reading of the diary goes."""
    if contact.failing_since:
        return f"O serviço do diário falha desde {moments.moment_text(contact.failing_since)}: {contact.why}."
    return f"Diário lido {moments.moment_text(contact.ok_at)}." if contact.ok_at else "O diário ainda não foi lido."


def found_new(hits: Sequence[GazetteHit]) -> Message:
    """What the owner and the órgão of a watch are told of a look that found something."""
    lines = [f"No diário, {plural(len(hits), 'publicação nova', 'publicações novas')}:"]
    lines += [f"• {line(each)}" for each in hits[:5]]
    lines += [f"… e mais {len(hits) - 5}."] if len(hits) > 5 else []
    return Message("\n".join(lines), tuple(Button(each.code, f"diário {each.code}") for each in hits[:5]))


def too_wide(watch: GazetteWatch, total: int) -> Message:
    text = (
        f"Parei a vigília {watch.id}, {watch.terms}: está em {total} edições, larga demais para se ler. "
        'Diga mais palavras, uma frase entre aspas, ou tire o que não interessa, como em: vigiar "frase exata" -edital'
    )
    return Message(text, (Button("Vigílias", "vigílias"),))


def stale(newest: date) -> Message:
    return Message(
        f"O serviço aberto está sem edição do diário desde {moments.day_text(newest)}. "
        "Não é que nada saiu: confira no próprio diário.",
        (Button("Vigílias", "vigílias"),),
    )


def not_covered() -> Message:
    return Message(
        "O serviço aberto não cobre o diário deste município. Leia o diário e registre as normas à mão: norma"
    )


def no_contact(contact: Contact) -> Message:
    since = f" desde {moments.moment_text(contact.failing_since)}" if contact.failing_since else ""
    return Message(f"Sem contato com o serviço do diário{since}: {contact.why}. Tento de novo; aviso quando voltar.")


def back() -> Message:
    return Message("O serviço do diário voltou a responder.")


def unreadable(count: int, names: Sequence[str]) -> Message:
    return Message(
        f"{plural(count, 'edição do diário veio', 'edições do diário vieram')} em forma que não sei ler "
        f"({listed(names)}); o resto foi lido."
    )


def _edition(hit: GazetteHit) -> str:
    extra = ", extra" if hit.is_extra else ""
    return f"{moments.date_text(hit.day)}{f', ed. {clip(hit.edition, 20)}' if hit.edition else ''}{extra}"
