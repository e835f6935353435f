"""The certidão de tramitação of what came from outside: what came, when, who was asked, what left, with the proofs."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.papers import Block, Facts, fields, heading, note, paper, table, text
from handlers.wording import demands as wording
from models import attachments, audit, demands, moments
from models.audit import Audit
from models.demands import KIND, Demand
from models.expedientes import Expediente
from models.people import Person

_FACTS = (
    *("registro", "julgamento", "recurso", "tramitacao", "informacao", "devolucao_demanda", "revisao", "juntada"),
    *("prorrogacao_pedida", "prorrogacao", "prorrogacao_negada", "resultado", "protocolo", "encerramento"),
)
_OF_ANSWER = ("aprovacao", "assinatura", "expedicao")
_MADE_BY = (
    "Feita pelo bot do Gabinete a partir dos seus registros. Não leva assinatura: quem certifica a assina fora daqui."
)


@paper("certidão de tramitação", certifies=(KIND,))
def certidao(session: Session, record: Expediente, person: Person, now: datetime) -> Facts:
    """The facts of an expediente in order of date, with the term and the proof where an authority outside sent it."""
    demand, today = demands.of(session, record), moments.today(now)
    opening = (
        f"Certifico, à vista dos registros, que de {record.code} consta, até {moments.day_text(today)}, o seguinte."
    )
    facts = [each for each in audit.history(session, record.id) if each.action in _FACTS]
    written = demands.answers(session, demand) if demand else []
    facts += [each for one in written for each in audit.history(session, one.id) if each.action in _OF_ANSWER]
    facts.sort(key=lambda each: (each.at, each.id))
    rows = [(moments.stamp_text(each.at), _who(session, each), each.text or each.action) for each in facts]
    blocks: list[Block] = [text(opening), _about(session, record, demand), heading("Fatos, em ordem de data")]
    blocks += [table(("Quando", "Quem", "O quê"), rows, (3, 4, 9)), *_items(session, demand), *_files(session, record)]
    blocks += [text(f"Quem certifica: {person.name}, {person.cargo}."), note(_MADE_BY)]
    return Facts(f"Certidão de tramitação {record.code}", f"Certidão {record.code}", today, blocks)


def _about(session: Session, record: Expediente, demand: Demand | None) -> Block:
    plain = [("Assunto", record.title), ("Situação", record.status)]
    if demand is None:
        return fields(
            ("Procedência", record.procedencia), *plain, ("Recebido em", moments.day_text(record.recebido_em))
        )
    found = demands.readings(session, demand)
    proof = f"{demand.protocol}, {moments.moment_text(demand.protocolled_at)}" if demand.protocolled_at else ""
    return fields(
        ("Origem", demand.authority.nome),
        ("Autor", demand.autor),
        *plain,
        ("Recebido em", wording.received(demand)),
        ("Prova do recebimento", demand.prova),
        ("Prazo ao chegar", found.due.text if found.due else ""),
        ("Protocolo da resposta", proof),
        ("Cumprimento", demands.how_met(session, demand)),
    )


def _items(session: Session, demand: Demand | None) -> list[Block]:
    """The questions or pieces, who answers each, and what came: what councils and the Tribunal ask to see."""
    found = demands.items(session, demand) if demand else []
    rows = [
        (
            str(each.number),
            each.text,
            each.orgao.sigla if each.orgao else "",
            each.answer or "falta",
            moments.stamp_text(each.answered_at) if each.answered_at else "",
        )
        for each in found
    ]
    return [heading("Itens"), table(("Nº", "O quê", "Quem", "Resposta", "Em"), rows, (1, 5, 2, 6, 3))] if rows else []


def _files(session: Session, record: Expediente) -> list[Block]:
    kept = attachments.of(session, record)
    rows = [(each.name, moments.stamp_text(each.at), each.sha256) for each in kept]
    return [heading("Arquivos"), table(("Nome", "Juntado em", "sha256"), rows, (5, 3, 8))] if rows else []


def _who(session: Session, entry: Audit) -> str:
    return session.scalar(select(Person.name).where(Person.id == entry.actor_id)) or "sistema"
