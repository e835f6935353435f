"""A town that works: its desks write what they write on a working day, and read in the answers what they need next."""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from models.calendar import Calendar
from models.money import of_cents

Say = Callable[..., str]  # (who, text, file=None): the answer
_NUMBER = re.compile(r"\b[A-Z]{1,5}-\d+(?:/\d{4})?(?:-[A-Z]+)?\b")
_WORD = re.compile(r"^[2-9A-HJ-NP-Z]{6}$", re.MULTILINE)
SECRETARIAS = {
    "SAUDE": ("bruno", "sergio"),
    "EDUCACAO": ("edna", "rita"),
    "OBRAS": ("otavio", "jonas"),
    "FAZENDA": ("fabio", "nelson"),
    "ADM": ("ligia", "igor"),
    "SOCIAL": ("ivo", "nadia"),
    "CULTURA": ("caio", "elias"),
    "ESPORTE": ("leandro", "dora"),
    "AMBIENTE": ("beatriz", "ugo"),
    "SEGURANCA": ("walter", "flavia"),
    "PLAN": ("celia", "lena"),
}
NEW_PEOPLE = """usuario,nome,cargo,orgao,orgao_nome,papel,funcao,email,telefone,ativo
nadia,Nádia Prates,Assistente social,SOCIAL,Secretaria de Assistência Social,servidor,,,,sim
elias,Elias Couto,Produtor cultural,CULTURA,Secretaria de Cultura e Turismo,servidor,,,,sim
dora,Dora Alencar,Professora de ginástica,ESPORTE,Secretaria de Esporte e Lazer,servidor,,,,sim
ugo,Ugo Bianchi,Fiscal ambiental,AMBIENTE,Secretaria de Meio Ambiente,servidor,,,,sim
lena,Lena Farias,Analista de planejamento,PLAN,Secretaria de Planejamento,servidor,,,,sim
mara,Mara Lopes,Enfermeira,SAUDE,Secretaria de Saúde,servidor,,,,sim
paulo,Paulo Brito,Motorista,OBRAS,Secretaria de Obras e Serviços,servidor,,,,sim
iara,Iara Neves,Professora,EDUCACAO,Secretaria de Educação,servidor,,,,sim
"""
_BAIRROS = ("Jardim Novo", "Vila Aurora", "Centro", "Boa Vista", "Distrito Industrial")
_WANTS = (
    "asfalto na rua",
    "poda de árvores",
    "vaga na creche",
    "luz na praça",
    "ponto de ônibus",
    "limpeza do córrego",
)
_FICHAS = 60


@dataclass
class Town:
    """The memory of the desks, from one day to the next."""

    say: Say
    folder: Path
    calendar: Calendar
    chance: random.Random
    day: date = date.min
    demands: list[tuple[str, str, int]] = field(default_factory=list)  # number, órgão, steps taken
    processes: list[tuple[str, str]] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    spent: Counter[int] = field(default_factory=Counter)
    values: Counter[str] = field(default_factory=Counter)
    classes: list[tuple[str, list[date], list[str]]] = field(default_factory=list)
    meeting: str = ""
    held: list[str] = field(default_factory=list)
    notes: int = 0
    studies: list[str] = field(default_factory=list)
    obstacles: list[tuple[str, str]] = field(default_factory=list)
    asked: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def told(self, who: str, text: str, **more: str) -> str:
        """The first number in the answer; empty where there is none."""
        found = _NUMBER.search(self.say(who, text, **more))
        return found[0] if found else ""

    def imports(self, who: str, text: str, name: str, content: str) -> None:
        """A table, sent and confirmed."""
        path = self.folder / name
        path.write_text(content, encoding="utf-8")
        self.say(who, text, file=str(path))

    def after(self, days: int) -> date:
        return self.calendar.add_business_days(self.day, days)


def begin(town: Town) -> None:
    """The tables of a new year: the plan, a fund, a course; the desks are people."""
    rows = ["codigo;tipo;titulo;orgao;indicador;unidade;sentido;base;base_data;meta_2027;prazo"]
    for n, sigla in enumerate([*SECRETARIAS] * 4, 100):
        rows.append(f"META-{n};meta;Meta {n};{sigla};Atendimentos;atendimentos;acumulado;0;31/12/2026;240;31/12/2027")
    town.imports("ana", "importar metas", "metas.csv", "\n".join(rows))
    fund = "sigla: FUSSOL nome: Fundo Social lei de criação: Lei 2.104/1993 finalidades: amparo saldo: R$ 84.213,67"
    town.say("ana", f"fundo novo {fund}")
    town.say("ana", "lista conselho-fussol @rosa @nadia @davi")
    plan = "fundo;exercicio;linha;descricao;finalidade_legal;valor_programado;empenhado;pago\n"
    plan += "FUSSOL;2027;1;Cestas básicas;amparo;60.000,00;0,00;0,00\nFUSSOL;2027;2;Oficina de costura;amparo;20.000,00;0,00;0,00\n"
    town.imports("ana", "importar fundo", "fundo.csv", plan)
    town.say("ligia", "curso novo titulo: Atendimento ao cidadão horas: 12 mínimo: 75 faltas justificadas: não conta")
    _balancete(town)


