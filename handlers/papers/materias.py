"""Matérias on paper: the law that a bill became, and the certidão of what came and went, facts only."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.papers import Block, Facts, fields, heading, note, paper, signature, table, text, written_day
from handlers.papers import records as histories
from models import attachment_texts, attachments, audit, moments, signing
from models.acts import issuer
from models.deadlines import Deadline
from models.materias import KIND, Materia, MateriaStatus, MateriaTerm, Veto, council
from models.people import Person
from models.texts import fold

_PLACE = "Município de "
LAW, CERTIDAO = "lei", "certidão de decurso de prazo"
_S = MateriaStatus
_BEFORE_THE_LAW = (_S.EM_PREPARO, _S.NA_CAMARA, _S.REJEITADA, _S.RETIRADA, _S.ARQUIVADA, _S.PREJUDICADA)
_ENACTED = "Faço saber que a Câmara Municipal aprovou e eu sanciono a seguinte lei:"
_PROMULGATED = "Faço saber que a Câmara Municipal aprovou e eu promulgo a seguinte lei:"

_MADE_BY = (
    "Feita pelo bot do Gabinete a partir dos seus registros. Não leva assinatura: quem certifica a assina fora daqui."
)


@paper(CERTIDAO, certifies=(KIND,))
def certidao(session: Session, materia: Materia, person: Person, now: datetime) -> Facts:
    """The autógrafo, the term, what was registered until its end, and the end itself."""
    today = moments.today(now)
    query = select(Deadline).where(Deadline.record_id == materia.id, Deadline.kind == MateriaTerm.SANCAO_VETO)
    term = session.scalars(query.order_by(Deadline.id.desc()).limit(1)).first()
    until = moments.day_text(today)
    opening = f"Certifico, à vista dos registros, que de {materia.code} consta, até {until}, o seguinte."
    received = moments.moment_text(materia.recebido_em) if materia.recebido_em else ""
    silence = moments.day_text(materia.silencio_em) if materia.silencio_em else ""
    blocks = [
        text(opening),
        fields(
            ("Projeto", materia.code),
            ("Ementa", materia.title),
            ("Autógrafo", materia.autografo or ""),
            ("Recebido em", received),
            ("Prazo de sanção ou veto", term.due.text if term else ""),
            ("Fim do prazo sem decisão registrada", silence),
            ("Situação", materia.status),
        ),
    ]
    names = {each.id: each.name for each in session.execute(select(Person.id, Person.name))}
    rows = [
        (moments.stamp_text(each.at), names.get(each.actor_id or 0, "sistema"), each.text or each.action)
        for each in audit.history(session, materia.id)
    ]
    blocks += [heading("Fatos, em ordem de data"), table(("Quando", "Quem", "O quê"), rows, (3, 4, 9))]
    blocks += [text(f"Quem certifica: {person.name}, {person.cargo}."), note(_MADE_BY)]
    return Facts(f"Certidão de decurso de prazo {materia.code}", f"Certidão {materia.code}", today, blocks)


@paper(LAW, about=(KIND,))
def law(session: Session, materia: Materia, person: Person, now: datetime) -> Facts:
    """The law: its ementa, the formula, the articles of the autógrafo unchanged; of a bill not yet so far, its history.

    A draft while it has no number.
    """
    if materia.status in _BEFORE_THE_LAW or (materia.veto == Veto.TOTAL.value and not materia.promulgada_em):
        return histories.history(session, materia, person, now)
    day = materia.lei_data or moments.today(now)
    is_council = materia.promulgada_por == council.CAMARA
    signers = [] if is_council else signing.who_may_sign(session, "", day)[:1]
    blocks: list[Block] = [
        fields(("Ementa", materia.title)),
        text(_PROMULGATED if materia.promulgada_em else _ENACTED),
        *_articles(session, materia),
        text(f"{issuer.municipality().removeprefix(_PLACE)}, {written_day(day)}."),
        *(signature(each.person.name, each.quality) for each in signers),
    ]
    kind = "Lei Complementar" if materia.sigla == "PLC" else "Lei"
    number = f"{kind} nº {materia.lei or '(por numerar)'}"
    return Facts(f"{number}, de {written_day(day)}", f"{number} ({materia.code})", day, blocks, draft=not materia.lei)


def _articles(session: Session, materia: Materia) -> list[Block]:
    """The text of the autógrafo's file, as it came, with its hash; and what of it was vetoed."""
    kept = attachments.of(session, materia)
    named = [each for each in kept if "autografo" in fold(each.name)]
    file = next(iter([*reversed(named), *kept]), None)
    written = attachment_texts.of(session, file) if file else ""
    blocks = [text(written)] if written else []
    if materia.dispositivos and not materia.promulgada_em:
        blocks.append(note(f"Vetado: {'; '.join(materia.dispositivos.splitlines())}."))
    if file is None:
        return [*blocks, note(f"Faltam os artigos: anexe a {materia.code} o arquivo do autógrafo {materia.autografo}.")]
    origin = f"autógrafo {materia.autografo}, arquivo {file.name}, sha256 {file.sha256}."
    return [*blocks, note(f"{'Artigos como vieram no' if written else 'Os artigos são os do'} {origin}")]
