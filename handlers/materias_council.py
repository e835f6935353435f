"""A veto at the council, what the council made of it, and the promulgation; the silence that the chefia confirms."""

from handlers.base import WRITERS, Answer, Button, Question, Reply, Request, command
from handlers.reading import materias as reading
from handlers.saying import materias as said
from handlers.wording import materias as wording
from models import moments, norms
from models.materias import KIND, Materia, council, decisions


@command(
    "veto protocolado",
    usage="veto protocolado N 2301/2026 em 16/12 às 10h",
    about=KIND,
    offered_to=WRITERS,
    said=said.VETO_FILED,
)
def delivered(request: Request) -> Reply:
    """Registra a entrega do veto à Câmara, com o número e a hora do protocolo."""
    materia = request.about(Materia)
    number, at, kind = reading.protocol(request, request.text, materia.code)
    by, now = request.person, request.now
    until = decisions.deliver_veto(request.session, materia, number, at, kind=kind, by=by, now=now)
    return wording.delivered(request.session, materia, until)


@command(
    "veto mantido", usage="veto mantido N em 23/02 Ofício 40/2027", about=KIND, offered_to=WRITERS, said=said.VETO_KEPT
)
def kept(request: Request) -> Reply:
    """Registra que a Câmara manteve o veto."""
    materia = request.about(Materia)
    at, _, paper = reading.paper(request, request.text, f"Exemplo: veto mantido {materia.code} em 23/02 Ofício 40/2027")
    council.keep_veto(request.session, materia, at, paper, by=request.person, now=request.now)
    goes_on = " O resto da lei continua valendo." if materia.dispositivos else ""
    return Reply(f"{materia.code}: veto mantido.{goes_on}", wording.see(materia))


@command(
    "veto rejeitado",
    usage="veto rejeitado N em 23/02 às 19h Ofício 41/2027",
    about=KIND,
    aliases=("veto derrubado",),
    offered_to=WRITERS,
    said=said.VETO_REJECTED,
)
def rejected(request: Request) -> Reply:
    """Registra que a Câmara rejeitou o veto: começam as 48 horas para promulgar."""
    materia = request.about(Materia)
    example = f"Exemplo: veto rejeitado {materia.code} em 23/02 às 19h Ofício 41/2027"
    at, has_hour, paper = reading.paper(request, request.text, example)
    if not has_hour:
        raise Question(f"A que horas chegou o aviso da Câmara? {example}", Answer.TEXT, typed="às {}")
    until = council.reject_veto(request.session, materia, at, paper, by=request.person, now=request.now)
    return Reply(f"{materia.code}: veto rejeitado. Promulgar até {wording.until(until)}.", wording.see(materia))


@command(
    "promulgada",
    usage="promulgada N Lei 4530/2027 pela câmara em 02/03",
    about=KIND,
    aliases=("promulgado",),
    offered_to=WRITERS,
)
def promulgated(request: Request) -> Reply:
    """Registra a promulgação de uma lei, pelo prefeito ou pela Câmara."""
    materia = request.about(Materia)
    number, day, by_council = reading.promulgation(request, request.text, materia.code)
    who = council.CAMARA if by_council else council.PREFEITO
    code = council.promulgate(request.session, materia, number, day, who, by=request.person, now=request.now)
    text = f"{materia.code}: Lei {number} promulgada {who} em {moments.day_text(day)}."
    return wording.became_law(materia, text, norms.queries.by_code(request.session, code))


@command("sanção tácita", usage="sanção tácita N", about=KIND, offered_to=WRITERS)
def silent(request: Request) -> Reply:
    """Confirma que nada foi protocolado na Câmara no prazo: houve sanção tácita."""
    materia = request.about(Materia)
    until = council.confirm_silence(request.session, materia, by=request.person, now=request.now)
    return Reply(
        f"{materia.code}: sanção tácita confirmada. Promulgar até {wording.until(until)}.",
        (Button("Promulgada", f"promulgada {materia.code}"), *wording.see(materia)),
    )
