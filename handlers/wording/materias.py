"""Matérias in words: the card, the answers, the lists, the screen on which the mayor decides."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.base import Button, Reply
from handlers.wording import cards, digests
from models import deadlines, moments, municipal_days
from models.counting import Count
from models.deadlines import Deadline, Due
from models.materias import (
    KIND,
    UNDECIDED,
    Materia,
    MateriaStatus,
    MateriaTerm,
    Parecer,
    Veto,
    council,
    decisions,
    opinions,
    queries,
    terms,
)
from models.materias.queries import DatedMateria
from models.materias.tables import BEFORE, WITH_MAYOR
from models.norms import Clausula, Norma
from models.outbox import Message
from models.people import Person, Role, standing
from models.records import any_of
from models.texts import clip, plural

S = MateriaStatus
_SAID = {
    MateriaTerm.SANCAO_VETO: "Sancionar ou vetar até",
    MateriaTerm.RAZOES: "Razões do veto na Câmara até",
    MateriaTerm.APRECIACAO: "A Câmara decide sobre o veto até",
    MateriaTerm.PROMULGACAO: "Promulgar até",
    MateriaTerm.PROMULGACAO_PRESIDENTE: "O Presidente da Câmara promulga até",
    MateriaTerm.URGENCIA: "Urgência: a Câmara vota até",
}
_MOST = 30


def until(due: Due) -> str:
    """A date as it is said; of an hour that is midnight, also the day before."""
    here = moments.local(due.at)
    if due.date_only or (here.hour, here.minute) != (0, 0):
        return due.text
    before = moments.day_text(moments.days_after(here.date(), -1))
    return f"{due.text} ({before}, à meia-noite)"


def doubt(counted: Count | None) -> str:
    """` ou sexta-feira, 18/12/2026`, where a day is in doubt"""
    if counted is None or counted.other_end is None:
        return ""
    other = counted.other_end
    return f" ou {moments.moment_text(other) if isinstance(other, datetime) else moments.day_text(other)}"


def received(session: Session, materia: Materia) -> Reply:
    """The answer to the line of an autógrafo."""
    term, opinion = (terms.open_one(session, materia, each) for each in (MateriaTerm.SANCAO_VETO, MateriaTerm.PARECER))
    assert term is not None
    assert materia.recebido_em is not None
    counted = terms.reading(session, term)
    text = f"{materia.code}: autógrafo recebido {moments.moment_text(materia.recebido_em)}.\n"
    text += f"Sancionar ou vetar até {term.due.text}{doubt(counted)} ({_length(counted)})."
    text += f"\nParecer da Procuradoria até {opinion.due.text}." if opinion else ""
    return Reply(text, (Button("Pedir pareceres", f"parecer {materia.code}"), *_account(materia), _attach(materia)))


def _length(counted: Count | None) -> str:
    if counted is None:
        return "data registrada à mão"
    rule = counted.steps[0].rule
    return plural(rule.n or 0, "dia útil", "dias úteis") if rule.unit == "dias_uteis" else f"{rule.n} dias corridos"


def _account(materia: Materia) -> tuple[Button, ...]:
    return (Button("A conta", f"prazo {materia.code}"),)


def _attach(materia: Materia) -> Button:
    return Button("Anexar", f"anexar {materia.code}")


def see(materia: Materia) -> tuple[Button, ...]:
    """The button that shows it."""
    return (Button("Ver", f"ver {materia.code}"),)


@cards.card(KIND)
def card(session: Session, materia: Materia, person: Person, now: datetime) -> Reply:
    """A matéria, with its dates, opinions, veto and law, and what the person may do next."""
    lines = [_state(materia), *_author(materia), *_term_lines(session, materia, now), *_silence(session, materia)]
    given = [f"• {line}" for line in opinion_lines(session, materia)]
    lines += ["Pareceres:", *given] if given else []
    lines += [*_veto(session, materia), *_law(materia)]
    lines += [f"No sistema da Câmara: {materia.status_externo}"] if materia.status_externo else []
    return cards.sheet(session, materia, lines, person, now, _buttons(session, materia, person, now), is_dated=False)


def _state(materia: Materia) -> str:
    text = materia.status[0].upper() + materia.status[1:]
    if materia.autografo and materia.recebido_em:
        text += f". Autógrafo AUT-{materia.autografo}, recebido {moments.moment_text(materia.recebido_em)}"
        text += f" ({materia.prova})" if materia.prova else ""
    return text


def _author(materia: Materia) -> list[str]:
    if not materia.autor:
        return []
    return [f"Autor: {materia.autor}" + (f" (mensagem {materia.mensagem})" if materia.mensagem else "")]


def _term_lines(session: Session, materia: Materia, now: datetime) -> list[str]:
    found = {each.kind: each for each in deadlines.open_of(session, materia.id)}
    lines = [_term_line(session, term, found[term], now) for term in _SAID if term in found]
    if materia.corrigido_em is not None and MateriaTerm.SANCAO_VETO in found:
        due = terms.counted(session, MateriaTerm.SANCAO_VETO, materia.corrigido_em)
        when = moments.moment_text(materia.corrigido_em)
        lines.append(
            f"Autógrafo corrigido recebido {when}: contado dele, até {due.text}. A Procuradoria diz qual vale."
        )
    lines += _duty(session, found.get(MateriaTerm.SANCAO_VETO), now)
    if MateriaTerm.RAZOES in found and MateriaTerm.SANCAO_VETO in found:
        first = min((found[MateriaTerm.RAZOES], found[MateriaTerm.SANCAO_VETO]), key=_due_at)
        lines.append(f"Protocole até {until(first.due)}")
    return lines


def _duty(session: Session, sanction: Deadline | None, now: datetime) -> list[str]:
    """What to ask the council where it rests while the mayor's term runs on."""
    if sanction is None or sanction.due_at < now:
        return []
    if not terms.council_rests(session, moments.today(now), moments.today(sanction.due_at)):
        return []
    return ["A Câmara está em recesso nesses dias, e este prazo corre: confirme o plantão que recebe o veto"]


