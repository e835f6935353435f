"""The other subjects, each of a few commands."""

from tests.permissions import APPROVERS, BUT_READERS, Row, everywhere

_CONFIRMS = ("ana: substituição @helena por @davi de hoje a amanhã portaria 2/2026",)
_SEES = "prefeito chefia assessoria administrador"
_KEEPS = "prefeito chefia administrador"
_MAY_IMPORT = "chefia administrador"
ROWS = (
    everywhere("confirmações", "confirmações"),
    Row(
        "confirmar",
        "confirmar CF-1",
        "prefeito",
        "",
        "prefeito chefia",
        before=_CONFIRMS,
        note="quem é substituído ou outra pessoa que aprova",
    ),
    Row("recusar", "recusar CF-1", "prefeito", "prefeito", "prefeito chefia", before=_CONFIRMS),
    everywhere("endereços", "endereços"),
    everywhere("sair", "sair", note="de outra pessoa: administrador e chefia"),
    everywhere("celular perdido", "celular perdido", note="de outra pessoa: administrador e chefia"),
    everywhere("celular novo", "celular novo"),
    everywhere("pauta", "pauta"),
    everywhere("status", "status"),
    everywhere("guardados", "guardados"),
    everywhere("anexos", "anexos T-1", about="*"),
    Row("anexar", "anexar T-1", BUT_READERS, f"{BUT_READERS} controle", BUT_READERS, about="*", file=True),
    everywhere("ajuda", "ajuda"),
    everywhere("escada", "escada prazo: no dia 8h responsável", _KEEPS, note="todos veem; mudar pede confirmação"),
    everywhere(
        "calendário",
        "calendário 11/12/2026 ponto facultativo Decreto 9/2026",
        "chefia administrador",
        note="todos veem",
    ),
    everywhere("lugares", "lugares", _SEES),
    everywhere("deixar lugar", "deixar lugar Grupo", "chefia administrador"),
    everywhere("buscar", "buscar poda"),
    everywhere("silêncio", "silêncio até 14h"),
    everywhere("enviar agora", "enviar agora 41", note="quem escreveu"),
    everywhere("minha agenda no celular", "minha agenda no celular"),
    everywhere("renovar endereço da agenda", "renovar endereço da agenda"),
    everywhere("painel", "painel", note="no navegador, o mesmo que se vê no chat"),
    everywhere("segundo fator", "segundo fator"),
    everywhere("exigir segundo fator", "exigir segundo fator para ordens", APPROVERS, note="outra pessoa confirma"),
    Row(
        "dispensar segundo fator",
        "dispensar segundo fator para ordens",
        *(APPROVERS, APPROVERS, APPROVERS),
        before=("ana: exigir segundo fator para ordens", "helena: confirmar CF-1"),
        note="outra pessoa confirma",
    ),
    everywhere("sair do painel", "sair do painel"),
    everywhere("gráfico", "gráfico PROT-1/2026-GP", about="*"),
    Row(
        "importar",
        "importar expedientes",
        *(_MAY_IMPORT, _MAY_IMPORT, _MAY_IMPORT),
        file=True,
        note="importa quem mandou a planilha",
    ),
    everywhere("planilha", "planilha tarefas"),
    everywhere("prazo", "prazo 3 dias úteis a partir de 23/11/2026"),
    everywhere("regras", "regras sanção"),
    everywhere("dias úteis", "dias úteis entre 23/11/2026 e 30/11/2026"),
    everywhere("feriados", "feriados dezembro"),
    Row(
        "prorrogar",
        "prorrogar PROT-2/2026-GP Despacho 12/2026 faltam documentos",
        "prefeito chefia assessoria",
        "prefeito chefia assessoria",
        "prefeito chefia",
        about="*",
        before=('davi: expediente novo ofício "Pedido de dados" prazo lai',),
    ),
)
