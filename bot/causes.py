"""The causes of database failures, told apart by the driver's codes and fixed phrases; messages are never quoted."""

from enum import Enum


class Cause(Enum):
    """A cause: its name in the log, and the sentence for people, with what to do."""

    FULL = "disk full", "o disco está cheio. Libere espaço; o que espera é feito sozinho depois"
    READ_ONLY = "read only", "o banco só deixa ler. Confira de quem é o arquivo, ou se o endereço é o de uma réplica"
    NO_ACCESS = "cannot be opened", "não consegui abrir o arquivo do banco. Confira a pasta e de quem ela é"
    BUSY = "locked by another", "outro programa está com o banco agora. Espere e repita"
    DAMAGED = "damaged, or no database", "o arquivo está danificado, ou não é um banco do Gabinete. Restaure uma cópia"
    DISK = "disk error", "o disco falhou ao ler ou gravar. Confira o espaço e o próprio disco"
    REFUSED = "connection refused", "o PostgreSQL não atende nesse endereço. Ligue-o, ou confira DATABASE_URL"
    UNKNOWN_HOST = "unknown host", "não acho o servidor do PostgreSQL. Confira o nome em DATABASE_URL, e a rede"
    TIMEOUT = "timeout", "o PostgreSQL não respondeu a tempo. Confira se está ligado, e a rede"
    LOST = "connection lost", "a ligação com o PostgreSQL caiu. Confira se está ligado"
    STARTING = "starting or stopping", "o PostgreSQL está ligando ou desligando. Espere e repita"
    PASSWORD = "access denied", "o PostgreSQL recusou o usuário ou a senha. Confira DATABASE_URL"
    NO_DATABASE = "no such database", "esse banco não existe no PostgreSQL. Crie-o (createdb), ou confira DATABASE_URL"
    CROWDED = "too many connections", "o PostgreSQL não aceita mais ligações. Feche as que sobram, ou suba o limite"

    @property
    def log(self) -> str:
        return str(self.value[0])

    @property
    def sentence(self) -> str:
        return str(self.value[1])


_SQLITE = {
    "SQLITE_FULL": Cause.FULL,
    "SQLITE_READONLY": Cause.READ_ONLY,
    "SQLITE_CANTOPEN": Cause.NO_ACCESS,
    "SQLITE_PERM": Cause.NO_ACCESS,
    "SQLITE_BUSY": Cause.BUSY,
    "SQLITE_LOCKED": Cause.BUSY,
    "SQLITE_CORRUPT": Cause.DAMAGED,
    "SQLITE_NOTADB": Cause.DAMAGED,
    "SQLITE_IOERR": Cause.DISK,
}
_POSTGRESQL = {
    "53100": Cause.FULL,
    "25006": Cause.READ_ONLY,
    "55P03": Cause.BUSY,
    "57014": Cause.TIMEOUT,
    "57P01": Cause.LOST,
    "57P02": Cause.LOST,
    "57P03": Cause.STARTING,
    "57P05": Cause.LOST,
    "25P03": Cause.TIMEOUT,
    "28P01": Cause.PASSWORD,
    "28000": Cause.PASSWORD,
    "3D000": Cause.NO_DATABASE,
    "53300": Cause.CROWDED,
    "58030": Cause.DISK,
}
_PHRASES = {  # of libpq, which gives no code before there is a connection
    "connection refused": Cause.REFUSED,
    "no such file or directory": Cause.REFUSED,
    "could not translate host name": Cause.UNKNOWN_HOST,
    "failed to resolve host": Cause.UNKNOWN_HOST,
    "name or service not known": Cause.UNKNOWN_HOST,
    "password authentication failed": Cause.PASSWORD,
    "no password supplied": Cause.PASSWORD,
    "no pg_hba.conf entry": Cause.PASSWORD,
    "starting up": Cause.STARTING,
    "shutting down": Cause.STARTING,
    "too many clients": Cause.CROWDED,
    "remaining connection slots": Cause.CROWDED,
    "session is read-only": Cause.READ_ONLY,
    "read-only": Cause.READ_ONLY,
    "does not exist": Cause.NO_DATABASE,
    "timeout expired": Cause.TIMEOUT,
    "timed out": Cause.TIMEOUT,
    "server closed the connection": Cause.LOST,
    "connection is lost": Cause.LOST,
    "connection is closed": Cause.LOST,
    "network is unreachable": Cause.UNKNOWN_HOST,
    "no route to host": Cause.UNKNOWN_HOST,
}
_WITHOUT_CODE = ("OperationalError", "ConnectionTimeout")


def cause_of(error: BaseException | None) -> Cause | None:
    """The cause of a database failure; None for any other error, such as a wrong statement."""
    source = getattr(error, "orig", None) or error
    if name := getattr(source, "sqlite_errorname", None):
        return _SQLITE.get("_".join(str(name).split("_")[:2]))
    if code := getattr(source, "sqlstate", None):
        return _POSTGRESQL.get(str(code)) or (Cause.LOST if str(code).startswith("08") else None)
    if type(source).__module__.startswith("psycopg") and type(source).__name__ in _WITHOUT_CODE:
        said = str(source).lower()
        return next((cause for phrase, cause in _PHRASES.items() if phrase in said), None)
    return Cause.TIMEOUT if type(source).__name__ == "TimeoutError" and hasattr(source, "code") else None


def cause_in(error: BaseException | None) -> Cause | None:
    """The cause of an error, or of the errors it was raised from; None where there is none."""
    seen = set[int]()
    while error is not None and id(error) not in seen:
        if cause := cause_of(error):
            return cause
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return None
