"""The forms of verbs: `repassar` is also repassa, repasse, repassei, repassando. Endings, and a table of irregulars."""

import re
from functools import lru_cache

_ENDINGS = {
    "ar": "ar o a as amos am ei ou aste aram ava avam arei ara arao aria e es em emos ando ado ada ados adas arem asse",
    "er": "er o e es emos em i eu este eram ia iam erei era erao eria a as am amos endo ido ida idos idas erem esse",
    "ir": "ir o e es imos em i iu iste iram ia iam irei ira irao iria a as am amos indo ido ida idos idas irem isse",
}
_IRREGULAR = {
    "fazer": "fazer faco faz fazes fazemos fazem fiz fez fizemos fizeram fazia farei fara faria faca facam feito feita "
    "feitos feitas fazendo fazerem",
    "pedir": "pedir peco pede pedem pedi pediu pedimos pediram pedia peca pecam peda pedindo pedido",
    "dizer": "dizer digo diz dizem disse disseram diga digam dizendo dito",
    "por": "por poe ponho poem pus pos puseram ponha ponham bota pondo posto posta",
    "ver": "ver vejo ve veem vi viu vimos viram veja vejam vendo visto vista vistos vistas",
    "vir": "vir venho vem vim veio vieram venha vindo",
    "dar": "dar dou da dao dei deu demos deram de dando dado dada dava daria",
    "ter": "ter tenho tem temos tive teve tiveram tenha tendo tinha",
    "estar": "estar estou to ta esta estao tao estamos tava estava esteja",
    "ser": "ser sou e eh sao foi foram era eram seja fosse sera",
    "ir": "ir vou vai vamos vao fui foi foram indo",
    "poder": "poder posso pode podem podemos pude pode podia possa",
    "querer": "querer quero quer queremos querem queria quis",
    "precisar": "precisar preciso precisa precisamos precisam precisava precise",
    "trazer": "trazer trago traz trouxe traga tragam trazendo",
    "ler": "ler leio le lemos leem li leu lido lida lendo",
    "saber": "saber sei sabe sabem soube saiba",
    "sair": "sair saio sai saem sai saiu sairam saindo saia",
    "cumprir": "cumprir cumpro cumpre cumprem cumpri cumpriu cumprimos cumpriram cumprido cumprida cumprindo cumpra",
    "concluir": "concluir concluo conclui concluem conclui concluiu concluimos concluiram concluindo concluido "
    "concluida concluidos concluidas conclua",
    "substituir": "substituir substituo substitui substituem substituiu substitua substituindo substituido",
    "responder": "responder respondo responde respondem respondi respondeu responderam respondendo respondido responda",
    "transferir": "transferir transfiro transfere transferem transferi transferiu transfira transferindo transferido",
    "conferir": "conferir confiro confere conferem conferi conferiu confira conferindo conferido",
    "aderir": "aderir adiro adere aderiu",
    "resumir": "resumir resumo resume resumem resumi resumiu resuma resumindo",
    "esquecer": "esquecer esqueco esquece esquecem esqueci esqueceu esqueca esquecam",
    "receber": "receber recebo recebe recebem recebi recebeu recebemos receberam receba recebendo recebido recebida",
    "traduzir": "traduzir traduz traduza traduzindo traduzido",
    "redigir": "redigir redige redija redigindo redigido",
    "exigir": "exigir exige exija",
    "caber": "caber cabe cabem coube",
    "cair": "cair cai caem caiu",
    "distribuir": "distribuir distribui distribua",
    "incluir": "incluir inclui inclua incluindo",
}

_CLOSED = re.compile(r"(\w*)e(f?r|rv|g|gu|nt|rt|p|st)")
_PREFIXES = ("des", "re", "pre", "im", "ex", "man", "con", "ob")


@lru_cache(maxsize=1024)
def forms(infinitive: str) -> frozenset[str]:
    """Every form of a verb, folded."""
    if known := _IRREGULAR.get(infinitive):
        return frozenset(known.split())
    for prefix in _PREFIXES:  # desfazer: desfaça; impedir: impeço
        if (
            infinitive != "mandar"
            and infinitive.startswith(prefix)
            and (known := _IRREGULAR.get(infinitive[len(prefix) :]))
        ):
            return frozenset(prefix + form for form in known.split())
    stem, ending = infinitive[:-2], infinitive[-2:]
    found = {stem + each for each in _ENDINGS[ending].split()}
    soft = {"c": "qu", "g": "gu", "ç": "c"} if ending == "ar" else {}
    if ending == "ar" and stem.endswith("e"):  # bloquear: bloqueia
        found |= {f"{stem}i{each}" for each in ("o", "a", "am", "e", "em")}
    if stem[-1:] in soft:  # tocar: toque; pagar: pague
        found |= {stem[:-1] + soft[stem[-1]] + each for each in ("e", "es", "em", "emos", "ei")}
    if closed := _CLOSED.fullmatch(stem) if ending == "ir" else None:  # deferir: defiro; seguir: siga
        found |= {f"{closed[1]}i{closed[2]}{each}" for each in ("o", "a", "am", "amos")}
    if ending != "ar" and stem.endswith("g"):
        found |= {f"{stem[:-1]}j{each}" for each in ("o", "a", "am")}
    if ending != "ar" and stem.endswith("c"):
        found |= {f"{stem[:-1]}c{each}" for each in ("o", "a", "am")}
    return frozenset(found)


def is_verb(word: str) -> bool:
    """True if a word of a way of saying stands for all the forms of a verb."""
    return word in _IRREGULAR or (len(word) > 3 and word[-2:] in _ENDINGS and word not in _NOUNS)


_NOUNS = frozenset(
    ["por", "lugar", "qualquer", "mulher", "titular", "particular", "escolar", "familiar", "ar", "favor", "alguem"]
)
