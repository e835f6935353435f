"""The page for the Procuradoria, written from the book of rules and the profiles: `python -m tests.procuradoria`."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from models.counting import Confidence, Rule, amount, default_book
from models.demands import HANDLINGS
from models.demands.counting import DRAFT, SIGNATURE, UNITS

PAGE = Path(__file__).parent.parent / "docs" / "procuradoria.md"
_IN_FORCE = date(2026, 11, 23)
_GROUPS = {
    Confidence.VARIES: (
        "Varia por município",
        "O número é o mais comum. Vale o da Lei Orgânica ou do Regimento daqui: é o primeiro a conferir.",
    ),
    Confidence.UNVERIFIED: ("A conferir", "Ninguém leu ainda a fonte que dá este número."),
    Confidence.SECONDARY: ("De fonte secundária", "Foi lido em quem aplica a lei, não na própria lei."),
    Confidence.READ: ("Lido na lei", "Conferir se mudou desde então."),
}
_HEAD = """# Para a Procuradoria

Os valores legais com que a casa conta os prazos, de onde vem cada um, e o que falta confirmar. Isto não é parecer: é a lista do que precisa de um.
Esta página é gerada do arquivo de regras e dos perfis (`python -m tests.procuradoria`); um teste a compara com eles.

## Como se muda um valor

| o quê | onde está | como se muda |
|---|---|---|
| quantos dias, de que espécie, contados de quê | `models/rules/prazos.json` | `python -m bot rules export prazos.json`, editar, `rules import prazos.json`; ou mandar o arquivo na conversa com a legenda `regras` |
| quem confirmou, e quando | no mesmo arquivo, `confidence` e `source` | trocar por `lido_na_lei`, com o artigo na fonte |
| feriado, ponto facultativo, luto, recesso | os calendários | `calendário 24/12 ponto facultativo Decreto 123/2026`; `calendário câmara recesso de … a … suspende os prazos Ato 9/2026` (ou `interrompe`) |
| o prazo impresso no papel, ou o concedido | no registro | `chegou … prazo 04/12`; `prorrogação N concedida até 23/12 Ofício 320/2026` |
| quando se avisa, e a quem | as escadas | `escada prazo: 5 dias úteis antes 9h responsável; …`: outra pessoa confirma |
| o que se pode delegar, e por que nomes | as matérias delegáveis | `matéria delegável passagens: bilhetes; transporte aéreo` |
| de qual recebimento do autógrafo se conta | no projeto | `contar autógrafo PL-88/2026 do corrigido` |
| vigência de uma norma | na norma | `vigência LEI-4490/2026 90 dias` (ou `imediata`, `em 01/03/2027`) |

`regras` mostra na conversa as que estão em vigor, `regras veto` uma delas, e `prazo N` a conta de um registro, dia a dia, com a fonte. Um arquivo com erro é
recusado com a linha e o motivo. Prazos já abertos não mudam com a regra; mudam com o calendário, e a data antiga fica na história.

## O que decidir

Onde a lei daqui não está escrita no arquivo, o bot toma a data mais próxima e mostra as duas. Espera-se da Procuradoria que diga:

- sanção e veto: se os 15 dias são úteis; se o ponto facultativo conta; se as razões cabem nas 48 horas seguintes ou têm de ir dentro do mesmo prazo;
- a hora até a qual o protocolo recebe o autógrafo, e o que vale quando ele volta corrigido;
- o recesso da Câmara: se suspende ou interrompe a apreciação do veto e a urgência, e onde se entrega um veto durante ele;
- quem promulga se o prefeito não o fizer, e em quanto tempo;
- requerimentos: quantos dias, e se só o plenário obriga a responder;
- TCE: se os dias são corridos ou úteis, e se correm da disponibilização ou da publicação;
- mandado de segurança: se o recesso forense suspende as informações; enquanto isso, os avisos seguem a leitura em dias corridos;
- delegações: se sobrevivem ao fim do mandato de quem delegou; até lá ficam *a confirmar*;
- convênios: dias para devolver o saldo, e a cláusula de contas dos instrumentos do Estado;
- o nível de assinatura exigido em cada espécie de documento que sai.

## Os prazos por dentro

Não são da lei; valem enquanto a casa não disser outra coisa. Com oito dias úteis ou mais até a data da lei: as informações dos órgãos até {units} dias úteis
antes dela, a minuta até {draft}, a assinatura até {signature}. Com menos, os órgãos têm um terço dos dias úteis que restam, nunca além da data da lei.

## O que cada espécie de pedido abre

| perfil | regra | calendário | revisão jurídica | nível | comprovante | dias úteis por dentro, sem lei |
|---|---|---|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    head = _HEAD.format(units=UNITS, draft=DRAFT, signature=SIGNATURE)
    return head + "".join(f"{row}\n" for row in _profiles()) + "".join(_rules())


def _profiles() -> Iterator[str]:
    for profile, how in HANDLINGS.items():
        rule = f"`{how.rule}`" + (" (mínimo)" if how.has_minimum else "") if how.rule else "a data impressa"
        review, proof = ("sim" if each else "–" for each in (how.legal_review, how.needs_proof))
        inside = str(how.internal_days or "–")
        yield f"| `{profile}` | {rule} | {how.calendar} | {review} | {how.level} | {proof} | {inside} |"


def _rules() -> Iterator[str]:
    yield "\n## As regras, pelo que falta confirmar\n"
    in_force = default_book().rules(_IN_FORCE).values()
    for confidence, (title, why) in _GROUPS.items():
        found = [each for each in in_force if each.confidence == confidence]
        yield f"\n### {title} ({len(found)})\n\n{why}\n\n| regra | o quê | quanto | fonte | nota |\n|---|---|---|---|---|\n"
        yield from (f"{_row(each)}\n" for each in found)


def _row(rule: Rule) -> str:
    calendar = f", calendário {rule.calendar}" if rule.calendar else ""
    more = f"Prorrogação: {rule.extension_note}" if rule.extension_note else ""
    notes = " ".join(each for each in (rule.notes, more) if each)
    length = f"{amount(rule)}{_before(rule)}"
    return f"| `{rule.id}` | {rule.name} | {length}{calendar} | {rule.source} | {notes} |"


def _before(rule: Rule) -> str:
    return f" antes ({rule.event})" if (rule.n or 0) < 0 else ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
