"""The checks of the doctor at Slack: tokens, permissions and the clock."""

import time
from email.utils import parsedate_to_datetime

from bot.channels.slack.manifest import scopes
from bot.channels.slack.web import Api
from bot.delivery import NotSent, Rejected, Shut, Unsure
from bot.doctor import Health
from bot.settings import Settings
from models.texts import listed

_MOST_SKEW = 60.0  # seconds; Slack's signatures stop being accepted at 300
_CHECK = "Confira {name}: {where}."
_OF_BOT = "Slack, em OAuth & Permissions"
_OF_APP = "Slack, em Basic Information, App-Level Tokens, com connections:write"


async def examine(settings: Settings) -> list[tuple[Health, str]]:
    """The findings about our app at Slack. Changes nothing."""
    api = Api(settings)
    try:
        return [*await _bot(api), *await _socket(api, settings.slack_app_token.get_secret_value())]
    finally:
        await api.close()


async def _bot(api: Api) -> list[tuple[Health, str]]:
    try:
        answer = await api.raw("auth.test")
    except (Shut, Rejected, NotSent, Unsure) as error:
        return [_refused(error, "SLACK_BOT_TOKEN", _OF_BOT)]
    known = (Health.OK, f"conectado a {answer['team']} como {answer['user']}")
    return [known, _permissions(str(answer.headers.get("x-oauth-scopes") or "")), _clock(answer.headers.get("Date"))]


async def _socket(api: Api, token: str) -> list[tuple[Health, str]]:
    if not token:
        return [(Health.OK, "recebe por HTTP")]
    try:
        await api.raw("apps.connections.open", token=token)
    except (Shut, Rejected, NotSent, Unsure) as error:
        return [_refused(error, "SLACK_APP_TOKEN", _OF_APP)]
    return [(Health.OK, "recebe por Socket Mode")]


def _refused(error: Exception, name: str, where: str) -> tuple[Health, str]:
    if isinstance(error, Shut | Rejected):
        return Health.BAD, f"o Slack recusou ({error}). {_CHECK.format(name=name, where=where)}"
    return Health.BAD, f"o Slack não respondeu ({error}). Confira a rede e SLACK_API_URL."


def _permissions(granted: str) -> tuple[Health, str]:
    missing = sorted(set(scopes()) - {each.strip() for each in granted.split(",")})
    if not missing:
        return Health.OK, "todas as permissões"
    what = "Atualize o aplicativo com: python -m bot manifest slack, e instale-o de novo."
    return Health.BAD, f"{'falta' if len(missing) == 1 else 'faltam'} {listed(missing)}. {what}"


def _clock(date: str | None) -> tuple[Health, str]:
    if not date:
        return Health.NOTE, "o Slack não disse as horas; não sei se o relógio está certo"
    skew = time.time() - parsedate_to_datetime(date).timestamp()
    if abs(skew) <= _MOST_SKEW:
        return Health.OK, "relógio certo"
    where = "adiantado" if skew > 0 else "atrasado"
    return Health.BAD, f"relógio {where} {abs(skew) / 60:.0f} min. Acerte-o: o que o Slack assina seria recusado."