def morning(town: Town) -> Iterator[None]:
    """The lines of a morning, in four sittings: the clock moves between them."""
    _school(town)
    _protocol(town)
    _agenda(town)
    yield
    _answers(town)
    _budget(town)
    yield
    _meetings(town)
    yield
    _plan(town)
    _rarely(town)


def _protocol(town: Town) -> None:
    for _ in range(town.chance.randint(2, 4)):
        sigla = town.chance.choice([*SECRETARIAS])
        want, where = town.chance.choice(_WANTS), town.chance.choice(_BAIRROS)
        n = town.asked["demanda"] = town.asked["demanda"] + 1
        code = town.told("davi", f"demanda Associação {n} de {where}: {want}, bairro {where}")
        town.say("davi", f"tramitar {code} @{sigla.lower()}")
        town.demands.append((code, sigla, 0))
    for _ in range(town.chance.randint(1, 3)):
        sigla = town.chance.choice([*SECRETARIAS])
        n = town.asked["processo"] = town.asked["processo"] + 1
        code = town.told("sonia", f'expediente novo requerimento "Licença número {n} de {town.day:%d/%m}"')
        town.say("sonia", f"tramitar {code} @{sigla.lower()} para análise")
        town.processes.append((code, sigla))


def _answers(town: Town) -> None:
    for each in [*town.demands][: town.chance.randint(2, 5)]:
        code, sigla, steps = each
        town.demands.remove(each)
        head, _ = SECRETARIAS[sigla]
        if steps == 0:
            town.say(head, f"receber {code}")
            town.demands.append((code, sigla, 1))
        elif steps == 1:
            town.say(head, f"responder {code} entra na programação do mês que vem")
            town.demands.append((code, sigla, 2))
        else:
            town.say("davi", f"resposta entregue {code} por telefone")
    for code, sigla in [town.processes.pop(0) for _ in range(min(2, max(0, len(town.processes) - 12)))]:
        head, _ = SECRETARIAS[sigla]
        town.say(head, f"receber {code}")
        town.say(head, f"concluir {code} deferido")


def _agenda(town: Town) -> None:
    day = town.after(3)
    n = town.asked["agenda"] = town.asked["agenda"] + 1
    town.say("davi", f"compromisso @helena visita número {n} {day:%d/%m/%Y} 10h às 11h no Paço")
    code = town.told("lia", f"pedir agenda @helena {day:%d/%m/%Y} 15h no Paço, Entidade {n}, conversa {n}")
    town.say("davi", f"confirmar {code}")


def _meetings(town: Town) -> None:
    if town.day.weekday() == 0:
        town.meeting = town.told(
            "ana", f"reunião @todos {town.after(2):%d/%m/%Y} 9h no Paço: semana de {town.day:%d/%m}"
        )
        for head, _ in SECRETARIAS.values():
            town.say(head, f"confirmo {town.meeting}")
    if town.day.weekday() == 2 and town.meeting:
        town.say("davi", f"presença {town.meeting} @todos")
        sigla = town.chance.choice([*SECRETARIAS])
        draft = town.told(
            "davi", f"deliberação {town.meeting} @{sigla.lower()} refazer o cronograma até {town.after(8):%d/%m/%Y}"
        )
        town.say("davi", f"realizado {town.meeting} tratado o que estava na pauta")
        town.say("davi", f"circular ata {town.meeting}")
        for head, _ in SECRETARIAS.values():
            town.say(head, f"aprovo ata {town.meeting}")
        town.held.append(draft)
        town.meeting = ""
    if town.day.weekday() == 3:
        n = town.asked["ordem"] = town.asked["ordem"] + 1
        sigla = town.chance.choice([*SECRETARIAS])
        text = f"ordem @{sigla.lower()} Mandar o quadro {n} ao Gabinete.\nciência até {town.after(1):%d/%m/%Y} 12h\n"
        draft = town.told("davi", f"{text}cumprir até {town.after(6):%d/%m/%Y} 17h")
        order = town.told("helena", f"aprovar {draft}")
        head, _ = SECRETARIAS[sigla]
        town.say(head, f"ciente {order}")
        town.say(head, f"cumprido {order} segue o quadro")


def _budget(town: Town) -> None:
    if town.day.day <= 7 and town.asked["balancete"] != town.day.month:
        _balancete(town)
    ficha = town.chance.randint(1, 6)  # those of the cabinet
    code = town.told("davi", f"pedir empenho ficha {ficha} R$ {town.chance.randint(2, 90)}0,00 material do dia")
    town.say("helena", f"autorizar {code}")
    town.say("davi", f"enviar {code}")
    town.requests.append(code)
    if len(town.requests) > 5:
        town.notes += 1
        town.say("nelson", f"empenhado {town.requests.pop(0)} NE {town.notes}/{town.day.year}")


