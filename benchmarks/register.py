"""A register of any number of expedientes, in words as frequent as in life."""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import Engine, Table, text
from sqlalchemy.orm import Session

from bot import schema
from models import searchable
from models.base import insert_rows
from models.deadlines import Deadline, DeadlineState
from models.expedientes import Expediente, Tramitacao
from models.people import Orgao, Person
from models.records import Record, RecordKey
from models.searchable.tables import DROP, MAKE, SearchText

NOW = datetime.fromisoformat("2026-11-24T07:30:00-03:00")
BATCH = 20_000
ORGAOS = range(1, 31)
_NOUNS = """
reforma pavimentacao iluminacao poda manutencao construcao aquisicao locacao contratacao licenca alvara vistoria
transporte merenda escola creche posto saude unidade basica rua avenida praca ponte estrada bairro centro jardim
vila parque agua esgoto drenagem limpeza coleta lixo asfalto calcada semaforo sinalizacao faixa pedestre onibus
linha itinerario vaga matricula professor medico enfermeiro exame cirurgia consulta remedio medicamento vacina
ambulancia certidao tributo isencao iptu divida parcelamento restituicao multa recurso defesa parecer convenio
emenda projeto lei decreto portaria edital pregao contrato aditivo empenho pagamento nota fiscal servidor ferias
licenca aposentadoria promocao gratificacao nomeacao exoneracao concurso denuncia ouvidoria reclamacao solicitacao
"""
_FIRST = """
maria jose ana joao antonio francisco carlos paulo pedro lucas luiz marcos luis gabriel rafael francisca daniel
marcelo bruno eduardo felipe antonia adriana juliana marcia fernanda patricia aline sandra camila amanda bruna
jessica leticia julia luciana vanessa mariana gabriela vera vitoria larissa claudia beatriz rita luana sonia renata
eliane thiago tiago wagner vagner sergio helena otavio sebastiao raimundo geraldo tereza aparecida conceicao
"""
_LAST = """
silva santos oliveira souza sousa rodrigues ferreira alves pereira lima gomes costa ribeiro martins carvalho almeida
lopes soares fernandes vieira barbosa rocha dias nascimento andrade moreira nunes marques machado mendes freitas
cardoso ramos goncalves santana teixeira araujo pinto campos reis moura cavalcanti monteiro batista figueiredo
tavares brito cunha duarte prado siqueira bittencourt albuquerque queiroz sampaio peixoto
"""
NOUNS, FIRST, LAST = (each.split() for each in (_NOUNS, _FIRST, _LAST))
TIPOS = (("processo", "PROC"), ("ofício", "OF"), ("requerimento", "REQ"))
STATUSES = (*("arquivado", "concluído") * 2, "arquivado", "em tramitação", "sobrestado", "protocolado")
FIRST_DAY, DAYS = date(2000, 1, 1), 9_800  # the last is received some days ago
DATED = 100
_records: Table = Record.__table__  # type: ignore[assignment]


def fill(engine: Engine, size: int) -> None:
    """A register of that many expedientes, the index made over them at the end."""
    schema.create(engine)
    dialect = engine.dialect.name
    with Session(engine) as session:
        insert_rows(session, Orgao, [{"sigla": f"S{i}", "key": f"s{i}", "name": f"Secretaria {i}"} for i in ORGAOS])
        insert_rows(session, Person, [_person()])
        for statement in DROP[dialect]:
            session.execute(text(statement))
        for batch in _batches(size):
            for table, rows in batch.items():
                _load(session, table, rows)
        for statement in MAKE[dialect]:
            session.execute(text(statement))
        if dialect == "sqlite":
            session.execute(text("INSERT INTO search_index(search_index) VALUES ('rebuild')"))
        session.commit()
    if dialect == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


def _load(session: Session, table: Table, rows: list[dict[str, Any]]) -> None:
    if session.get_bind().dialect.name != "postgresql":
        session.connection().execute(table.insert(), rows)
        return
    cursor: Any = session.connection().connection.cursor()
    names = list(rows[0])
    with cursor.copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([row[name] for name in names])


