"""The school: its desk keeps courses and classes, everybody asks for a place, the own chefia consents."""

from tests.permissions import ALL, APPROVERS, BUT_READERS, Row, everywhere

_NEW = "ana: curso novo titulo: Ética horas: 4"
_PLAN = "turma Ética 9 vagas aulas 18/12 8h-12h @carla"
_PLANNED = (_NEW, f"ana: {_PLAN}")
_T = "TUR-2/2026"
_OPEN = (*_PLANNED, f"ana: abrir inscrições {_T}")
_ASKED = (*_OPEN, f"sergio: inscrever {_T}")
_IN = (*_ASKED, f"bruno: autorizar @sergio {_T}")
_GRADED = ("ana: curso novo titulo: Ética horas: 4 nota: 7", *_ASKED[1:], f"bruno: autorizar @sergio {_T}")
_HELD = "TUR-1/2026"  # of the world: its aula is over
_CERTIFIED = (f"ana: encerrar {_HELD}",)
_C = "CERT-1/2026"
_OWN_CHEFIA = f"{APPROVERS} secretario"


def _desk(command: str, line: str, before: tuple[str, ...], about: str = "turma", note: str = "e a @escola") -> Row:
    return Row(command, line, APPROVERS, APPROVERS, APPROVERS, about=about, before=before, note=note)


ROWS = (
    everywhere("cursos", "cursos"),
    everywhere("turmas", "turmas"),
    everywhere("créditos", "créditos"),
    everywhere("carreiras", "carreiras"),
    everywhere("minhas aulas", "minhas aulas"),
    _desk("certificados emitidos", "certificados emitidos", (), about="", note="e as listas @escola e @rh"),
    Row(
        "conferir", f"conferir {_C}", ALL, ALL, ALL, about="certificate", before=_CERTIFIED, note="o que está impresso"
    ),
    _desk("substituir", f"substituir {_C} nome corrigido", _CERTIFIED, about="certificate"),
    _desk("revogar", f"revogar {_C} engano", _CERTIFIED, about="certificate"),
    _desk("encerrar", f"encerrar {_HELD}", (), note="e a @escola, depois da última aula"),
    _desk("homologar", f"homologar {_HELD}", _CERTIFIED, note="e a @rh, já encerrada"),
    _desk("nota", f"nota {_T} @sergio 8", _GRADED, note="e a @escola e quem dá a aula"),
    Row(
        "certificado", f"certificado {_HELD}", "servidor", "", "", about="turma", before=_CERTIFIED, note="quem passou"
    ),
    _desk("curso novo", "curso novo titulo: Ética horas: 4", (), about=""),
    Row(
        "turma", f"turma {_T}", ALL, ALL, ALL, about="turma", before=_PLANNED, note="planejar é da @escola e da chefia"
    ),
    _desk("abrir inscrições", f"abrir inscrições {_T}", _PLANNED),
    Row(
        "inscrever",
        f"inscrever {_T}",
        BUT_READERS,
        ALL,
        BUT_READERS,
        about="turma",
        before=_OPEN,
        note="pede; a chefia autoriza",
    ),
    Row("autorizar", f"autorizar {_T} @sergio", _OWN_CHEFIA, _OWN_CHEFIA, APPROVERS, about="turma", before=_ASKED),
    Row("recusar", f"recusar {_T} @sergio férias", _OWN_CHEFIA, _OWN_CHEFIA, APPROVERS, about="turma", before=_ASKED),
    Row("desistir", f"desistir {_T}", "servidor", "", "", about="turma", before=_IN, note="quem está inscrito"),
    Row("chamada", f"chamada {_T}", "", "", "", about="turma", before=_PLANNED, note="quem dá a aula, na hora dela"),
    Row("presença", "presença AAAAAA", "", "", "", note="quem está inscrito, com a palavra da hora"),
    Row("falta justificada", f"falta justificada @sergio {_T} aula 1", "", "", "", before=_IN, note="quem dá a aula"),
    Row("faltou", f"faltou @sergio {_T} aula 1", "", "", "", before=_IN, note="quem dá a aula"),
    Row("faltas", f"faltas {_T}", ALL, ALL, ALL, about="turma", before=_PLANNED),
    _desk("cancelar", f"cancelar {_T} poucos inscritos", _PLANNED),
)
