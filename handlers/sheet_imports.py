"""Tables sent in the chat: shown what they would do, then imported by a button, all or nothing."""

from handlers.base import Button, Refusal, Reply, Request, command
from handlers.wording import sheet_imports as wording
from models import attachments, file_types, sheet_imports, sheet_imports_long
from models.people import Role
from models.texts import listed

GROUP = "Planilhas, gráficos e agenda"


@command(
    "importar",
    usage="importar expedientes (com a planilha)",
    offered_to=(Role.ADMINISTRADOR, Role.CHEFIA),
)
def take_in(request: Request) -> Reply:
    """Confere uma planilha (XLSX ou CSV) e diz o que mudaria; o botão importa tudo, ou nada."""
    if request.text.isdecimal() and len(request.text) < 10:
        return _confirmed(request, int(request.text))
    subject, options = sheet_imports.subject_called(request.text.strip(" .:"))
    if subject is None:
        known = listed([each.many for each in sheet_imports.tables()], "ou")
        raise Refusal(f"Diga na legenda o que importar, por exemplo: importar expedientes. Aceito {known}.")
    sheet_imports.require_right(request.session, subject, request.person, request.now)
    if len(request.files) != 1:
        raise Refusal(f"Mande uma planilha (XLSX ou CSV) com esta legenda: importar {subject.many}")
    request.taken = True
    name, content = file_types.safe_name(request.files[0].name), attachments.content_of(request.files[0])
    if sheet_imports_long.is_long(content):
        sheet_imports_long.queue(
            request.session, subject.kind, name, content, options=options, by=request.person, now=request.now
        )
        return wording.queued(name, len(content))
    found = sheet_imports.rehearse(
        request.session, subject, name, content, options=options, by=request.person, now=request.now
    )
    if found.lacks is not None:
        request.taken = False  # the file waits for the answer
        raise found.lacks
    if found.faults:
        file = sheet_imports.report(name, found.faults, by=request.person, now=request.now)
        return wording.wrong(name, found, file)
    if not found.import_id:
        return Reply(f"Tudo o que está em {name} já está registrado: nada mudaria.")
    return wording.rehearsed(subject, found, name)


def _confirmed(request: Request, import_id: int) -> Reply:
    """Import a table that was checked; a long one is left to the clock."""
    session, by, now = request.session, request.person, request.now
    waiting = sheet_imports.own(session, import_id, by=by, now=now)
    if sheet_imports_long.is_by_clock(waiting):
        sheet_imports_long.want(waiting, now)
        return wording.wanted(waiting.name)
    table, result = sheet_imports.of_kind(waiting.kind), sheet_imports.confirm(session, waiting, by=by, now=now)
    return Reply(wording.did(table, result, waiting.name, would=False), (Button("Ver", table.many),))