def _due_at(deadline: Deadline) -> datetime:
    return deadline.due_at


def _term_line(session: Session, term: MateriaTerm, deadline: Deadline, now: datetime) -> str:
    counted = terms.reading(session, deadline)
    text = f"{_SAID[term]} {until(deadline.due)}{doubt(counted)}"
    if term is not MateriaTerm.SANCAO_VETO or deadline.due_at < now:
        return text + (" (venceu)" if deadline.due_at < now else "")
    return f"{text} ({_length(counted)}; {left(session, deadline, now)})"


def left(session: Session, deadline: Deadline, now: datetime) -> str:
    """`faltam 15 dias úteis`, `é hoje`"""
    day, today = moments.local(deadline.due_at).date(), moments.today(now)
    if day <= today:
        return "é hoje" if day == today else "já passou"
    calendar = municipal_days.current(session)
    days = calendar.business_days_between(today, day)
    return f"{'falta' if days == 1 else 'faltam'} {plural(days, 'dia útil', 'dias úteis')}"


def _silence(session: Session, materia: Materia) -> list[str]:
    due = council.promulgation_if_silent(session, materia)
    if due is None:
        return []
    known = "não há decisão registrada" if materia.status == S.PRAZO_FINDO else "não há papel registrado da decisão"
    return [f"O prazo acabou e {known}. Se houve sanção tácita, promulgar até {until(due)}"]


