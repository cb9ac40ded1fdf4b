"""Every setting of the running system, read from the environment once, in one place."""

from __future__ import annotations

import base64
import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import overload
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent


Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class SettingsError(Exception):
    """A setting has a value that cannot be used; the message names the variable and the mend."""


@dataclass(frozen=True)
class VaultSettings:
    """Where HashiCorp Vault is and how to sign in there. Paths are absolute."""

    address: str
    mount: str
    key: str
    namespace: str
    ca_file: Path | None
    token: str = field(repr=False)
    token_file: Path | None
    role_id: str
    secret_id: str = field(repr=False)
    secret_id_file: Path | None


@dataclass(frozen=True)
class ChannelSettings:
    """What the messaging channels need; a channel without its token is not there."""

    telegram_token: str = field(default="", repr=False)
    telegram_secret: str = field(default="", repr=False)
    telegram_api: str = "https://api.telegram.org"
    whatsapp_token: str = field(default="", repr=False)
    whatsapp_app_secret: str = field(default="", repr=False)
    whatsapp_verify_token: str = field(default="", repr=False)
    whatsapp_number_id: str = ""
    whatsapp_api: str = "https://graph.facebook.com/v21.0"
    wechat_app_id: str = ""
    wechat_app_secret: str = field(default="", repr=False)
    wechat_token: str = field(default="", repr=False)
    wechat_encoding_key: str = field(default="", repr=False)
    wechat_api: str = "https://api.weixin.qq.com"
    wecom_corp_id: str = ""
    wecom_secret: str = field(default="", repr=False)
    wecom_token: str = field(default="", repr=False)
    wecom_encoding_key: str = field(default="", repr=False)
    wecom_api: str = "https://qyapi.weixin.qq.com"
    line_token: str = field(default="", repr=False)
    line_secret: str = field(default="", repr=False)
    line_api: str = "https://api.line.me"


@dataclass(frozen=True)
class ChatwootSettings:
    """The inbox in Chatwoot where an institution's own people answer; there where `url` is.

    `language` is theirs (`zh` or `en`). `share` is how much they are told of a client: `least`,
    `summary` or `transcript`.
    """

    url: str = ""
    account: int = 0
    inbox: int = 0
    token: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    language: str = "zh"
    share: str = "least"

    def __bool__(self) -> bool:
        return bool(self.url)


@dataclass(frozen=True)
class Settings:
    """The settings of one installation. Paths are absolute, ports are TCP port numbers."""

    root: Path
    home: Path
    host: str
    port: int
    database_url: str
    keystore_url: str
    redis_url: str | None
    key_provider: str
    cipher: str
    key_cache_seconds: int
    vault: VaultSettings
    policy_path: Path
    questionnaire_path: Path
    products_path: Path
    knowledge_path: Path
    assumptions_path: Path
    institution_zh: str
    institution_en: str
    public_url: str | None
    allowed_origins: tuple[str, ...]
    log_level: str
    backup_path: Path | None
    phone_region: str = "CN"
    jurisdiction: str = "CN"
    """Where the institution is licensed (ISO 3166): which questions and products are in use."""
    regulatory_path: Path | None = None
    """The institution's own regulatory questionnaire; None for the one within ours."""
    smtp_url: str | None = field(default=None, repr=False)
    smtp_from: str | None = None
    sms_url: str | None = field(default=None, repr=False)
    sms_secret: str | None = field(default=None, repr=False)
    channels: ChannelSettings = field(default_factory=ChannelSettings)
    chatwoot: ChatwootSettings = field(default_factory=ChatwootSettings)
    webhook_networks: tuple[Network, ...] = ()
    """Networks that are not the open internet's and that webhooks may reach all the same."""

    @property
    def engine_port(self) -> int:
        """The private port of the Rasa server (loopback)."""
        return self.port + 1

    @property
    def actions_port(self) -> int:
        """The private port of the action server (loopback)."""
        return self.port + 2

    @property
    def engine_url(self) -> str:
        """Base address of the engine's private channel."""
        return f"http://127.0.0.1:{self.engine_port}"

    @property
    def actions_url(self) -> str:
        """Base address of the action server."""
        return f"http://127.0.0.1:{self.actions_port}"

    @property
    def address(self) -> str:
        """The address people open: the public one where set, else the gateway's own."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def keys_path(self) -> Path:
        """Folder of key and secret files (mode 0700)."""
        return self.home / "keys"

    @property
    def logs_path(self) -> Path:
        """Folder of the processes' logs."""
        return self.home / "logs"

    @property
    def set_aside_path(self) -> Path:
        """Folder of what a restore replaced."""
        return self.home / "set-aside"

    @property
    def answers_path(self) -> Path:
        """Folder of answers in clients' own words; it lies beside the questionnaire."""
        return self.questionnaire_path.parent / "answers"

    @property
    def models_path(self) -> Path:
        """Folder of trained models."""
        return self.root / "models"


