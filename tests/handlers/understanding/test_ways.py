"""The ways of saying themselves: every one can be read, none says two things; noise is given up."""

import random
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.base import commands
from handlers.understanding import frames, ways, who, words
from handlers.understanding.verbs import forms
from models.texts import MAX_TEXT

WITHOUT = {  # commands that are only typed: their names are as plain as any way of saying them
    "abrir contas",
    "julgado",
    "justificar ausência",
    "recurso",
    "remessas ao audesp",
    "abrir exercício",
    "adiantamento",
    "adiar",
    "anexos",
    "anonimizar",
    "anular convênio",
    "aprovar",
    "ata assinada",
    "ata do conselho",
    "autoridade fora de uso",
    "autógrafo corrigido",
    "avaliar",
    "averbado",
    "avocar",
    "calendário",
    "cancelar",
    "certidão para",
    "certificados emitidos",
    "ciente",
    "cobrar atrasados",
    "completar",
    "concluir",
    "conferir rreo",
    "confirmar",
    "confirmações",
    "contar autógrafo",
    "contas em complementação",
    "contei",
    "convidar",
    "convocação",
    "corrigir meus dados",
    "deferir em parte",
    "deixar item",
    "deixar lugar",
    "delegação publicada",
    "descartar",
    "desistir da eliminação",
    "despacho assinado",
    "destino do presente",
    "devolver despacho",
    "devolver proposta",
    "dispensar segundo fator",
    "diária",
    "dou por recebido",
    "edital",
    "eliminar",
    "endereços",
    "entrar",
    "enviar agora",
    "escada",
    "esquecer lembrete",
    "estornar receita",
    "eu",
    "exigir segundo fator",
    "falta justificada",
    "guardar estudo",
    "implantado",
    "importar",
    "importar agenda",
    "incluir item",
    "inscrito",
    "juntar",
    "liberar",
    "lista",
    "listagem de eliminação",
    "local novo",
    "lugares",
    "marcar",
    "marco feito",
    "matéria delegável",
    "mudar cadastro",
    "mudar meta",
    "mudar prazo final",
    "máscara",
    "norma de",
    "ofício",
    "parar vigília",
    "parecer do encarregado",
    "pedir propostas",
    "pergunta",
    "plano anual do gabinete",
    "presente recebido",
    "presença",
    "prestar contas",
    "promulgada",
    "propor prazo interno",
    "prorrogar",
    "protocolado",
    "ratificar",
    "reabrir",
    "recebi para apurar",
    "recusar",
    "recusar pedido",
    "registro de tratamento",
    "regulamenta",
    "renomear órgão",
    "renovar endereço da agenda",
    "responder indicações",
    "responder pergunta",
    "restringir",
    "retirar item",
    "retomar",
    "reunião do conselho",
    "revoga em parte",
    "revogar",
    "sair",
    "sair do painel",
    "sancionado",
    "sanção tácita",
    "sem efeito",
    "separar",
    "sobrestar",
    "substituir",
    "suspender",
    "temporalidade",
    "teto",
    "urn",
    "veio",
    "viagem paga",
    "vincular",
}
NOISE = (
    "de ",
    "a e ",
    "bruno, ",
    "concluir T-7, ",
    "quem ",
    "não dá pra sexta, ",
    "“",
    "?! ",
    "1 2 3 ",
    "ok ",
    "@x ",
    "\n",
)


def known() -> ways.Ways:
    return ways.of(tuple(commands()))


def line(text: str) -> frames.Line:
    people = (("bruno", "Bruno Lima", "Secretário de Saúde", "titular", "saude"),)
    return frames.Line(text, words.words(text), who._made(people, (("saude", "Secretaria de Saúde"),)), 2026)


def test_every_command_has_a_way_of_saying_it() -> None:
    assert {each.name for each in commands() if not each.said} <= WITHOUT


def test_no_way_says_two_things() -> None:
    said = defaultdict(set)
    for each in known().all:
        said[each.pattern.partition("=>")[0].strip("?!~ "), each.command.about].add(each.command.name)
    assert [names for names in said.values() if len(names) > 1] == [{"impossível", "pedir prazo"}]  # asked: which


@pytest.mark.parametrize(
    ("verb", "some"),
    [
        ("repassar", "repassa repasse repassei repassando repassem"),
        ("tocar", "toque toca"),
        ("pagar", "pague paguei"),
        ("fazer", "faz fez faca feito"),
        ("desfazer", "desfaz desfiz desfaca"),
        ("impedir", "impede impeco impediu"),
        ("encaminhar", "encaminhe encaminhou encaminhada"),
    ],
)
def test_a_verb_stands_for_its_forms(verb: str, some: str) -> None:
    assert set(some.split()) <= forms(verb)


@pytest.mark.parametrize("piece", NOISE)
def test_noise_is_given_up(piece: str) -> None:
    noisy = line((piece * MAX_TEXT)[:MAX_TEXT])
    found = frames.frames(noisy, known().among(word.text for word in noisy.words))
    assert len(noisy.words) <= words.MOST_WORDS
    assert found == [] or noisy.steps_left > -2 * len(known().all)


@settings(max_examples=60)
@given(st.integers(0, 10**6))
def test_words_in_any_order_fit_or_do_not(seed: int) -> None:
    choice = random.Random(seed)
    some = [word for each in choice.sample(known().all, 3) for word in each.pattern.replace("|", " ").split()]
    text = " ".join(choice.choices([*some, "bruno", "T-7", "não", "até sexta", ",", "?"], k=14))
    tried = line(text)
    for frame in frames.frames(tried, known().among(word.text for word in tried.words)):
        assert frame.spoken > 0