def _balancete(town: Town) -> None:
    town.asked["balancete"] = town.day.month
    rows = ["ficha;natureza;descricao;fonte;dotacao_atual;empenhado;liquidado;pago;orgao"]
    for n in range(1, _FICHAS + 1):
        town.spent[n] += town.chance.randint(1_000_00, 8_000_00)
        done = [of_cents(town.spent[n] * part // 10).removeprefix("R$ ") for part in (10, 8, 7)]
        orgao = "GP" if n <= 6 else [*SECRETARIAS][n % len(SECRETARIAS)]
        rows.append(f"{n};3.3.90.{10 + n % 80};Ficha {n};01;200.000,00;{';'.join(done)};{orgao}")
    town.imports("nelson", f"importar balancete posição {town.day:%d/%m/%Y}", "balancete.csv", "\n".join(rows))
    notes = ["numero;ano;data;tipo;ficha;credor_nome;historico;valor;liquidado;pago;entrega_prevista"]
    for n in range(1, 31):
        number = town.day.month * 1000 + n
        notes.append(
            f"{number};{town.day.year};{town.day:%d/%m/%Y};ordinário;{n % 6 + 1};Fornecedor {n % 9};Compra {number};"
            f"1.200,00;0,00;0,00;{town.after(8 + n % 12):%d/%m/%Y}"
        )
    town.imports("nelson", "importar empenhos", "empenhos.csv", "\n".join(notes))


def _school(town: Town) -> None:
    if town.day.day <= 7 and town.asked["turma"] != town.day.month:
        town.asked["turma"] = town.day.month
        days = [town.after(n) for n in (6, 8, 10)]
        lessons = ", ".join(f"{day:%d/%m/%Y}" for day in days)
        line = f"turma Atendimento ao cidadão 12 vagas aulas {lessons} 8h-12h na Escola de Governo @renato"
        code = town.told("ligia", line)
        town.say("ligia", f"abrir inscrições {code}")
        pupils = []
        for head, pupil in SECRETARIAS.values():
            town.say(pupil, f"inscrever {code}")
            if town.chance.random() < 0.9:  # the others lapse
                town.say(head, f"autorizar @{pupil} {code}")
                pupils.append(pupil)
        town.classes.append((code, days, pupils))
    for each in [*town.classes]:
        code, days, pupils = each
        if town.day in days:
            word = _WORD.search(town.say("renato", f"chamada {code}"))
            for pupil in pupils:
                if word and town.chance.random() < 0.9:
                    town.say(pupil, f"presença {word[0]}")
        elif town.day > days[-1]:
            town.say("ligia", f"encerrar {code}")
            town.say("ana", f"homologar {code}")
            town.classes.remove(each)


def _plan(town: Town) -> None:
    n = 100 + town.asked["meta"] % 44
    town.asked["meta"] += 1
    town.values[f"META-{n}"] += town.chance.randint(5, 60)
    head, _ = SECRETARIAS[[*SECRETARIAS][(n - 100) % len(SECRETARIAS)]]
    town.say(head, f"andamento META-{n} {town.values[f'META-{n}']} atendimentos")
    if town.chance.random() < 0.2:
        town.say(head, f"entrave META-{n} falta licença @ambiente até {town.after(7):%d/%m/%Y}")
        town.obstacles.append((f"META-{n}", head))
    if len(town.obstacles) > 4:
        code, _ = town.obstacles.pop(0)
        town.say("beatriz", f"resolvido entrave {code} licença emitida")


def _rarely(town: Town) -> None:
    if town.day.weekday() == 1:
        n = town.asked["ideia"] = town.asked["ideia"] + 1
        pupil = town.chance.choice([pupil for _, pupil in SECRETARIAS.values()])
        code = town.told(pupil, f'ideia nova "Proposta {n}: {town.chance.getrandbits(64):x} no balcão"')
        town.say("ana", f"estudo {code} @igor até {town.after(10):%d/%m/%Y}")
        town.studies.append(code)
    if town.day.weekday() == 4 and len(town.studies) > 2:
        code = town.studies.pop(0)
        town.say("igor", f"números {code} custo R$ 9.000,00 economia R$ 900,00 por mês")
        town.say("ana", f"levar {code} a despacho")
        town.say("helena", f"deferir {code}")
        town.say("igor", f"implantado {code}")
    if town.day.weekday() == 4:
        town.say("ana", f"receita FUSSOL evento R$ {town.chance.randint(1, 9)}00,00 bazar de {town.day:%d/%m}")
        head, pupil = town.chance.choice([*SECRETARIAS.values()])
        town.say(head, f"elogio @{pupil} cumpriu tudo na semana de {town.day:%d/%m}")
    if town.day.weekday() == 2 and town.chance.random() < 0.3:
        code = town.told("davi", f"pedir FUSSOL linha 1 R$ {town.chance.randint(1, 5)}00,00 cestas de {town.day:%d/%m}")
        town.say("helena", f"autorizar {code}")
    if town.chance.random() < 0.5:
        head, pupil = town.chance.choice([*SECRETARIAS.values()])
        code = town.told(
            head, f"tarefa @{pupil} levantar o item do dia {town.day:%d/%m} até {town.after(2):%d/%m/%Y} 17h"
        )
        if town.chance.random() < 0.8:
            town.say(pupil, f"concluir {code}")
