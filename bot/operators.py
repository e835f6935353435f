"""The operator of a command: the account of the operating system, for the history."""

import os


def operator() -> str:
    """The account: `root`, or `root (entrou como maria)` where another one opened the terminal."""
    account, entered = _account(), _login()
    return f"{account} (entrou como {entered})" if entered and entered != account else account


def _account() -> str:
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, AttributeError, KeyError):
        return _login() or "usuário desconhecido"


def _login() -> str:
    try:
        return os.getlogin()
    except OSError:
        return ""
