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
    *(
        "status",
        "enviar agora",
        "mudar cadastro",
        "corrigir meus dados",
        "anonimizar",
        "eliminar",
        "listagem de eliminação",
        "desistir da eliminação",
        "registro de tratamento",
        "temporalidade",
        "renomear órgão",
        "estornar receita",  # of a fund, by its sigla
        "conferir rreo",
        "meta nova",
        "ciclo",
        "proposta",
        "propostas",
        "devolver proposta",
        "teto",
        "sancionado",
        "faltam",
        "pedir propostas",
        "avaliação",
        "plano anual do gabinete",
        "encontro de coordenação",
        "estudo",
        "parecer do encarregado",
        "piloto",
        "implantado",
        "avaliar",
        "guardar estudo",
        "marco feito",
        "mudar meta",
        "mudar prazo final",
        "suspender",
        "retomar",
        "convocação",
        "responder indicações",
        "mensagem do projeto",
        "contei",
        "abrir exercício",
        "pedir",
        "ata do conselho",
        "reunião do conselho",
        "sair",
        "endereços",
        "anexar",
        "importar",
        "anexos",
        "confirmações",
        "confirmar",
        "recusar",
        "lista",
        "escada",
    ),
    *(
        "juntar",
        "esquecer lembrete",
        "separar",
        "vincular",
        "sobrestar",
        "reabrir",
        "liberar",
        "restringir",
        "máscara",
        "calendário",
        "eu",
        "entrar",
        "sair do painel",
        "exigir segundo fator",
        "dispensar segundo fator",
    ),
    *(
        "contas em complementação",
        "anular convênio",
        "autoridade fora de uso",
        "convidar",
        "lugares",
        "deixar lugar",
        "prorrogar",
        "marcar",
        "concluir",
    ),
    "histórico em pdf",
    *("ofício", "certidão para"),
    *("assinado", "expedido", "protocolado", "sem efeito", "dou por recebido", "respondido"),
    *("autógrafo corrigido", "contar autógrafo", "lei", "veto protocolado", "veto mantido", "veto rejeitado"),
    *("promulgada", "sanção tácita", "urgência", "projeto novo", "projeto protocolado", "projeto encerrado"),
    *("delegação publicada", "avocar", "ratificar", "matéria delegável", "certidão de competência"),
    *("mando", "remarcar", "briefing"),
    "renovar endereço da agenda",
    *("presente recebido", "destino do presente"),
    *("edital", "inscrito", "veio", "pergunta", "responder pergunta"),
    *("diária", "adiantamento", "prestar contas", "viagem paga"),
    *("recusar pedido", "completar", "realizado", "não realizado", "local novo", "item", "incluir item"),
    *("deixar item", "retirar item", "presença", "preside", "deliberação", "circular ata", "aprovo ata", "ressalva"),
    *("deferir em parte", "adiar despacho", "adiar", "retirar despacho", "passar despacho", "despacho assinado"),
    *("devolver despacho",),
    *("importar agenda", "aprovar ata", "ata assinada", "aprovar"),
    *("chegou", "informar", "devolver", "de acordo", "resultado", "pedir prorrogação", "propor prazo interno"),
    *("altera", "regulamenta", "revoga", "revoga em parte", "suspensa por decisão", "urn"),
    "cobrar atrasados",
    *("demanda", "manifestação", "pedido de informação", "resposta entregue", "promessa", "promessa cumprida", "volta"),
    *("entidade nova", "audiência pública"),
    *("curso novo", "desistir", "faltou", "falta justificada"),
    *("elogio", "orientação", "comunicar fato", "averbado", "recebi para apurar", "quem viu", "desempenho", "ciente"),
    *("certificados emitidos", "autorizar", "cancelar", "revogar", "substituir"),
    *("parar vigília", "descartar", "norma de"),
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