def _port(environ: Mapping[str, str]) -> int:
    raw = environ.get("ZHIYIN_PORT", "8000")
    try:
        port = int(raw)
    except ValueError:
        port = 0
    if not 1 <= port <= 65533:
        raise SettingsError(
            f"ZHIYIN_PORT is {raw!r}; give a number from 1 to 65533 (two more ports follow it)."
        )
    return port


def _seconds(environ: Mapping[str, str], name: str, default: int, highest: int) -> int:
    raw = environ.get(name, "").strip() or str(default)
    if not raw.isascii() or not raw.isdigit() or not 1 <= int(raw) <= highest:
        raise SettingsError(f"{name} is {raw!r}; give a number of seconds from 1 to {highest}.")
    return int(raw)


def _vault(environ: Mapping[str, str]) -> VaultSettings:
    def word(name: str, default: str = "") -> str:
        return environ.get(name, "").strip() or default

    def file(name: str) -> Path | None:
        value = word(name)
        return Path(value).expanduser().resolve() if value else None

    return VaultSettings(
        address=word("ZHIYIN_VAULT_ADDR").rstrip("/"),
        mount=word("ZHIYIN_VAULT_MOUNT", "transit").strip("/"),
        key=word("ZHIYIN_VAULT_KEY", "zhiyin"),
        namespace=word("ZHIYIN_VAULT_NAMESPACE"),
        ca_file=file("ZHIYIN_VAULT_CACERT"),
        token=word("ZHIYIN_VAULT_TOKEN"),
        token_file=file("ZHIYIN_VAULT_TOKEN_FILE"),
        role_id=word("ZHIYIN_VAULT_ROLE_ID"),
        secret_id=word("ZHIYIN_VAULT_SECRET_ID"),
        secret_id_file=file("ZHIYIN_VAULT_SECRET_ID_FILE"),
    )


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from `environ` (default: the process's environment).

    Raises SettingsError where a value cannot be used.
    """
    env = os.environ if environ is None else environ

    @overload
    def path(name: str, default: Path) -> Path: ...
    @overload
    def path(name: str, default: None) -> Path | None: ...
    def path(name: str, default: Path | None) -> Path | None:
        value = env.get(name, "").strip()
        return Path(value).expanduser().resolve() if value else default

    home = path("ZHIYIN_HOME", ROOT / "var")
    data = ROOT / "data"
    database_url = env.get("ZHIYIN_DATABASE_URL", "").strip()
    keystore_url = env.get("ZHIYIN_KEYSTORE_URL", "").strip()
    return Settings(
        root=ROOT,
        home=home,
        host=env.get("ZHIYIN_HOST", "").strip() or "127.0.0.1",
        port=_port(env),
        database_url=_driver(database_url) or f"sqlite:///{home / 'zhiyin.db'}",
        keystore_url=_driver(keystore_url) or f"sqlite:///{home / 'keystore.db'}",
        redis_url=env.get("ZHIYIN_REDIS_URL", "").strip() or None,
        key_provider=env.get("ZHIYIN_KEY_PROVIDER", "").strip() or "file",
        cipher=env.get("ZHIYIN_CIPHER", "").strip().lower() or "aes-256-gcm",
        key_cache_seconds=_seconds(env, "ZHIYIN_KEY_CACHE_SECONDS", 60, 600),
        vault=_vault(env),
        policy_path=path("ZHIYIN_POLICY", data / "policy.yml"),
        questionnaire_path=path("ZHIYIN_QUESTIONNAIRE", data / "questionnaire.yml"),
        products_path=path("ZHIYIN_PRODUCTS", data / "products.yml"),
        knowledge_path=path("ZHIYIN_KNOWLEDGE", data / "knowledge"),
        assumptions_path=path("ZHIYIN_ASSUMPTIONS", data / "assumptions.yml"),
        institution_zh=env.get("ZHIYIN_INSTITUTION_ZH", "").strip() or "示范银行",
        institution_en=env.get("ZHIYIN_INSTITUTION_EN", "").strip() or "Sample Bank",
        public_url=env.get("ZHIYIN_PUBLIC_URL", "").strip().rstrip("/") or None,
        allowed_origins=tuple(
            origin.strip().rstrip("/")
            for origin in env.get("ZHIYIN_ALLOWED_ORIGINS", "").split(",")
            if origin.strip()
        ),
        log_level=env.get("ZHIYIN_LOG_LEVEL", "").strip().upper() or "INFO",
        backup_path=path("ZHIYIN_BACKUP_DIR", None),
        channels=_channels(env),
        chatwoot=_chatwoot(env),
        webhook_networks=_networks(env, "ZHIYIN_WEBHOOK_NETWORKS"),
        phone_region=_country(env, "ZHIYIN_PHONE_REGION"),
        jurisdiction=_country(env, "ZHIYIN_JURISDICTION"),
        regulatory_path=path("ZHIYIN_REGULATORY", None),
        **_ways_to_send(env),
    )


def _networks(env: Mapping[str, str], name: str) -> tuple[Network, ...]:
    given = [one.strip() for one in env.get(name, "").split(",") if one.strip()]
    try:
        return tuple(ipaddress.ip_network(one) for one in given)
    except ValueError:
        raise SettingsError(
            f"{name} is {env[name]!r}; give networks separated by commas, as "
            "10.20.0.0/16,127.0.0.1/32."
        ) from None


_CHANNEL_NEEDS = {
    "ZHIYIN_TELEGRAM_TOKEN": ("ZHIYIN_TELEGRAM_SECRET",),
    "ZHIYIN_WHATSAPP_TOKEN": (
        "ZHIYIN_WHATSAPP_APP_SECRET",
        "ZHIYIN_WHATSAPP_VERIFY_TOKEN",
        "ZHIYIN_WHATSAPP_NUMBER_ID",
    ),
    "ZHIYIN_LINE_TOKEN": ("ZHIYIN_LINE_SECRET",),
    "ZHIYIN_WECHAT_APP_ID": ("ZHIYIN_WECHAT_APP_SECRET", "ZHIYIN_WECHAT_TOKEN"),
    "ZHIYIN_WECOM_CORP_ID": (
        "ZHIYIN_WECOM_SECRET",
        "ZHIYIN_WECOM_TOKEN",
        "ZHIYIN_WECOM_ENCODING_KEY",
    ),
}
"""A channel is set up whole or not at all: without its secret anybody could speak as a client."""


def _channels(env: Mapping[str, str]) -> ChannelSettings:
    given = {name: env.get(f"ZHIYIN_{name.upper()}", "").strip() for name in _CHANNEL_NAMES}
    for token, others in _CHANNEL_NEEDS.items():
        missing = [name for name in others if not env.get(name, "").strip()]
        if env.get(token, "").strip() and missing:
            raise SettingsError(f"{token} is set without {', '.join(missing)}; set them all.")
    for name, value in given.items():
        if name.endswith("_api") and value:
            _require_way(f"ZHIYIN_{name.upper()}", value, safe=("https",), plain="http")
        if name.endswith("_encoding_key") and value and not re.fullmatch(r"[A-Za-z0-9]{43}", value):
            raise SettingsError(
                f"ZHIYIN_{name.upper()} is not an EncodingAESKey; it has 43 letters and digits."
            )
    return ChannelSettings(**{name: value.rstrip("/") for name, value in given.items() if value})


_CHANNEL_NAMES = tuple(ChannelSettings.__dataclass_fields__)

_CHATWOOT_NEEDS = (
    "ZHIYIN_CHATWOOT_URL",
    "ZHIYIN_CHATWOOT_ACCOUNT",
    "ZHIYIN_CHATWOOT_INBOX",
    "ZHIYIN_CHATWOOT_TOKEN",
    "ZHIYIN_CHATWOOT_SECRET",
)


def _chatwoot(env: Mapping[str, str]) -> ChatwootSettings:
    """Set up whole or not at all: without its secret anybody could knock."""
    given = [env.get(name, "").strip() for name in _CHATWOOT_NEEDS]
    if not any(given):
        return ChatwootSettings()
    missing = [name for name, value in zip(_CHATWOOT_NEEDS, given, strict=True) if not value]
    if missing:
        raise SettingsError(f"Chatwoot is set up without {', '.join(missing)}; set them all.")
    url, account, inbox, token, secret = given
    _require_way("ZHIYIN_CHATWOOT_URL", url, safe=("https",), plain="http")
    return ChatwootSettings(
        url=url.rstrip("/"),
        account=_number("ZHIYIN_CHATWOOT_ACCOUNT", account),
        inbox=_number("ZHIYIN_CHATWOOT_INBOX", inbox),
        token=token,
        secret=secret,
        language=_word(env, "ZHIYIN_CHATWOOT_LANGUAGE", ("zh", "en")),
        share=_word(env, "ZHIYIN_CHATWOOT_SHARE", ("least", "summary", "transcript")),
    )


def _number(name: str, given: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,17}", given):
        raise SettingsError(f"{name} is {given!r}; give the number in Chatwoot's address.")
    return int(given)


def _word(env: Mapping[str, str], name: str, known: tuple[str, ...]) -> str:
    """One of these words; the first where nothing is given."""
    word = env.get(name, "").strip() or known[0]
    if word not in known:
        raise SettingsError(f"{name} is {word!r}; give one of {', '.join(known)}.")
    return word


def _country(env: Mapping[str, str], name: str) -> str:
    country = env.get(name, "").strip().upper() or "CN"
    if not re.fullmatch(r"[A-Z]{2}", country):
        raise SettingsError(f"{name} is {country!r}; give two letters of ISO 3166, as CN or SG.")
    return country


def _ways_to_send(env: Mapping[str, str]) -> dict[str, str | None]:
    """How one-time codes go out. What is set must be whole, and safe on the way."""
    names = ("SMTP_URL", "SMTP_FROM", "SMS_URL", "SMS_SECRET")
    given = {name.lower(): env.get(f"ZHIYIN_{name}", "").strip() or None for name in names}
    smtp, sms = given["smtp_url"], given["sms_url"]
    if smtp is not None:
        _require_way("ZHIYIN_SMTP_URL", smtp, safe=("smtps", "smtp+starttls"), plain="smtp")
        if "@" not in (given["smtp_from"] or ""):
            raise SettingsError(
                "ZHIYIN_SMTP_FROM is missing; give the address mails come from, such as "
                "advice@bank.example."
            )
    if sms is not None:
        _require_way("ZHIYIN_SMS_URL", sms, safe=("https",), plain="http")
        try:
            key = base64.b64decode(
                (given["sms_secret"] or "").removeprefix("whsec_"), validate=True
            )
        except ValueError:
            key = b""
        if len(key) < 24:
            raise SettingsError(
                "ZHIYIN_SMS_SECRET must be whsec_ and at least 24 random bytes in base64 "
                "(echo whsec_$(openssl rand -base64 32)); the SMS gateway checks it."
            )
    return given


def _require_way(name: str, url: str, *, safe: tuple[str, ...], plain: str) -> None:
    """Raise SettingsError unless a URL is encrypted on the way, or stays on this machine."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise SettingsError(f"{name} is no URL that can be read.") from None
    local = host in ("localhost", "127.0.0.1", "::1")
    if not host or parts.scheme not in (*safe, plain):
        raise SettingsError(f"{name} must begin with {' or '.join(f'{s}://' for s in safe)}.")
    if parts.scheme == plain and not local:
        raise SettingsError(
            f"{name} would send codes unencrypted; use {' or '.join(f'{s}://' for s in safe)} "
            f"({plain}:// is for this machine only)."
        )


def _driver(url: str) -> str:
    """Name the PostgreSQL driver we ship, so that `postgresql://…` works as it stands."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url[len(prefix) :]
    return url
