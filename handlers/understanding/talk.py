"""Small talk (greetings, thanks, laughter) and the topics the bot declines."""

import re  # the patterns stay texts until one is needed: to compile them all slows the start
from dataclasses import dataclass

from handlers.understanding.words import Word, set_of

_GREETING = set_of("oi ola opa e ai ae bom boa dia tarde noite tudo bem certo beleza como vai menu inicio hello")
_SMALL = set_of("gabinete bot gente pessoal por ai com voce voces o a esta estamos que meu querido tchau tmj")
_THANKS = set_of("obrigado obrigada valeu brigado brigada agradecido agradecida grato grata agradeco tmj show")
_FINE = set_of(
    "ok joinha certinho beleza combinado certo perfeito otimo legal bacana entendi entendido blz sim ta bom show "
    "sim isso ai fechado tranquilo vou fazer ver isso depois eu vejo verei deixa comigo pode deixar amem"
)
_LAUGHTER = r"^(?:(?:k|rs|ha|he|hua|hue|ahu|hi)+s?h?)$"
_WHO = (
    r"\b(?:quem (?:e|eh) voce|voce e (?:um |uma )?(?:robo|bot|pessoa|gente|humano|maquina|ia|inteligencia)"
    r"|e (?:um )?robo"
    r"|com quem (?:eu )?(?:falo|estou falando)|qual (?:e )?(?:o )?seu nome|o que e isto aqui)\b"
)
_LEAVE = (
    r"^(?:deixa(?: para)? (?:la|quieto|isso)|esquece(?: isso| tudo)?|esqueca|nao precisa(?: mais)?|deixa"
    r"|nada(?: nao)?|para la"
    r"|cancelar?|nenhum|nenhuma|desisto|nao quero(?: mais)?|melhor nao|nao(?:,)?|outra hora)(?: por favor"
    r"| obrigad[oa])*$"
)
_INSULT = (
    r"\b(?:burr[oa]|idiota|inutil|(?:que|um|seu|de|e) lixo$|merda|porcaria|droga|imbecil|estupid[oa]|besta|bosta"
    r"|porra)\b"
)
_LATER = (
    r"^(?:ok )?(?:eu )?(?:(?:depois|mais tarde|amanha|ja ja|daqui a pouco) (?:eu )?(?:vejo|olho|leio|respondo"
    r"|faco|vou ver)"
    r"|vou (?:ver|olhar|ler|fazer|pensar|analisar|avisar)|(?:ainda )?estou (?:vendo|lendo|fazendo)|pode deixar"
    r"|deixa comigo)\b"
)
_FIRST_TIME = r"\b(?:vou|irei|avisar(?:ei)?) .*(?:depois|com calma)\b"
_CHAT = (
    r"^(?:que (?:calor|frio|chuva|dia(?! )|semana|legal|bom|pena|droga|saudade)|(?:o|a|voce|vc)? ?(?:viu|assistiu"
    r"|ganhou|perdeu)\b"
    r"|(?:o )?\w+ (?:ganhou|perdeu|jogou|empatou)\b|feliz |parabens|bom (?:fim|final|feriado|descanso|domingo))"
)


@dataclass(frozen=True, slots=True)
class Topic:
    """Something the bot does not do: what it is called, and whether it can be kept as a task."""

    pattern: str
    said: str
    as_task: bool = True
    instead: tuple[str, ...] = ()


def _topic(pattern: str, said: str, *, as_task: bool = True, instead: tuple[str, ...] = ()) -> Topic:
    return Topic(pattern, said, as_task, instead)


