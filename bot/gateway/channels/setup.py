"""Which channels this installation speaks on: those whose settings are there."""

from __future__ import annotations

from bot.gateway.channels.base import Channel
from bot.gateway.channels.line import Line
from bot.gateway.channels.telegram import Telegram
from bot.gateway.channels.wechat import WeChat
from bot.gateway.channels.wecom import WeCom
from bot.gateway.channels.whatsapp import WhatsApp
from bot.settings import Settings


def configured(settings: Settings) -> dict[str, Channel]:
    """The channels by name."""
    given = settings.channels
    found: list[Channel] = []
    if given.telegram_token:
        found.append(Telegram(given.telegram_token, given.telegram_secret, given.telegram_api))
    if given.whatsapp_token:
        found.append(
            WhatsApp(
                given.whatsapp_token,
                given.whatsapp_app_secret,
                given.whatsapp_verify_token,
                given.whatsapp_number_id,
                given.whatsapp_api,
            )
        )
    if given.line_token:
        found.append(Line(given.line_token, given.line_secret, given.line_api))
    if given.wechat_app_id:
        found.append(
            WeChat(
                given.wechat_app_id,
                given.wechat_app_secret,
                given.wechat_token,
                given.wechat_encoding_key,
                given.wechat_api,
            )
        )
    if given.wecom_corp_id:
        found.append(
            WeCom(
                given.wecom_corp_id,
                given.wecom_secret,
                given.wecom_token,
                given.wecom_encoding_key,
                given.wecom_api,
            )
        )
    return {one.name: one for one in found}
