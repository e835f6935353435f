"""The official diary: terms that are watched for, and the inbox of what was found."""

import re

from handlers.base import WRITERS, Answer, Button, Question, Refusal, Reply, Request, command
from handlers.reading import norms as reading
from handlers.reading import people
from handlers.saying import gazette as said
from handlers.wording import gazette as wording
from handlers.wording import norms as norms_wording
from models import contacts, gazette
from models.gazette import GazetteHit, GazetteWatch, HitState
from models.norms import Norma, Vinculo, names, register
from models.people import Orgao, Person
from models.texts import clip

GROUP = "Diário oficial"
_HIT = re.compile(r"(?<!\w)d[- ]?(\d{1,9})(?!\w)", re.IGNORECASE)
_FOR = re.compile(r"\s*(?:para|avisar?|e avise)\s*$", re.IGNORECASE)


@command("diário", usage="diário [D-12]", aliases=("diário oficial",), said=said.INBOX)
def inbox(request: Request) -> Reply:
    """Mostra o que as vigílias acharam no diário e ninguém resolveu ainda."""
    if _HIT.search(request.text):
        return wording.card(_hit(request))
    return wording.inbox(*gazette.hits(request.session, request.person, request.now))


@command("vigiar", usage='vigiar "resíduos sólidos" -edital para @órgão', said=said.WATCH, offered_to=WRITERS)
def watch(request: Request) -> Reply:
    """Vigia palavras no diário oficial: as de que se quer saber, e com um menos as que não interessam."""
    who = people.mentioned(request, request.text)
    text = " ".join(_FOR.sub("", who.rest).split())
    if not text:
        raise Question('Vigiar que palavras? Exemplo: vigiar "resíduos sólidos" -edital', Answer.TEXT)
    named = [each.orgao if isinstance(each, Person) else each for each in who.everyone]
    orgao = next((each for each in named if isinstance(each, Orgao)), None)
    made = gazette.watch_for(request.session, text, orgao, by=request.person, now=request.now)
    told = f", e avisar {orgao.sigla}" if orgao else ""
    ending = "" if gazette.is_configured() else " O diário não está ligado: peça ao administrador."
    return Reply(f"Vigília {made.id}: {text}{told}.{ending}", (Button("Vigílias", "vigílias"),))


@command("vigílias", usage="vigílias", said=said.WATCHES)
def watches(request: Request) -> Reply:
    """Lista o que se vigia no diário, e diz se ele está sendo lido."""
    contact = contacts.of(request.session, gazette.NAME)
    return wording.watched(gazette.watches(request.session), contact, is_configured=gazette.is_configured())


@command("parar vigília", usage="parar vigília 3", offered_to=WRITERS)
def stop(request: Request) -> Reply:
    """Para de vigiar; o que foi achado fica."""
    number = re.search(r"\d{1,9}", request.text)
    found = request.session.get(GazetteWatch, int(number[0])) if number else None
    if found is None or not found.active:
        raise Refusal("Qual vigília? Exemplo: parar vigília 3", (Button("Vigílias", "vigílias"),))
    if found.owner_id != request.person.id and not request.standing.is_cabinet:
        raise Refusal(f"A vigília {found.id} é de {found.owner.name}: quem a fez ou o gabinete a para.")
    gazette.stop(request.session, found, f"por {request.person.name}", by=request.person, now=request.now)
    return Reply(f"Vigília {found.id} parada: {found.terms}.")


@command("descartar", usage="descartar D-12", offered_to=WRITERS)
def discard(request: Request) -> Reply:
    """Tira da caixa do diário o que não interessa."""
    found = _hit(request)
    gazette.settle(request.session, found, HitState.DESCARTADA, None, by=request.person, now=request.now)
    return Reply(f"{found.code} descartado.", (Button("Diário", "diário"),))


@command("norma de", usage="norma de D-12 [Lei 4512/2026 de 19/11/2026]", offered_to=WRITERS)
def to_norma(request: Request) -> Reply:
    """Faz de um achado do diário uma norma, depois que alguém leu a edição."""
    register.require_desk(request.session, request.person, request.now)
    found = _hit(request)
    if found.state != HitState.NOVA:
        raise Refusal(f"{found.code} já está resolvido: {found.state}.", (Button("Diário", "diário"),))
    typed = _HIT.sub("", request.text, count=1).strip()
    named = reading.named(request, typed or found.excerpt)
    if named is None or not named.identity.ano:
        raise Question("Que norma é? Número e data, por exemplo: Lei 4512/2026 de 19/11/2026", Answer.TEXT)
    known = register.find(request.session, named.identity)
    if known is not None:
        return _again(request, found, known)
    name = names.written(named.identity)
    if not typed:
        line = f"norma de {found.code} {_line(found, named.end, name, named.identity.data)}"
        return Reply(f"{wording.NOT_OFFICIAL}\nO trecho diz: {clip(found.excerpt, 200)}", (Button("Registrar", line),))
    made = reading.new(request, typed)
    made = register.from_diary(made, found.code, found.day, found.link)
    norma, _ = register.take(request.session, made, by=request.person, now=request.now)
    gazette.settle(request.session, found, HitState.NORMA, norma.id, by=request.person, now=request.now)
    return norms_wording.captured(request.session, norma, is_new=True)


def _again(request: Request, found: GazetteHit, norma: Norma) -> Reply:
    """The same norma published again: it puts the first publication right, and moves no date by itself."""
    gazette.settle(request.session, found, HitState.NORMA, norma.id, by=request.person, now=request.now)
    nota = f"republicada em {found.day:%d/%m/%Y}, {found.code}"
    register.note(request.session, norma, Vinculo.RETIFICA, nota, by=request.person, now=request.now)
    return Reply(
        f"{norma.code} já está registrada: {found.code} ficou como republicação que a retifica. "
        "A vigência não muda, a não ser que a republicação o diga.",
        (
            Button("Contar da republicação", f"vigência {norma.code} publicada {found.day:%d/%m/%Y}"),
            *norms_wording.see(norma),
        ),
    )


def _line(found: GazetteHit, end: int, name: str, day: object) -> str:
    ementa = found.excerpt[end:].strip(" .,;:-—").partition(". ")[0].replace('"', "'")
    said = f" de {day:%d/%m/%Y}" if day else ""
    return f'{name}{said} publicada {found.day:%d/%m/%Y} "{clip(ementa, 200) or "(sem ementa)"}"'


def _hit(request: Request) -> GazetteHit:
    number = _HIT.search(request.text) or re.search(r"(?<!\S)(\d{1,9})(?!\S)", request.text)
    if number is None:
        raise Question("Qual? Escreva o número do diário, como D-12.", Answer.TEXT, [Button("Diário", "diário")])
    found = gazette.hit(request.session, int(number[1]), by=request.person, now=request.now)
    if found is None:
        raise Refusal(f"Não encontrei D-{number[1]}. Veja o que há: diário", (Button("Diário", "diário"),))
    return found
