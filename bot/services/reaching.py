"""Reaching an address that somebody typed in, without being led where nobody outside may go.

A name is resolved here, each address it has is looked at, and the connection goes to the address
that was looked at: a name that means another machine a moment later leads nowhere. No redirects,
no proxies, nothing of the answer is read but its status and headers, and all of it within a time.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urlsplit

import httpx

from bot.settings import Network

SECONDS = 15.0
"""How long all of it may take, from the name to the answer's headers."""
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_HOSTS_OWN = (ipaddress.IPv4Network("168.63.129.16/32"),)
"""Addresses of a cloud's own machinery that look like anybody's."""
_LONGEST_URL = 2000


class Unreachable(Exception):
    """A message could not be handed over; `code` says why and holds nothing of the receiver's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Answer:
    """What a receiver answered."""

    status: int
    headers: Mapping[str, str] = field(repr=False)


def check(url: str, allowed: Sequence[Network]) -> None:
    """Raise Unreachable unless something may be sent to a URL, as far as can be told without
    resolving its name.

    `https` only; `http` within this machine, where the settings allow its addresses.
    """
    host, _ = _place(url)
    literal = _literal(host)
    if literal is not None and not permitted(literal, allowed):
        raise Unreachable("address_refused")
    if urlsplit(url).scheme == "http":
        local = literal is not None and literal.is_loopback
        if not local:
            raise Unreachable("not_https")


def permitted(address: Address, allowed: Sequence[Network]) -> bool:
    """Whether an address is one of the open internet, or allowed by the settings.

    What an IPv6 address carries of an IPv4 address is looked at as well.
    """
    if any(address.version == one.version and address in one for one in allowed):
        return True
    inner = _inner(address)
    if inner is not None:
        return permitted(inner, allowed)
    if address.version == 4 and any(address in one for one in _HOSTS_OWN):
        return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified
    )


def _inner(address: Address) -> ipaddress.IPv4Address | None:
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    return address.teredo[1] if address.teredo is not None else None


async def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a name, as the machine's resolver gives them."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


async def post(
    url: str,
    headers: Mapping[str, str],
    body: bytes,
    *,
    allowed: Sequence[Network],
    resolver: Resolver = resolve,
    seconds: float = SECONDS,
) -> Answer:
    """Post a body to a URL; gives what was answered, whatever the status.

    Raises Unreachable: `address_refused`, `not_https`, `url`, `name_unknown`, `timed_out`,
    `not_connected`, `tls`, `broken_off`.
    """
    check(url, allowed)
    try:
        return await asyncio.wait_for(_post(url, headers, body, allowed, resolver), seconds)
    except asyncio.TimeoutError:
        raise Unreachable("timed_out") from None


async def _post(
    url: str,
    headers: Mapping[str, str],
    body: bytes,
    allowed: Sequence[Network],
    resolver: Resolver,
) -> Answer:
    host, port = _place(url)
    addresses = await _looked_at(host, port, allowed, resolver)
    # Connections are not kept: the next message looks at the name again.
    transport = httpx.AsyncHTTPTransport(verify=_trust(), retries=0)
    async with httpx.AsyncClient(
        transport=transport, trust_env=False, follow_redirects=False, timeout=SECONDS
    ) as client:
        for last, address in zip((*[False] * (len(addresses) - 1), True), addresses, strict=True):
            try:
                return await _post_to(client, address, url, headers, body)
            except httpx.ConnectError as error:
                if last:
                    raise Unreachable(_kind(error)) from None
            except httpx.TimeoutException:
                raise Unreachable("timed_out") from None
            except httpx.HTTPError:
                raise Unreachable("broken_off") from None
    raise Unreachable("not_connected")


async def _post_to(
    client: httpx.AsyncClient, address: str, url: str, headers: Mapping[str, str], body: bytes
) -> Answer:
    named = httpx.URL(url)
    request = client.build_request(
        "POST",
        named.copy_with(host=address),
        headers={**headers, "host": named.netloc.decode(), "user-agent": "zhiyin"},
        content=body,
        extensions={"sni_hostname": named.raw_host.decode()},
    )
    response = await client.send(request, stream=True)
    try:
        return Answer(response.status_code, dict(response.headers))
    finally:
        await response.aclose()


async def _looked_at(
    host: str, port: int, allowed: Sequence[Network], resolver: Resolver
) -> Sequence[str]:
    """The addresses of a host, all of which may be reached: one that may not spoils all."""
    if _literal(host) is not None:
        return [host]
    try:
        found = await resolver(host, port)
    except (OSError, UnicodeError):
        raise Unreachable("name_unknown") from None
    if not found:
        raise Unreachable("name_unknown")
    for one in found:
        if not permitted(ipaddress.ip_address(one.partition("%")[0]), allowed):
            raise Unreachable("address_refused")
    return found


def _place(url: str) -> tuple[str, int]:
    """Host and port of a URL fit to be posted to. Raises Unreachable (`url`, `not_https`)."""
    try:
        parts = urlsplit(url)
        port = parts.port
        host = httpx.URL(url).raw_host.decode()
    except (ValueError, httpx.InvalidURL, UnicodeError):
        raise Unreachable("url") from None
    if parts.scheme not in ("https", "http"):
        raise Unreachable("not_https")
    unfit = parts.username is not None or parts.password is not None or parts.fragment
    if not host or unfit or len(url) > _LONGEST_URL or any(c.isspace() for c in url):
        raise Unreachable("url")
    return host, port or (443 if parts.scheme == "https" else 80)


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None


@cache
def _trust() -> ssl.SSLContext:
    return httpx.create_ssl_context()


def _kind(error: BaseException) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return "tls"
        cause = cause.__cause__ or cause.__context__
    return "not_connected"
