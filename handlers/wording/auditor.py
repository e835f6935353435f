"""The auditor's findings in plain words, each with what to do."""

from collections.abc import Sequence
from datetime import datetime

from handlers.base import Button, Reply
from models import auditing, heartbeats, moments, subjects
from models.auditing import Finding, Pulse
from models.auditing.findings import FindingKind
from models.outbox import Message
from models.texts import plural

_SERVER = "Peça ao administrador que olhe o servidor."


def report(found: Sequence[Finding], stood: datetime | None, now: datetime) -> Message:
    """One message of all that was found; in one sentence what a pause of the house held, and now goes out.

    `stood`: since when the house stood still, if it did.
    """
    held = [each for each in found if stood is not None and each.kind in auditing.HELD]
    said = [sentence(each) for each in found if each not in held]
    if stood is not None and held:
        said.insert(0, _pause(held, stood, now))
    lines = said if len(said) == 1 else [f"{len(said)} coisas a conferir:", *(f"• {each}" for each in said)]
    return Message("Auditor: " + "\n".join(lines), (Button("Ver situação", "status"),))


def _pause(held: Sequence[Finding], since: datetime, now: datetime) -> str:
    waited = [plural(each.count, *_HELD[each.kind]) for each in held]
    what = f"{', '.join(waited[:-1])} e {waited[-1]}" if len(waited) > 1 else waited[0]
    until = (
        moments.hour_text(moments.local(now)) if moments.today(since) == moments.today(now) else moments.short_text(now)
    )
    return f"o sistema ficou parado de {moments.short_text(since)} a {until} e segurou {what}; tudo isso sai agora."


def sentence(finding: Finding) -> str:
    """The sentence of a finding: the problem, since when, and what to do."""
    if finding.kind == FindingKind.JOB:
        return _silent(finding)
    since = f" A mais antiga é de {moments.moment_text(finding.since)}." if finding.since else ""
    among = f", por exemplo {finding.detail}" if finding.detail else ""
    one, many, text = _words(finding.kind)
    n = plural(finding.count, one, many)
    return text.format(n=n, since=since, among=among, detail=finding.detail, server=_SERVER)


def _words(kind: str) -> tuple[str, str, str]:
    """The name of the things found, in singular and plural, and the sentence."""
    watch = next((each for each in subjects.watches() if each.kind == kind), None)
    return (watch.one, watch.many, watch.said) if watch else (*_WHAT.get(kind, _MESSAGE), _SENTENCES[kind])


def _silent(finding: Finding) -> str:
    last = f"não roda desde {moments.moment_text(finding.since)}" if finding.since else "ainda não rodou nenhuma vez"
    return f"a rotina de {heartbeats.called(finding.detail)} {last}. {_SERVER}"


_HELD: dict[str, tuple[str, str]] = {
    FindingKind.INBOX: ("pedido", "pedidos"),
    FindingKind.OUTBOX: ("mensagem", "mensagens"),
    FindingKind.LEASE: ("envio", "envios"),
    FindingKind.REMINDER: ("lembrete", "lembretes"),
    FindingKind.DIGEST: ("resumo do dia", "resumos do dia"),
}
_MESSAGE = ("mensagem", "mensagens")
_WHAT: dict[str, tuple[str, str]] = {
    FindingKind.REMINDER: ("prazo", "prazos"),
    FindingKind.DIGEST: ("pessoa", "pessoas"),
    FindingKind.SEARCH: ("registro recente", "registros recentes"),
}
_SENTENCES: dict[str, str] = {
    FindingKind.ALTERED: (
        "{n} de atos que segurei desde ontem: não eram o que foi aprovado.{since} "
        "Alguém mexeu no banco. Rode: python -m bot audit verify"
    ),
    FindingKind.INBOX: "{n} de pessoas à espera de resposta há mais de 5 minutos.{since} " + _SERVER,
    FindingKind.QUARANTINE: (
        "{n} que não consegui tratar desde ontem.{since} Estão guardadas; a causa está no registro do servidor."
    ),
    FindingKind.OUTBOX: "{n} por enviar há mais de 5 minutos.{since} Confira se o canal está no ar.",
    FindingKind.LEASE: (
        "{n} com o envio interrompido no meio.{since} "
        "Reinicie o serviço: voltam à fila, marcadas como possível repetição."
    ),
    FindingKind.UNCERTAIN: "{n} sem a certeza de terem chegado.{since} Confirme com os destinatários.",
    FindingKind.FAILED: (
        "{n} sem entrega desde ontem, por recusa do canal.{since} "
        "Fale com os destinatários por outro meio e confira os endereços."
    ),
    FindingKind.REMINDER: "{n} com lembrete que já devia ter saído. " + _SERVER,
    FindingKind.DIGEST: "{n} sem o resumo de hoje{among}. Quem precisar vê o seu com: pauta",
    FindingKind.CHAIN: (
        "o histórico foi alterado por fora: o registro {detail} não confere. Não apague nada, "
        "guarde uma cópia do banco e rode no servidor: python -m bot audit verify"
    ),
    FindingKind.SEARCH: "{n} fora da busca. Peça ao administrador que rode no servidor: python -m bot search rebuild",
}


def well(now: datetime) -> Reply:
    """The answer for people without responsibility for the machine."""
    text = f"O sistema está no ar: {moments.moment_text(now)}. Para ver o seu dia, escreva pauta."
    return Reply(text, (Button("Minha pauta", "pauta"), Button("Ajuda", "ajuda")))


def status(found: Sequence[Finding], pulse: Pulse, now: datetime) -> Reply:
    lines = [f"Situação {moments.on_text(now)}."]
    lines += [f"A conferir ({len(found)}):", *(f"• {sentence(each)}" for each in found)] if found else []
    lines += [] if found else ["Nada parado e nada por conferir."]
    lines += ["", f"Mensagens: {_waiting(pulse)}."]
    if pulse.verified_at is not None:
        at = moments.short_text(pulse.verified_at)
        lines.append(f"Histórico: {plural(pulse.verified, 'registro conferido', 'registros conferidos')}, em {at}.")
    lines.append("Rotinas, última vez:" if pulse.beats else "Rotinas: nenhuma rodou ainda.")
    lines += [f"• {heartbeats.called(name)}: {moments.short_text(at)}" for name, at in sorted(pulse.beats.items())]
    return Reply("\n".join(lines), (Button("Minha pauta", "pauta"), *parts()))


def parts() -> list[Button]:
    """What can be asked about the machine, part by part."""
    return [Button(each.capitalize(), f"status {each}") for each in ("filas", "falhas", "importações", "história")]


def _waiting(pulse: Pulse) -> str:
    said = [
        (pulse.waiting, f"{pulse.waiting} por enviar"),
        (pulse.later, f"{pulse.later} para mais tarde"),
        (pulse.homeless, f"{pulse.homeless} para quem ainda não entrou"),
        (pulse.uncertain, f"{pulse.uncertain} sem certeza de entrega"),
    ]
    return ", ".join(text for count, text in said if count) or "nenhuma à espera"
