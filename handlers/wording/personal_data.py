"""Texts about personal data."""

from collections.abc import Mapping, Sequence

from handlers.base import Button, FileOut, Reply
from models.moments import short_text
from models.people import Person
from models.personal_data import Holdings
from models.personal_data.access_log import View
from models.temporality import KeepingTerm
from models.texts import listed, plural

_KEPT = (
    "O que não se apaga: atos, tarefas, expedientes e a história em que você aparece são documentos públicos, "
    "guardados pelo prazo da tabela de temporalidade (Lei 8.159/1991; LGPD art. 16, I)."
)


def mine(held: Holdings, file: FileOut, officer: Person | None) -> Reply:
    many = plural(len(held.records), "registro", "registros")
    asked = f" Dúvidas: {officer.name}, encarregado pelos dados pessoais." if officer else ""
    text = (
        f"Aqui está o que se guarda sobre você: o cadastro, {many} em que você aparece e o que mais houver. "
        f"O arquivo JSON vai agora; o PDF, em seguida.{asked}"
    )
    buttons = (Button("Corrigir", "corrigir meus dados"), Button("Apagar", "apagar meus dados"))
    return Reply(text, buttons, (file,))


def correction(person: Person, changes: Sequence[str]) -> str:
    return f"{person.called} pede que se corrija o seu cadastro: {', '.join(changes)}."


def correction_asked(names: Sequence[str]) -> Reply:
    return Reply(
        f"Pedi a correção a {listed(names)}. Você verá o cadastro novo em: eu", (Button("Meu cadastro", "eu"),)
    )


def erasure(person: Person) -> str:
    return (
        f"{person.called} pede que se apaguem os seus dados. Enquanto está em exercício, nada há a apagar; depois de "
        f"desligar, o caminho é: anonimizar @{person.handle}"
    )


def erasure_asked(known: Mapping[str, KeepingTerm], names: Sequence[str]) -> Reply:
    contacts = known["contatos"].text
    text = (
        f"Levei o pedido a {listed(names)}. O que pode ser apagado: telefone, e-mail, endereços de aplicativo e "
        f"preferências, a partir de {contacts} depois que você deixar o cargo. {_KEPT}"
    )
    return Reply(text, (Button("Meus dados", "meus dados"),))


def officer(person: Person | None) -> Reply:
    if person is None:
        return Reply("Ninguém foi designado encarregado pelos dados pessoais. O prefeito ou a chefia designa.")
    where = ", ".join(part for part in (person.cargo, person.orgao.sigla if person.orgao else "", person.email) if part)
    return Reply(f"Encarregado pelos dados pessoais: {person.name} ({where}).")


def views(found: Sequence[View], file: FileOut | None = None) -> Reply:
    if not found:
        return Reply("Ninguém abriu.")
    lines = [
        f"• {short_text(each.first_at)} {each.code} {each.name}{f' ({each.times} vezes)' if each.times > 1 else ''}"
        for each in found
    ]
    more = ["O arquivo tem todos."] if file else []
    return Reply("\n".join(["Abriram:", *lines, *more]), files=(file,) if file else ())


def table(known: Mapping[str, KeepingTerm]) -> Reply:
    terms = [each for each in known.values() if each.days is not None]
    kept = [each.serie + _class(each) for each in known.values() if each.days is None]
    lines = [f"• {each.what}: {each.text}{_class(each)}" for each in terms]
    ends = f"Sempre: {listed(kept)}."
    own = "Para mudar, mande a tabela do município com a legenda: importar prazos de guarda"
    plan = "O plano de classificação, com a classe de cada série: importar classes do plano"
    return Reply("\n".join(["Por quanto tempo se guarda:", *lines, ends, f"{own}. {plan}"]))


def _class(term: KeepingTerm) -> str:
    return f" (classe {term.code} {term.title})" if term.title else ""