def _batches(size: int) -> Iterator[dict[Table, list[dict[str, Any]]]]:
    chance = random.Random(1)
    words, weights = _vocabulary(chance)
    for start in range(1, size + 1, BATCH):
        ids = range(start, min(start + BATCH, size + 1))
        drawn = iter(chance.choices(words, cum_weights=weights, k=7 * len(ids)))
        titles = [" ".join(next(drawn) for _ in range(7)) for _ in ids]
        names = [
            f"{a} {b} {c}"
            for a, b, c in zip(
                _names(FIRST, chance, len(ids)),
                _names(LAST, chance, len(ids)),
                _names(LAST, chance, len(ids)),
                strict=True,
            )
        ]
        rows = list(zip(ids, titles, names, strict=True))
        yield {
            _records: [_record(*row) for row in rows],
            Expediente.__table__: [_expediente(*row, size) for row in rows],  # type: ignore[dict-item]
            RecordKey.__table__: [{"key": code_of(i).lower(), "record_id": i} for i in ids],  # type: ignore[dict-item]
            Tramitacao.__table__: [_stay(i) for i in ids],  # type: ignore[dict-item]
            Deadline.__table__: [_deadline(i) for i in ids if i % DATED == 7],  # type: ignore[dict-item]
            SearchText.__table__: [{"record_id": i, "words": _words(i, title, name)} for i, title, name in rows],  # type: ignore[dict-item]
        }


def _vocabulary(chance: random.Random) -> tuple[list[str], list[float]]:
    """The nouns, then 30,000 words by falling frequency, as in any language."""
    syllables = [
        a + b
        for a in ("b", "c", "d", "f", "g", "j", "l", "m", "n", "p", "r", "s", "t", "v", "tr", "br")
        for b in "aeiou"
    ]
    rare = {"".join(chance.choices(syllables, k=chance.randint(3, 4))) for _ in range(30_000)} - set(NOUNS)
    words = [*dict.fromkeys(NOUNS), *sorted(rare, key=lambda _: chance.random())]
    return words, list(accumulate(1 / (place + 5) for place in range(len(words))))


def _names(names: list[str], chance: random.Random, count: int) -> list[str]:
    return chance.choices(names, cum_weights=list(accumulate(1 / (place + 3) for place in range(len(names)))), k=count)


def code_of(i: int) -> str:
    return f"{TIPOS[i % 3][1]}-{i // 30 + 1}/{2000 + i % 27}-S{i % 30 + 1}.{i}"


def _words(i: int, title: str, name: str) -> str:
    return " ".join(searchable.words_of(code_of(i), title, TIPOS[i % 3][0], name))


def _record(i: int, title: str, _: str) -> dict[str, Any]:
    plain = {"author_id": None, "parent_id": None, "created_at": NOW, "kind": "expediente"}
    level = "publico" if i // 30 % 10 else "restrito"
    return {
        "id": i,
        "code": code_of(i),
        "title": title,
        "access_level": level,
        "status": STATUSES[i % len(STATUSES)],
        "orgao_id": i % 30 + 1,
    } | plain


def _expediente(i: int, _: str, name: str, size: int) -> dict[str, Any]:
    received = FIRST_DAY + timedelta(days=i * DAYS // size)
    plain = {"ano": received.year, "procedencia": "", "text": "", "joined_to_id": None, "suspended_at": None}
    return {
        "id": i,
        "tipo": TIPOS[i % 3][0],
        "numero": code_of(i),
        "sequence": i,
        "interessado": name,
        "recebido_em": received,
    } | plain


def _stay(i: int) -> dict[str, Any]:
    return {"expediente_id": i, "to_orgao_id": i % 30 + 1, "despacho": "", "sent_at": NOW, "return_date_only": False}


def _deadline(i: int) -> dict[str, Any]:
    """The columns of one record's deadline: one in a hundred has one, half of these met, half of the others late."""
    is_open = i // DATED % 2 == 0
    return {
        "record_id": i,
        "kind": "expediente",
        "orgao_id": i % 30 + 1,
        "due_at": NOW + timedelta(days=-30 if i // DATED % 4 else 30),
        "date_only": True,
        "ladder": "prazo",
        "state": DeadlineState.OPEN if is_open else DeadlineState.MET,
        "opened_at": NOW - timedelta(days=60),
    }


def _person() -> dict[str, Any]:
    empty = {"cargo": "", "email": "", "phone": "", "preferences": {}, "function": "", "active": True}
    return {"handle": "ana", "name": "Ana", "name_key": "ana", "orgao_id": 1, "role": "servidor"} | empty
