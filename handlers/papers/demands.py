"""Demands on paper: the certidão de tramitação of one, and the report to the council of how all were attended to."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.papers import Block, Facts, fields, heading, note, paper, table, text
from handlers.wording import demands as wording
from models import attachments, audit, demands, moments
from models.audit import Audit
from models.demands import KIND, Demand, DemandResult, figures
from models.demands.figures import Attended
from models.expedientes import Expediente
from models.people import Person
from models.texts import clip, plural

_FACTS = (
    *("registro", "julgamento", "recurso", "tramitacao", "informacao", "devolucao_demanda", "revisao", "juntada"),
    *("prorrogacao_pedida", "prorrogacao", "prorrogacao_negada", "resultado", "protocolo", "encerramento"),
)
_OF_ANSWER = ("aprovacao", "assinatura", "expedicao")
_MADE_BY = (
    "Feita pelo bot do Gabinete a partir dos seus registros. Não leva assinatura: quem certifica a assina fora daqui."
)

ATTENDED = "relatório de atendimento"
_COLUMNS = ("Pedido", "Enviado ao setor", "Providência", "Solução", "Conclusão ou motivo da recusa")


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


@paper(ATTENDED)
def attended(session: Session, record: Expediente | None, _person: Person, now: datetime) -> Facts:
    """What became of one request, or of all that the council made this year, with the columns that councils ask for."""
    today = moments.today(now)
    where = Demand.id == record.id if record else figures.of_council(today.year)
    found = figures.attendance(session, where)
    name = f"de {record.code}" if record else f"à Câmara em {today.year}"
    done = sum(each.demand.closed_at is not None for each in found)
    counted = text(f"{plural(len(found), 'pedido', 'pedidos')}, {done} com resposta.")
    blocks = [counted, table(_COLUMNS, [_attended(each) for each in found], (6, 4, 6, 4, 4))] if found else []
    title = f"Relatório de atendimento {name}"
    return Facts(title, title, today, [*(blocks or [text("Nenhum pedido público registrado.")]), note(_MADE_BY)])


def _attended(each: Attended) -> tuple[str, ...]:
    demand = each.demand
    sent = [f"{stay.to_orgao.sigla}, {_day(stay.sent_at)}" for stay in each.sent]
    done = [f"{part.orgao.sigla}: {clip(part.text, 400)}" for part in each.parts]
    solved = f"{demand.resultado}, protocolo {demand.protocol}" if demand.protocol else demand.resultado
    refused = each.reason if demand.resultado == DemandResult.SEM_RESPOSTA else ""
    end = refused or (_day(demand.protocolled_at or demand.closed_at) if demand.closed_at else "em andamento")
    author = f" ({demand.autor})" if demand.autor else ""
    return (
        f"{demand.code} {demand.expediente.title}{author}",
        "\n".join(sent) or "por distribuir",
        "\n".join(done) or "aguarda",
        solved or "em andamento",
        end,
    )


def _day(at: datetime | None) -> str:
    return f"{moments.local(at):%d/%m/%Y}" if at else ""
