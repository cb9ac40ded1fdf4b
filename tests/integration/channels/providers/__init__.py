"""Doubles of the messaging providers that hold to their documented rules and misbehave on demand.

They refuse what the provider would refuse (lengths, numbers of buttons, quotas, unknown persons, a
wrong token) and keep what was delivered.
"""

from tests.integration.channels.providers.base import Provider
from tests.integration.channels.providers.line import LineDouble
from tests.integration.channels.providers.telegram import TelegramDouble
from tests.integration.channels.providers.wechat import WeChatDouble
from tests.integration.channels.providers.wecom import WeComDouble
from tests.integration.channels.providers.whatsapp import WhatsAppDouble

__all__ = [
    "LineDouble",
    "Provider",
    "TelegramDouble",
    "WeChatDouble",
    "WeComDouble",
    "WhatsAppDouble",
]