def _veto(session: Session, materia: Materia) -> list[str]:
    if materia.decidido_em is None and materia.veto_recebido_em is None:
        return []
    if materia.veto is None and materia.veto_recebido_em is None:
        return []
    text = materia.veto_text[0].upper() + materia.veto_text[1:]
    if materia.veto_recebido_em:
        late = decisions.late_words(session, materia)
        when = moments.moment_text(materia.veto_recebido_em)
        text += f", entregue à Câmara {when} (protocolo {materia.veto_protocolo or 'não informado'})"
        text += f", {late}" if late else ""
    lines = [text]
    if materia.votado_em:
        lines.append(
            f"Votado {moments.moment_text(materia.votado_em)}" + (f": {materia.resultado}" if materia.resultado else "")
        )
    return lines


def _law(materia: Materia) -> list[str]:
    if materia.lei is None or materia.lei_data is None:
        return []
    text = f"Lei {materia.lei}, de {moments.day_text(materia.lei_data)}"
    text += f", publicada {moments.day_text(materia.publicada_em)}" if materia.publicada_em else ""
    promulgated = materia.promulgada_em
    return [text + (f", promulgada {materia.promulgada_por} em {moments.day_text(promulgated)}" if promulgated else "")]


def _buttons(session: Session, materia: Materia, person: Person, now: datetime) -> list[Button]:
    """What the person may do in the state it is in."""
    who, code, state = standing(session, person, now), materia.code, materia.status
    wanted: list[Button] = []
    if state in (S.AUTOGRAFO, S.PRAZO_FINDO, S.SANCAO_DECIDIDA, S.VETO_DECIDIDO):
        wanted += [Button("Decidir", f"decidir {code}")] if who.has(Role.PREFEITO) else []
        wanted += [Button("Pedir pareceres", f"parecer {code}")] if who.is_cabinet and state == S.AUTOGRAFO else []
        wanted += [Button("Opinar", f"opino {code}")] if _was_asked(session, materia, who.leads) else []
        wanted += list(_account(materia))
    if materia.silencio_em and who.has(Role.CHEFIA) and state in (S.PRAZO_FINDO, S.SANCAO_DECIDIDA, S.VETO_DECIDIDO):
        wanted += [Button("Confirmar sanção tácita", f"sanção tácita {code}")]
    desk = who.is_cabinet
    papers = {
        S.EM_PREPARO: [Button("Protocolado", f"projeto protocolado {code}")],
        S.SANCAO_DECIDIDA: [Button("Registrar lei", f"lei {code}")],
        S.VETO_DECIDIDO: [Button("Veto protocolado", f"veto protocolado {code}")],
        S.PRAZO_FINDO: [Button("Houve decisão", f"decidir {code}")],
        S.VETO_NA_CAMARA: [Button("Mantido", f"veto mantido {code}"), Button("Rejeitado", f"veto rejeitado {code}")],
        S.VETO_REJEITADO: [Button("Promulgada", f"promulgada {code}")],
        S.SANCAO_TACITA: [Button("Promulgada", f"promulgada {code}")],
    }
    return [*wanted, *(papers.get(S(state), []) if desk else [])]


def _was_asked(session: Session, materia: Materia, leads: frozenset[int]) -> bool:
    return any(each.orgao_id in leads and not each.given_at for each in opinions.of(session, materia))


def opinion_lines(session: Session, materia: Materia) -> list[str]:
    """Each opinion in one line: its órgão, and what it says or until when it is due."""
    due = {
        each.item_id: each.due for each in deadlines.open_of(session, materia.id) if each.kind == MateriaTerm.PARECER
    }
    return [_opinion(each, due.get(each.id)) for each in opinions.of(session, materia)]


def _opinion(each: Parecer, due: Due | None) -> str:
    if not each.given_at:
        return f"{each.orgao.sigla}: pedido" + (f", até {due.text}" if due else "")
    said = f"{each.conclusao}: {clip(each.texto, 120)}" if each.texto else each.conclusao
    return f"{each.orgao.sigla}: {said}"


