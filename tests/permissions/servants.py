"""Servants: the own chefia writes, the person answers, the RH and the corregedoria end it; readers are few."""

from tests.permissions import ALL, APPROVERS, BUT_READERS, Row, everywhere

_CHEFIA = f"{APPROVERS} secretario"
_OVERSEE = f"{APPROVERS} controle"
_READ = f"{_OVERSEE} secretario"
_PRAISED = ("bruno: elogio @sergio liberou a ponte",)
_REPORTED = ("sergio: comunicar fato @igor levou o carro oficial",)
_N = "ELO-1/2026-SAUDE"


def _about(command: str, line: str, own: str, substitute: str = "", other: str = "", note: str = "") -> Row:
    return Row(command, line, own, substitute, other, about="expediente", before=_PRAISED, note=note)


ROWS = (
    everywhere("elogios", "elogios"),
    everywhere("meu desempenho", "meu desempenho"),
    Row("equipe", "equipe @saude", _READ, _READ, _OVERSEE, note="quem dirige o órgão"),
    Row("elogio", "elogio @sergio liberou a ponte", _CHEFIA, _CHEFIA, APPROVERS, note="a chefia da pessoa"),
    Row("orientação", "orientação @sergio três atrasos", _CHEFIA, _CHEFIA, APPROVERS, note="a chefia da pessoa"),
    Row("comunicar fato", "comunicar fato @otavio levou o carro", BUT_READERS, ALL, BUT_READERS),
    Row(
        "desempenho",
        "desempenho @sergio motivo: estágio",
        f"{_READ} servidor",
        _READ,
        _OVERSEE,
        note="a pessoa e a sua chefia",
    ),
    _about("ciente", f"ciente {_N}", "servidor", note="a pessoa de quem se fala"),
    _about("averbado", f"averbado {_N} portaria 1/2026", APPROVERS, APPROVERS, APPROVERS, "e a lista @rh"),
    _about(
        "quem viu",
        f"quem viu {_N}",
        "secretario servidor controle",
        "secretario controle",
        "controle",
        "a pessoa e quem escreveu",
    ),
    _about(
        "ciência no papel",
        f"ciência no papel {_N}",
        f"{_READ} servidor",
        f"{_READ} servidor",
        _OVERSEE,
        "o termo; registrar a entrega é de quem escreveu",
    ),
    _about("retificar", f"retificar {_N} foi a ponte nova", "secretario servidor", "secretario", "", "quem escreveu"),
    _about("apagar", f"apagar {_N}", "", note="nada se apaga"),
    Row(
        "recebi para apurar",
        "recebi para apurar COM-1/2026-SAUDE",
        "chefia",
        "",
        "chefia",
        about="expediente",
        before=_REPORTED,
        note="a corregedoria, ou quem foi avisado do fato",
    ),
)