_TOPICS = (
    _topic(r"\bprevisao do tempo|\b(?:vai chover|chove)\b.*\?|\btemperatura\b", "não sei do tempo", as_task=False),
    _topic(r"^(?:traduz|traduza|traduzir|como se diz)\b", "não traduzo", as_task=False),
    _topic(r"\bquanto (?:e|da) \d|\bcalcul[ae]r?\b", "não faço contas", as_task=False),
    _topic(
        r"\b(?:saldo|extrato) (?:d[aeo]s? )?(?:contas?|banco|bancari[oa])\b",
        "não consulto contas de banco",
        as_task=False,
    ),
    _topic(
        r"\bcertidao (?:negativa|positiva|de (?:debito|nascimento|tempo|casamento|obito|imovel)\w*)",
        "não emito essa certidão; há o extrato de ciência de um ato: certidão OS-5/2026",
        as_task=False,
    ),
    _topic(
        r"\b(?:ordens|tarefas|processos|expedientes|tudo)\b.*\bpdf\b|\bpdf\b.*\b(?:das|dos|de todos|tudo)\b",
        "não ponho tudo num PDF; há um para cada registro: pdf OS-5/2026",
        as_task=False,
    ),
    _topic(r"\bpublic\w+ .*(?:diario|portaria|decreto|edital)|\bdiario oficial\b", "não publico no diário oficial"),
    _topic(
        r"^(?:me )?(?:redig\w+|escrev\w+|faz\w*|faca|elabor\w+|prepar\w+|mont\w+) (?:um |uma |o |a )?(?:oficio"
        r"|memorando|carta|nota|discurso|texto|decreto|portaria|parecer|minuta)\b",
        "não redijo documentos",
    ),
    _topic(r"^(?:me )?(?:lig\w+|telefon\w+) (?:para|ao|a|o|com)\b", "não faço ligações"),
    _topic(
        r"^(?:me )?(?:mand\w+|envi\w+) (?:um |uma )?(?:e-?mail|whatsapp|zap|mensagem|sms)\b",
        "não mando mensagens para fora",
    ),
    _topic(
        r"\b(?:minhas|de|tirar|pegar|as) ferias\b|^(?:preciso|quero|estou|vou)\b.*\b(?:ferias|licenca|folga"
        r"|atestado|viajar)\b",
        "não registro férias nem afastamentos; a chefia de gabinete registra quem substitui",
        as_task=False,
    ),
)
HELLO = "Olá! O que vamos fazer?"  # answered by the welcome of the help, which knows the person
IDENTITY = (
    "Sou o Gabinete, o assistente da prefeitura: um programa, não uma pessoa. "
    "Cuido de tarefas, expedientes, ordens e prazos."
)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer that does nothing, with lines it offers."""

    text: str
    offers: tuple[str, ...] = ()


def small_talk(found: list[Word], folded: str) -> Said | None:
    """The answer to what asks for nothing."""
    plain = [word.text for word in found if not word.mark]
    if re.search(_WHO, folded):
        return Said(IDENTITY, ("ajuda", "pauta"))
    if not plain:
        return Said(HELLO, ("pauta", "ajuda"))
    if any(word in _THANKS for word in plain) and len(plain) <= 8:
        return Said("De nada. Se precisar, é só escrever.")
    if all(word in _GREETING or word in _SMALL for word in plain):
        return Said(HELLO, ("pauta", "ajuda"))
    if re.match(_LEAVE, " ".join(plain)):
        return Said("Tudo bem. Nada foi feito.")
    if all(re.match(_LAUGHTER, word) for word in plain[:1]) and len(plain) < 8:
        return Said("😄 Se precisar de algo, é só escrever.")
    if all(word in _FINE or word in _SMALL for word in plain) or re.match(_LATER, " ".join(plain)):
        return Said("Certo. Nada foi registrado.")
    if re.search(_INSULT, folded):
        return Said("Lamento não ter ajudado. Escreva com outras palavras, ou veja o que sei fazer.", ("ajuda",))
    return None


def chat(folded: str) -> Said | None:
    """The answer to conversation about nothing of the house."""
    if re.match(_CHAT, folded) or re.search(_FIRST_TIME, folded):
        return Said("Isso não é comigo: cuido de tarefas, expedientes, ordens e prazos.")
    return None


def not_done(folded: str) -> Topic | None:
    """The declined topic that a line asks for; None where there is none."""
    return next((each for each in _TOPICS if re.search(each.pattern, folded)), None)
