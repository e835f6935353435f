"""What is to be sent to AUDESP next, by the calendar that was imported."""

from handlers.base import Button, Reply, Request, command
from models import audesp, moments
from models.texts import clip

GROUP = "Demandas de fora"


@command("remessas ao audesp", usage="remessas ao audesp", aliases=("audesp", "remessas audesp"))
def coming(request: Request) -> Reply:
    """Mostra as próximas remessas ao AUDESP, do calendário importado, com o dia e o órgão de cada uma."""
    found = audesp.coming(request.session, moments.today(request.now))
    if not found:
        return Reply("Nenhuma remessa ao AUDESP no calendário. Mande a tabela do ano com a legenda: importar audesp")
    lines = [
        f"• {each.prazo:%d/%m/%Y} {clip(each.documento, 50)}, {each.competencia} — {each.orgao.sigla}"
        + (f" ({each.task.code})" if each.task else "")
        for each in found
    ]
    codes = [each.task.code for each in found if each.task][:3]
    return Reply(
        "\n".join(["Próximas remessas ao AUDESP:", *lines]), tuple(Button(code, f"ver {code}") for code in codes)
    )
