"""The sentences about spreadsheets of lists."""

from handlers.base import Reply
from models.outbox import FileOut
from models.spreadsheets import Wish


def done(title: str, count: int, file: FileOut) -> Reply:
    return Reply(f"{title} ({count}): segue a planilha.", files=(file,))


def under_way(wish: Wish) -> Reply:
    return Reply(f"{wish.title} ({len(wish.ids)}): estou escrevendo a planilha e mando aqui assim que ficar pronta.")


def failed(title: str) -> Reply:
    return Reply(
        f"Não consegui escrever a planilha de “{title}”. Filtre a lista e peça de novo, ou avise o administrador."
    )
