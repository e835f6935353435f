"""The checks of the doctor at Telegram: the token, the privacy of groups, the webhook, the clock."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from bot.channels.telegram.web import Api
from bot.delivery import Rejected, Shut
from bot.settings import Settings

_SKEW = 30  # seconds
_MANY = 100  # updates waiting at Telegram
OK, NOTE, BAD = "ok", "aviso", "falha"
Findings = list[tuple[str, str]]


async def examine(settings: Settings) -> Findings:
    """The findings about the bot at Telegram: (ok, aviso or falha; what to do). Changes nothing."""
    api = Api(settings)
    try:
        me = await api.call("getMe")
        return [
            *_account(me, settings),
            *_webhook(await api.call("getWebhookInfo"), settings),
            *_clock(api.request.date),
        ]
    except Shut as error:
        return [(BAD, f"o token foi recusado ({error}). Confira TELEGRAM_BOT_TOKEN no @BotFather.")]
    except Rejected as error:
        return [(BAD, f"resposta inesperada: {error}")]
    except Exception as error:
        return [(BAD, f"{api.base_url} não responde ({error}). Confira a rede e TELEGRAM_API_URL.")]
    finally:
        await api.close()


def _account(me: dict[str, Any], settings: Settings) -> Findings:
    found = [(OK, f"token de @{me.get('username')}")]
    named = settings.telegram_bot_name.removeprefix("@")
    if named and named.lower() != str(me.get("username")).lower():
        found.append((BAD, f"TELEGRAM_BOT_NAME diz @{named}, mas o token é de @{me.get('username')}. Acerte o nome."))
    if me.get("can_read_all_group_messages"):
        found.append((NOTE, "a privacidade em grupos está desligada. No @BotFather: /setprivacy, Enable"))
    return found


def _webhook(info: dict[str, Any], settings: Settings) -> Findings:
    wanted = settings.telegram_webhook_url if settings.telegram_webhook_secret.get_secret_value() else ""
    url, pending = str(info.get("url") or ""), int(info.get("pending_update_count") or 0)
    found: Findings = []
    if bool(settings.telegram_webhook_url) != bool(settings.telegram_webhook_secret.get_secret_value()):
        found.append((NOTE, "TELEGRAM_WEBHOOK_URL e TELEGRAM_WEBHOOK_SECRET só valem juntos; o bot vai consultar"))
    if url and url != wanted:
        found.append((NOTE, f"há um webhook para {url}, que o bot troca ao ligar. Foi você quem o pôs?"))
    if info.get("last_error_message"):
        found.append((NOTE, f"última falha ao chamar o bot: {info['last_error_message']}"))
    level = NOTE if pending > _MANY else OK
    way = f"webhook {wanted}" if wanted else "o bot consulta o Telegram"
    return [*found, (level, f"{way}; {pending} mensagens esperam lá")]


def _clock(date: str) -> Findings:
    """The difference to Telegram's clock, which its answers carry."""
    try:
        theirs = parsedate_to_datetime(date)
    except (TypeError, ValueError):
        return []
    skew = abs((datetime.now(UTC) - theirs).total_seconds())
    if skew <= _SKEW:
        return [(OK, "o relógio confere com o do Telegram")]
    return [(BAD, f"o relógio desta máquina difere {skew:.0f} segundos do relógio do Telegram. Acerte-o (NTP).")]
