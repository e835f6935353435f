"""What is kept on a person, and the register of the processing of personal data, on paper."""

import csv
from collections import Counter
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.papers import Block, Facts, fields, heading, note, paper, table, text
from models import moments, personal_data, subjects, temporality
from models.people import Address, Person, door_name

PROCESSING = "registro de tratamento"
_RIGHTS = (
    "Você pode pedir a correção (corrigir meus dados) e a eliminação do que não precisa ser guardado (apagar meus "
    "dados). "
    "Atos, registros e a história são documentos públicos e se guardam pelo prazo da tabela de temporalidade."
)
_MADE = "Feito pelo bot a partir das tabelas da casa; completam-no a política de segurança e os contratos do município."


@paper(personal_data.KIND)
def mine(session: Session, _record: None, person: Person, now: datetime) -> Facts:
    """Everything on the person who asks."""
    held, today = personal_data.of(session, person, now), moments.today(now)
    about = fields(
        ("Nome", person.name),
        ("Usuário", f"@{person.handle}"),
        ("Cargo", person.cargo),
        ("Órgão", person.orgao.name if person.orgao else ""),
        ("Papel", person.role),
        ("E-mail", person.email),
        ("Telefone", person.phone),
    )
    kinds = Counter(each.kind for each in held.records)
    many = [(_many(kind), str(count)) for kind, count in kinds.most_common()]
    rest = [(name.partition(" ")[2].capitalize(), str(len(rows))) for name, rows in held.rows.items()]
    rest += [("Linhas da história de que é autor", str(len(held.entries)))]
    rest += [("Mensagens recebidas", str(len(held.messages)))]
    blocks: list[Block] = [heading("Cadastro"), about, heading("Por onde recebe"), _addresses(session, person)]
    blocks += [heading("Registros em que aparece"), table(("O quê", "Quantos"), many, (7, 2))] if many else []
    blocks += [heading("O que mais se guarda"), table(("O quê", "Quantos"), rest, (7, 2))]
    blocks += [heading("Por quanto tempo"), _terms(session), note(_RIGHTS)]
    return Facts(f"Dados pessoais de {person.name}", f"Dados de {person.handle}", today, blocks)


@paper(PROCESSING)
def processing(session: Session, _record: None, _person: Person, now: datetime) -> Facts:
    """The operations on personal data: why, by what right, which, whose, and for whom."""
    officer = personal_data.encarregado(session)
    about = fields(
        ("Controlador", "o município"), ("Encarregado", officer.called if officer else "ninguém foi designado ainda")
    )
    with Path(__file__).with_name("tratamento.csv").open(encoding="utf-8", newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]
    head = ("Operação", "Para quê", "Base legal (LGPD)", "Dados", "De quem", "Compartilha com")
    blocks = [about, heading("Operações"), table(head, rows, (4, 5, 5, 5, 3, 4))]
    blocks += [heading("Por quanto tempo"), _terms(session), note(_MADE)]
    return Facts("Registro de tratamento de dados pessoais", "Registro de tratamento", moments.today(now), blocks)


def _addresses(session: Session, person: Person) -> Block:
    found = session.scalars(select(Address).where(Address.person_id == person.id).order_by(Address.id))
    rows = [(door_name(each.channel), each.address, moments.stamp_text(each.bound_at), _state(each)) for each in found]
    return (
        table(("Aplicativo", "Conta", "Desde", "Situação"), rows, (3, 4, 5, 3)) if rows else text("Por nenhum ainda.")
    )


def _state(address: Address) -> str:
    return "ativo" if address.active else "desligado"


def _terms(session: Session) -> Block:
    rows = [(each.what, each.text, each.basis) for each in temporality.terms(session).values()]
    return table(("O quê", "Prazo", "Por quê"), rows, (6, 3, 6))


def _many(kind: str) -> str:
    subject = subjects.of_kind(kind)
    return subject.heading if subject else kind
