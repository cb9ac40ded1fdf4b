"""The people of the institution: their accounts, how they sign in, and what each role may do."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from bot.records.models import ROLES, Advisor, AdvisorSession, AdvisorToken
from bot.records.unit import UnitOfWork
from bot.services import passwords
from bot.services.app import App
from bot.services.errors import Conflict, Invalid, NotAllowed, NotAuthenticated, NotFound, TooMany
from bot.services.throttle import Throttle

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
_TOUCH_EVERY = timedelta(seconds=30)
LANGUAGES = ("zh", "en")

SERVING = frozenset({"advisor", "supervisor", "admin"})
"""Roles that may take a handoff and speak with its client."""
OVERSEEING = frozenset({"supervisor", "admin"})
"""Roles that see and may end what others have taken."""
READING_ALL = frozenset({"supervisor", "compliance", "admin"})
"""Roles that may open any handoff; compliance must say why."""

_EMAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]{1,189}")
_throttles: WeakKeyDictionary[object, Throttle] = WeakKeyDictionary()


@dataclass(frozen=True)
class Added:
    """A new account and the password for its first sign-in, which is shown only here."""

    advisor: Advisor
    password: str = field(repr=False)


@dataclass(frozen=True)
class SignedIn:
    """Who makes a request. `csrf` is None for an API token, which no browser sends by itself."""

    advisor: Advisor
    csrf: str | None = field(default=None, repr=False)
    token_hash: str | None = field(default=None, repr=False)

    @property
    def must_change(self) -> bool:
        """Whether the one-time password has to be replaced before anything else."""
        return self.advisor.must_change


def add(
    app: App,
    *,
    email: str,
    name: str,
    role: str = "advisor",
    languages: tuple[str, ...] = LANGUAGES,
) -> Added:
    """Open an account with a one-time password.

    Raises Invalid (`email`, `name`, `role`, `languages`) or Conflict (`email_taken`).
    """
    email, name = _clean_email(email), name.strip()
    if not 0 < len(name) <= 100 or any(ord(char) < 32 for char in name):
        raise Invalid("name")
    if role not in ROLES:
        raise Invalid("role")
    if not languages or any(language not in LANGUAGES for language in languages):
        raise Invalid("languages")
    password = passwords.one_time_password()
    advisor = Advisor(
        id=app.new_id(),
        email=email,
        name=name,
        role=role,
        languages=tuple(dict.fromkeys(languages)),
        state="active",
        password_hash=passwords.hash_password(password),
        must_change=True,
        created_at=app.now(),
    )
    with app.records.begin() as work:
        if work.advisors.by_email(email) is not None:
            raise Conflict("email_taken")
        work.advisors.add(advisor)
        work.audit.record(
            at=app.now(),
            actor="system",
            action="advisor.added",
            detail={"advisor": advisor.id, "role": role},
        )
    return Added(advisor, password)


def add_first(app: App, *, email: str, name: str) -> Added | None:
    """Open the first administrator's account; None when there are accounts already."""
    with app.records.read() as work:
        if work.advisors.list():
            return None
    return add(app, email=email, name=name, role="admin")


def list_advisors(app: App) -> tuple[Advisor, ...]:
    """All accounts, oldest first."""
    with app.records.read() as work:
        return tuple(sorted(work.advisors.list(), key=lambda advisor: advisor.id))


def by_email(app: App, email: str) -> Advisor:
    """The account of that address. Raises NotFound."""
    with app.records.read() as work:
        advisor = work.advisors.by_email(_clean_email(email))
    if advisor is None:
        raise NotFound("advisor")
    return advisor


def disable(app: App, email: str) -> Advisor:
    """Close an account at once: its sessions and tokens end with it. Raises NotFound."""
    advisor = by_email(app, email)
    with app.records.begin() as work:
        work.advisors.set_state(advisor.id, "disabled")
        work.advisor_sessions.delete_of(advisor.id)
        work.advisor_tokens.revoke_of(advisor.id, app.now())
        work.audit.record(
            at=app.now(), actor="system", action="advisor.disabled", detail={"advisor": advisor.id}
        )
    return advisor


def reset_password(app: App, email: str) -> Added:
    """Give an account a new one-time password and open it again. Raises NotFound."""
    advisor = by_email(app, email)
    password = passwords.one_time_password()
    hashed = passwords.hash_password(password)
    with app.records.begin() as work:
        work.advisors.set_password(advisor.id, hashed, must_change=True)
        work.advisors.set_state(advisor.id, "active")
        work.advisor_sessions.delete_of(advisor.id)
        work.audit.record(
            at=app.now(),
            actor="system",
            action="advisor.password_reset",
            detail={"advisor": advisor.id},
        )
    return Added(advisor, password)


def issue_token(app: App, email: str) -> str:
    """A bearer token for the advisor API; only its hash is kept. Raises NotFound, NotAllowed."""
    advisor = by_email(app, email)
    if advisor.state != "active":
        raise NotAllowed("advisor_disabled")
    token = "zya_" + secrets.token_urlsafe(32)
    with app.records.begin() as work:
        work.advisor_tokens.add(
            AdvisorToken(token_hash=_hash(token), advisor_id=advisor.id, created_at=app.now())
        )
        work.audit.record(
            at=app.now(),
            actor="system",
            action="advisor.token_issued",
            detail={"advisor": advisor.id},
        )
    return token


def revoke_token(app: App, token: str) -> None:
    """End an API token. Raises NotFound."""
    with app.records.begin() as work:
        found = work.advisor_tokens.by_hash(_hash(token))
        if found is None:
            raise NotFound("token")
        work.advisor_tokens.revoke(found.token_hash, app.now())