def to_decide(session: Session, materia: Materia, person: Person, now: datetime) -> Reply:
    """One screen: ementa, author, days left, each opinion in one line, and the ways to decide."""
    lines = [f"{materia.code} {materia.title}", *_author(materia), *_term_lines(session, materia, now)]
    lines += _silence(session, materia)
    given = opinion_lines(session, materia)
    lines += ["Pareceres:", *(f"• {line}" for line in given)] if given else ["Nenhum parecer pedido."]
    code = materia.code
    if not standing(session, person, now).has(Role.PREFEITO):
        lines.append("Quem decide é o prefeito, ou quem o substitui.")
        papers = (Button("Veto protocolado", f"veto protocolado {code}"), Button("Registrar lei", f"lei {code}"))
        return Reply("\n".join(lines), (*papers, Button("Ver", f"ver {code}")))
    ways = (
        ("Sancionar", f"sancionar {code}"),
        ("Vetar total", f"vetar {code} total"),
        ("Vetar parcial", f"vetar {code}"),
    )
    return Reply("\n".join(lines), tuple(Button(label, line) for label, line in ways))


def vetoed(session: Session, materia: Materia, reasons: Due, draft: str) -> Reply:
    """The answer to `vetar`."""
    term = terms.open_one(session, materia, MateriaTerm.SANCAO_VETO)
    first = min([reasons, *([term.due] if term else [])], key=lambda due: due.at)
    lines = [f"{materia.code}: {materia.veto_text} decidido.", f"Razões na Câmara até {until(reasons)}."]
    lines += [f"Limite do veto: {term.due.text}{doubt(terms.reading(session, term))}."] if term else []
    lines.append(
        f"Protocole até {until(first)}: vale o que vier antes, porque há quem exija as razões dentro do prazo."
    )
    lines += [f"Minuta da mensagem: {draft}. Outra pessoa confere e aprova."] if draft else []
    buttons = [Button(f"Ver {draft}", f"ver {draft}")] if draft else []
    return Reply("\n".join(lines), (*buttons, Button("Ver", f"ver {materia.code}")))


def delivered(session: Session, materia: Materia, due: Due) -> Reply:
    """The answer to `veto protocolado`."""
    assert materia.veto_recebido_em is not None
    late = decisions.late_words(session, materia)
    when = moments.moment_text(materia.veto_recebido_em)
    if late:
        day = moments.day_text(moments.local(materia.veto_recebido_em).date())
        text = (
            f"O veto é de {day}, {late}. Registrei como recebido fora do prazo; "
            "a Câmara pode entender que houve sanção tácita."
        )
    else:
        text = f"{materia.code}: veto entregue à Câmara {when}. Cumprido no prazo."
    text += f"\nA Câmara decide até {due.text}, sem contar recesso que ainda não esteja no calendário dela."
    return Reply(text, (Button("A conta", f"prazo {materia.code}"), Button("Ver", f"ver {materia.code}")))


def became_law(materia: Materia, text: str, norma: Norma | None) -> Reply:
    """The answer to `lei` and to `promulgada`: the norma it is now, with its first day in force."""
    if norma is None:
        return Reply(text, see(materia))
    if norma.inicio is None:
        starts = f"falta a publicação; quando sair, escreva vigência {norma.code} publicada e o dia"
    else:
        how = "sem cláusula própria, vale a partir de" if norma.clausula == Clausula.NENHUMA else "vale a partir de"
        starts = f"{how} {moments.day_text(norma.inicio)}"
    steps = (Button("A lei em PDF", f"lei em papel {materia.code}"), Button("Quem é afetado", f"afeta {norma.code}"))
    return Reply(f"{text}\nNorma {norma.code}: {starts}.", (*steps, *see(materia)))


