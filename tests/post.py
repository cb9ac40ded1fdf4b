"""Where one-time codes arrive in tests: a real mail server and a real SMS gateway."""

from __future__ import annotations

import base64
import contextlib
import json
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller

from tests.ports import free_ports

SECRET = "whsec_" + base64.b64encode(b"a secret of the sms gateway here").decode()


@dataclass
class Post:
    """What arrived, by address, oldest first. `refuse` answers the next deliveries with errors."""

    smtp_port: int = 0
    sms_port: int = 0
    mails: list[tuple[str, Any]] = field(default_factory=list)
    texts: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    refuse: list[int] = field(default_factory=list)

    @property
    def settings(self) -> dict[str, str]:
        """The settings by which an installation sends here."""
        return {
            "ZHIYIN_SMTP_URL": f"smtp://127.0.0.1:{self.smtp_port}",
            "ZHIYIN_SMTP_FROM": "advice@bank.example",
            "ZHIYIN_SMS_URL": f"http://127.0.0.1:{self.sms_port}/sms",
            "ZHIYIN_SMS_SECRET": SECRET,
        }

    def clear(self) -> None:
        """Throw away what arrived, and refuse nothing any more."""
        for kept in (self.mails, self.texts, self.refuse):
            kept.clear()

    def arrived(self, to: str) -> list[str]:
        """The texts that arrived at an address."""
        mailed = [mail.get_content() for who, mail in self.mails if who == to]
        return mailed + [text for who, text, _, _ in self.texts if who == to]

    def code(self, to: str, *, number: int = 1, within: float = 20.0) -> str:
        """The code in the message of that number at an address, once it is there."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            texts = self.arrived(to)
            if len(texts) >= number:
                found = re.findall(r"(?<!\d)\d{6}(?!\d)", texts[number - 1])
                assert len(found) == 1, texts
                return str(found[0])
            time.sleep(0.05)
        raise AssertionError(f"message {number} did not arrive")


class _Mailbox:
    def __init__(self, post: Post) -> None:
        self._post = post

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if self._post.refuse:
            return f"{self._post.refuse.pop(0)} not now"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self._post.mails.extend((to, mail) for to in envelope.rcpt_tos)
        return "250 OK"


@contextlib.contextmanager
def post_office() -> Iterator[Post]:
    """Both servers, on free ports."""
    post = Post()

    class Gateway(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            status = post.refuse.pop(0) if post.refuse else 202
            if status == 202:
                data = json.loads(body)["data"]
                headers = {name.lower(): value for name, value in self.headers.items()}
                post.texts.append((data["to"], data["text"], headers, body))
            self.send_response(status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            return

    sms = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=sms.serve_forever, args=(0.02,), daemon=True).start()
    post.sms_port = sms.server_address[1]
    mail = Controller(_Mailbox(post), hostname="127.0.0.1", port=free_ports())
    mail.start()
    post.smtp_port = mail.port
    try:
        yield post
    finally:
        mail.stop()
        sms.shutdown()
        sms.server_close()