def sign_in(app: App, email: str, password: str, *, address: str) -> str:
    """Open a session and give its token, which only the caller keeps.

    An unknown account takes as long as a wrong password and says the same. Raises
    NotAuthenticated (`wrong_credentials`) or TooMany.
    """
    now, throttle = app.now(), _throttle(app)
    account = email.strip().casefold()
    wait = throttle.wait(account, address, now)
    if wait is not None:
        raise TooMany("sign_in_throttled", retry_after=max(1, int(wait.total_seconds())))
    with app.records.read() as work:
        advisor = work.advisors.by_email(account) if _EMAIL.fullmatch(account) else None
    # Outside of a transaction: the hash takes a tenth of a second and must not hold the database.
    fits = passwords.verify(advisor.password_hash if advisor else None, password)
    if advisor is None or not fits or advisor.state != "active":
        throttle.failed(account, address, now)
        if advisor is not None:
            with app.records.begin() as work:
                work.audit.record(at=now, actor=_actor(advisor), action="advisor.sign_in_failed")
        raise NotAuthenticated("wrong_credentials")
    throttle.succeeded(account)
    rehashed = (
        passwords.hash_password(password) if passwords.needs_rehash(advisor.password_hash) else None
    )
    with app.records.begin() as work:
        if rehashed:
            work.advisors.set_password(advisor.id, rehashed, must_change=advisor.must_change)
        token = _open_session(work, advisor, now)
        work.audit.record(at=now, actor=_actor(advisor), action="advisor.signed_in")
    return token


def sign_out(app: App, token: str) -> None:
    """End a session; ending one that is gone is no error."""
    with app.records.begin() as work:
        work.advisor_sessions.delete(_hash(token))


def authenticate(
    app: App, *, session: str | None = None, token: str | None = None, active: bool = True
) -> SignedIn:
    """Who a session cookie or an API token stands for.

    A session ends after 30 idle minutes and after 12 hours whatever happens (ASVS 5.0 7.3);
    `active=False` looks without counting as activity (a page that only listens). Raises
    NotAuthenticated.
    """
    if token is not None:
        return _by_token(app, token)
    if not session:
        raise NotAuthenticated("not_signed_in")
    now, key = app.now(), _hash(session)
    with app.records.read() as work:
        found = work.advisor_sessions.by_hash(key)
        advisor = work.advisors.get(found.advisor_id) if found else None
    if found is None or advisor is None or advisor.state != "active":
        raise NotAuthenticated("session_ended")
    if now >= found.expires_at or now - found.seen_at >= IDLE:
        with app.records.begin() as work:
            work.advisor_sessions.delete(key)
        raise NotAuthenticated("session_ended")
    if active and now - found.seen_at >= _TOUCH_EVERY:
        with app.records.begin() as work:
            work.advisor_sessions.touch(key, now)
    return SignedIn(advisor, csrf=found.csrf, token_hash=key)


def change_password(app: App, who: SignedIn, *, current: str, new: str) -> str:
    """Replace the password, end all sessions of the account, and give a fresh session's token.

    Raises NotAuthenticated (`wrong_credentials`), TooMany, or Invalid with the code
    `password_short`, `password_long`, `password_common`, `password_personal`, `password_same`.
    """
    advisor, now, throttle = who.advisor, app.now(), _throttle(app)
    wait = throttle.wait(advisor.email, advisor.id, now)
    if wait is not None:
        raise TooMany("sign_in_throttled", retry_after=max(1, int(wait.total_seconds())))
    if not passwords.verify(advisor.password_hash, current):
        throttle.failed(advisor.email, advisor.id, now)
        raise NotAuthenticated("wrong_credentials")
    try:
        passwords.check(new, personal=(advisor.email.split("@")[0], advisor.name))
    except passwords.WeakPassword as weak:
        raise Invalid(f"password_{weak.reason}") from weak
    if passwords.normalise(current) == passwords.normalise(new):
        raise Invalid("password_same")
    hashed = passwords.hash_password(new)
    with app.records.begin() as work:
        work.advisors.set_password(advisor.id, hashed, must_change=False)
        work.advisor_sessions.delete_of(advisor.id)
        work.advisor_sessions.delete_expired(now)
        token = _open_session(work, advisor, now)
        work.audit.record(at=now, actor=_actor(advisor), action="advisor.password_changed")
    return token


def _open_session(work: UnitOfWork, advisor: Advisor, now: datetime) -> str:
    token = secrets.token_urlsafe(32)
    work.advisor_sessions.add(
        AdvisorSession(
            token_hash=_hash(token),
            advisor_id=advisor.id,
            csrf=secrets.token_urlsafe(24),
            created_at=now,
            seen_at=now,
            expires_at=now + ABSOLUTE,
        )
    )
    return token


def _by_token(app: App, token: str) -> SignedIn:
    with app.records.read() as work:
        found = work.advisor_tokens.by_hash(_hash(token))
        advisor = work.advisors.get(found.advisor_id) if found else None
    if found is None or found.revoked_at is not None or advisor is None:
        raise NotAuthenticated("token_unknown")
    if advisor.state != "active":
        raise NotAuthenticated("token_unknown")
    return SignedIn(advisor, token_hash=found.token_hash)


def _clean_email(email: str) -> str:
    email = email.strip().casefold()
    if not _EMAIL.fullmatch(email):
        raise Invalid("email")
    return email


def _throttle(app: App) -> Throttle:
    return _throttles.setdefault(app.records, Throttle())


def _actor(advisor: Advisor) -> str:
    return f"advisor:{advisor.id}"


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