def dated(title: str, found: Sequence[DatedMateria], session: Session, now: datetime) -> Reply:
    """A list of matérias, the nearest date first."""
    if not found:
        return Reply(f"{title}: nenhum.", (Button("Matérias", "matérias"),))
    lines = [f"{title} ({len(found)}):", *(f"• {line(each, session, now)}" for each in found[:_MOST])]
    lines += [f"… e mais {len(found) - _MOST}."] if len(found) > _MOST else []
    codes = [each.materia.code for each in found][:5]
    return Reply("\n".join(lines), tuple(Button(code, f"ver {code}") for code in codes))


def line(each: DatedMateria, session: Session, now: datetime) -> str:
    """`PL-120/2026 Hortas nas escolas: autógrafo recebido, até quinta-feira, 17/12 (faltam 5 dias úteis)`"""
    materia, deadline = each.materia, each.deadline
    text = f"{materia.code} {clip(materia.title, 50)}: {materia.status}"
    if materia.veto == Veto.PARCIAL and materia.status not in BEFORE:
        text += " (parcial)"
    if deadline is None:
        return text
    power = " corre para a Câmara," if deadline.runs_for else ""
    days = f" ({left(session, deadline, now)})" if deadline.kind == MateriaTerm.SANCAO_VETO else ""
    return f"{text},{power} até {deadline.due.text}{days}"


@digests.first(10, any_of(KIND, *WITH_MAYOR))
def on_top(session: Session, person: Person, now: datetime) -> list[str]:
    """The first lines of a pauta: the mayor's, of what only the mayor decides; the chefia's, of every autógrafo."""
    who = standing(session, person, now)
    if not who.commands:
        return []
    found = queries.autografos(session, person, now)
    if who.has(Role.PREFEITO):
        found = [each for each in found if each.materia.status in UNDECIDED]
    title = _decides(person) if who.has(Role.PREFEITO) else "Autógrafos"
    return [f"{title} ({len(found)}):", *(f"• {line(each, session, now)}" for each in found[:_MOST])] if found else []


def _decides(person: Person) -> str:
    return "A senhora decide" if person.cargo.split(" ")[0].endswith("a") else "O senhor decide"


def silence(text: str, materia: Materia, due: Due | None) -> Message:
    """What is told of a term that ended without a registered decision."""
    more = f" Nesse caso, promulgar até {until(due)}." if due else ""
    buttons = (
        Button("Houve decisão", f"decidir {materia.code}"),
        Button("Confirmar sanção tácita", f"sanção tácita {materia.code}"),
    )
    return Message(f"{text}{more}", buttons)


def passed_on(materia: Materia, due: Due) -> Message:
    """What is told when the mayor's 48 hours to promulgate have passed."""
    text = f"As 48 horas para promulgar {materia.code} passaram. O Presidente da Câmara promulga até {until(due)}."
    return Message(text, (Button("Promulgada", f"promulgada {materia.code}"), Button("Ver", f"ver {materia.code}")))


def message_of_bill(materia: Materia) -> str:
    """The paragraphs of the message that carries a bill: structure only, the reasons are for whoever writes it."""
    return (
        f"Submeto à deliberação dessa Câmara o Projeto de Lei {materia.code}, que trata de: {materia.title}.\n"
        "Justificativa: a completar.\nConto com a atenção de Vossa Excelência e dos demais vereadores."
    )


def message_of_veto(materia: Materia) -> str:
    """The paragraphs of the message to the President of the council: structure and dates, the reasons as given."""
    kind = "parcialmente" if materia.veto == Veto.PARCIAL else "totalmente"
    units = "; ".join(materia.units)
    paragraphs = [
        f"Comunico a Vossa Excelência que, nos termos da Lei Orgânica do Município, decidi vetar {kind} o "
        f"Projeto de Lei {materia.code}, objeto do Autógrafo nº {materia.autografo}, que trata de: {materia.title}.",
        *([f"Dispositivos vetados: {units}."] if units else []),
        "Razões do veto:",
        *(line for line in materia.razoes.split("\n") if line.strip()),
        "Devolvo, assim, a matéria ao reexame dessa Câmara.",
    ]
    return "\n".join(paragraphs)
