"""Nouns after "até", "antes de" or "no dia de" that are no date: in time ("a posse") or in space ("a ponte").

"até a posse" announces a deadline; "até a ponte", "até o teto" and "até o vice" do not. Nouns of action are told by
their endings (inauguração, pagamento), the others by a short list; a noun outside both is a deadline after "até"
unless the line moves something that far ("levar a chave até o Zeca").
"""

from __future__ import annotations

from handlers.reading.dates.frame import Line
from handlers.reading.dates.lexicon import NUMBERED, PLACES, word_set

EVENTS = word_set(
    "reuniao reunioes encontro posse volta retorno chegada partida ida vinda entrada entrega visita vistoria audiencia "
    "conferencia assembleia plenaria oficina rodada parcela assinatura abertura formatura leitura festa missa culto "
    "almoco jantar evento show desfile leilao pregao sorteio mutirao ferias recesso copa jogo campanha safra colheita "
    "chuva chuvas verao inverno outono primavera estiagem mandato gestao mudanca aula aulas prova concurso matricula "
    "viagem contagem retomada reforma compra consulta pericia greve enchente resposta parecer laudo resultado "
    "sentenca virada conserto exame cerimonia solenidade homenagem alta parto turno congresso seminario palestra "
    "expediente feriado vespera contratacao plantio termino fim final inicio comeco licenca feira troca poda"
)
_ENDINGS = ("cao", "coes", "sao", "soes", "mento", "mentos")

_IN_SPACE = PLACES | NUMBERED
_IN_SPACE |= word_set(
    "muro terreno trecho fila capitulo texto documento documentos lista tabela corredor rio calcada sala "
    "gabinete prefeitura camara secretaria departamento setor secao divisao recepcao almoxarifado cartorio "
    "sede paco garagem patio portao galpao salao pavilhao auditorio plenario quartel delegacia cemiterio "
    "igreja mercado shopping loja banco centro zona area regiao altura margem beira esquina trevo rotatoria "
    "divisa fronteira limite cruzamento estacionamento assentamento acampamento monumento loteamento "
    "pavimento calcadao corrego represa barragem mar serra morro encosta casa porta janela parede teto topo "
    "chao fundo lado meio metade pe cintura joelho redacao fundacao associacao instituicao subestacao aldeia "
    "sitio fazenda local lugar onibus carro caminhao foz nascente bacia"
)
_QUANTITIES = word_set(
    "dobro triplo terco maximo minimo valor total soma quantia montante percentual nivel grau padrao tamanho largura "
    "peso idade faixa ponto gota centavo real mil milhao milhoes cem meio meia algum alguns varios muitos tantos "
    "ultimo ultima ultimos ultimas todo toda todos todas"
)
_PEOPLE = word_set(
    "prefeito prefeita vice secretario secretaria secretarios vereador vereadora vereadores diretor diretora "
    "diretores servidor servidora servidores cidadao cidadaos cidada povo populacao morador moradores chefe "
    "presidente governador governadora juiz juiza medico medicos pessoal equipe familia familias crianca criancas "
    "idosos aluno alunos professor professores pai pais mae maes gente coordenador coordenadora assessor assessores "
    "motorista oposicao situacao"
)
_NEVER = word_set("ordem contrario momento instante hoje ontem em que mesmo com para por nao ja se")
_STRETCHES = word_set(
    "esperar aguardar ir levar subir descer caminhar andar correr acompanhar conduzir transportar carregar trazer "
    "chegar asfaltar pavimentar estender prolongar pintar ler revisar cercar limpar rocar capinar abrir ligar "
    "encaminhar buscar deslocar passear seguir iluminar calcar vai va leve leva"
)
_NO_VERBS = word_set(
    "lugar andar bar altar lar popular escolar militar mulher qualquer poder parecer dever colher patamar celular "
    "hangar titular similar familiar particular regular elixir"
)
_SHORTEST_VERB = 4


def is_event(line: Line, j: int) -> bool:
    """Whether a noun is an event: "posse", "inauguração"."""
    word = line.words[j]
    return word in EVENTS or (word.endswith(_ENDINGS) and not _is_elsewhere(word))


def is_a_time(line: Line, j: int, *, led: bool) -> bool:
    """Whether the words after "até" can only be a time; `led` when an article came between.

    "a posse", "terminar a obra", "o prefeito voltar", "o boleto"; not "a ponte", "o vice", "mesmo", "Brasília".
    """
    word = line.words[j]
    if j >= line.count or line.values[j] is not None or not word[0].isalpha() or word in _NEVER:
        return False
    if is_event(line, j) or is_verb(word):
        return True
    if word in _PEOPLE or (led and line.capitalised(j)):
        return any(is_verb(each) for each in line.words[j + 1 : j + 3])
    return led and not _is_elsewhere(word) and not line.capitalised(j) and not stretches(line)


def is_in_space(word: str) -> bool:
    return word in _IN_SPACE


def stretches(line: Line) -> bool:
    """Whether the line measures a distance or a duration: "levar", "pintar", "esperar"."""
    return not _STRETCHES.isdisjoint(line.words)


def _is_elsewhere(word: str) -> bool:
    return word in _IN_SPACE or word in _QUANTITIES or word in _PEOPLE


def is_verb(word: str) -> bool:
    """Whether a word is an infinitive, by its ending: "terminar", "voltar"."""
    return len(word) >= _SHORTEST_VERB and word[-2:] in ("ar", "er", "ir") and word not in _NO_VERBS
