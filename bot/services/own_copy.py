"""A client's copy of their data to read: one set of sections, as plain text or as a page."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.records.models import AuditEntry, ContactEntry, Handoff, OutboxItem
from bot.records.unit import UnitOfWork
from bot.services import duties, messages, packets
from bot.services.app import App
from bot.services.own_copy_words import WORDS
from bot.services.wording import question_filling, value_text

SEALED_BUT_NOT_IN_IT: Mapping[tuple[str, str], str] = {
    ("choices", "body"): "what a button stands for; what was chosen stands in the messages",
    ("tracker_chunks", "body"): "the same messages and answers once more, in the engine's form",
    ("notes", "body"): "an advisor's private notes are the advisor's; that there are some is said",
    ("proofs", "body"): "a proof under way, for minutes; what comes of it stands in the contacts",
    (
        "peers",
        "address",
    ): "a messaging account's number at its channel, which tells a person nothing",
    ("advisors", "email"): "the institution's people, not the client",
    ("advisors", "name"): "the institution's people, not the client",
    ("advisors", "password_hash"): "the institution's people, not the client",
    ("webhooks", "url"): "the institution's own systems, not the client",
    ("webhooks", "secret"): "the institution's own systems, not the client",
    ("webhooks", "former_secret"): "the institution's own systems, not the client",
    (
        "audit",
        "body",
    ): "who opened the data, when and why, is in it; no more, it concerns the staff",
}
"""Sealed columns that a client's copy does not hold as they are, and why."""


@dataclass(frozen=True)
class Line:
    """One thing that is held: what it is called, what it says, what else there is to it."""

    label: str
    text: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """Lines of one kind under a heading."""

    title: str
    lines: tuple[Line, ...]
    talk: bool = False
    note: str = ""


def also_held(app: App, work: UnitOfWork, client_id: str, language: str) -> dict[str, Any]:
    """What a copy holds besides profile, answers, consents, assessments and conversations."""
    policy, now = app.rulebook.policy, app.now()
    roles = {one.id: one.role for one in work.advisors.list()}
    return {
        "handoffs": [_handoff(work, one, language) for one in work.handoffs.of_client(client_id)],
        "contacts": [_contact(one) for one in work.contacts.of_client(client_id)],
        "outgoing": [_outgoing(one) for one in work.outbox.of_client(client_id)],
        "access": [
            found
            for entry in work.audit.list(client_id)
            if (found := _access(entry, roles, language)) is not None
        ],
        "retention": _periods(app, language),
        "duties": duties.told(duties.running(policy, work, client_id, now), language),
    }


def text(app: App, copy: Mapping[str, Any], language: str) -> str:
    """The copy as plain text."""
    w = WORDS[language]
    lines = [f"# {w['title']}", f"{w['made']}{copy['exported_at']}"]
    for section in sections(app, copy, language):
        lines += ["", f"## {section.title}"]
        for line in section.lines:
            if section.talk:
                lines.append(f"[{line.more[0]}] {line.label}{w['is']}{line.text}")
                continue
            joined = w["between"].join(line.more)
            more = (f"（{joined}）" if language == "zh" else f" ({joined})") if joined else ""
            lines.append(f"- {line.label}{w['is']}{line.text}{more}")
        if section.note:
            lines.append(section.note)
        elif not section.lines:
            lines.append(w["none"])
    return "\n".join(lines) + "\n"


def page(app: App, copy: Mapping[str, Any], language: str) -> str:
    """The copy as one page that needs nothing else: to read, to print, to keep.

    No script, nothing from elsewhere; every word that came from people is escaped.
    """
    w, esc = WORDS[language], html.escape
    settings = app.settings
    institution = settings.institution_zh if language == "zh" else settings.institution_en
    parts = [
        "<!doctype html>",
        f'<html lang="{"zh-CN" if language == "zh" else "en"}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">",
        f"<title>{esc(w['title'])}</title><style>{_STYLE}</style></head><body><header>",
        f"<h1>{esc(w['title'])}</h1><p>{esc(w['institution'].format(institution=institution))}",
        f'<br>{esc(w["made"])}<time datetime="{esc(copy["exported_at"])}">'
        f"{esc(_moment(copy['exported_at']))}</time></p></header><main>",
    ]
    for section in sections(app, copy, language):
        parts.append(f"<section><h2>{esc(section.title)}</h2>")
        if section.lines:
            parts.append('<ol class="talk">' if section.talk else "<dl>")
            draw = _spoken if section.talk else _row
            parts += [draw(line) for line in section.lines]
            parts.append("</ol>" if section.talk else "</dl>")
        if section.note or not section.lines:
            parts.append(f'<p class="note">{esc(section.note or w["none"])}</p>')
        parts.append("</section>")
    parts.append("</main></body></html>")
    return "\n".join(parts) + "\n"


def sections(app: App, copy: Mapping[str, Any], language: str) -> list[Section]:
    """All that is held, in the order in which one would ask for it."""
    w = WORDS[language]
    held = copy["profile"]
    standing = [Line(w["stage"], w["stages"].get(held["stage"], held["stage"] or w["none"]))]
    if held.get("tier"):
        standing.append(Line(w["tier"], held["tier"]))
    found = [
        Section(w["standing"], tuple(standing)),
        Section(w["answers"], tuple(_answer(row, w) for row in held["details"])),
        Section(w["former"], tuple(_former(app, copy["answer_history"], language))),
        Section(w["contacts"], tuple(_contact_line(row, w) for row in copy["contacts"])),
        Section(w["consents"], tuple(_consent(row, w) for row in copy["consent_history"])),
    ]
    found += [
        Section(f"{w['assessments']} {_moment(row['at'])}", tuple(_result(app, row, language)))
        for row in copy["assessments"]
    ] or [Section(w["assessments"], ())]
    found += [
        Section(w["handoffs"], tuple(_handoff_line(row, w) for row in copy["handoffs"])),
        Section(w["outgoing"], tuple(_outgoing_line(row, w) for row in copy["outgoing"])),
    ]
    found += [
        Section(
            f"{w['conversation']} {_moment(one['created_at'])}"
            f" · {w['channels'].get(one['channel'], one['channel'])}",
            tuple(_said(said, w) for said in one["messages"]),
            talk=True,
        )
        for one in copy["conversations"]
    ]
    access = tuple(_access_line(row, w) for row in copy["access"])
    found.append(Section(w["access"], access, note="" if access else w["nobody"]))
    kept = tuple(Line(row["what"], row["how_long"]) for row in copy["retention"])
    found.append(Section(w["retention"], kept, note=w["kept_long"]))
    if copy["duties"]:
        found.append(
            Section(
                w["duties"],
                tuple(
                    Line(row["record"], f"{w['until']} {row['until']}", (row["because"],))
                    for row in copy["duties"]
                ),
            )
        )
    return found


# ── what is held, for machines ──────────────────────────────────────────────────────────────────


def _handoff(work: UnitOfWork, one: Handoff, language: str) -> dict[str, Any]:
    body = dict(one.body or {})
    reason = packets.reason_text(body.get("reason"))
    times = {
        "requested_at": one.requested_at,
        "accepted_at": one.accepted_at,
        "closed_at": one.closed_at,
    }
    summary = body.pop("summary", None)
    return {
        **body,
        "id": one.id,
        "status": one.status,
        "outcome": one.outcome,
        "reason_text": reason[language] if reason else None,
        "summary": summary.get(language) if isinstance(summary, Mapping) else summary,
        "private_notes": len(work.notes.of(one.id)),
        **{name: messages.iso(at) if at else None for name, at in times.items()},
    }


def _contact(entry: ContactEntry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "value": entry.value,
        "at": messages.iso(entry.created_at),
        "proven_at": messages.iso(entry.proven_at) if entry.proven_at else None,
        "proven_through": entry.proven_through,
    }


def _outgoing(item: OutboxItem) -> dict[str, Any]:
    return {
        "topic": item.topic,
        "status": item.status,
        "due_at": messages.iso(item.due_at),
        "content": item.body,
    }


def _access(entry: AuditEntry, roles: Mapping[str, str], language: str) -> dict[str, Any] | None:
    """Who of the staff did what to the client's data, by role; None for the client's own acts."""
    kind, _, id = entry.actor.partition(":")
    if kind not in ("advisor", "operator") and entry.actor not in roles:
        return None
    w = WORDS[language]
    role = (
        roles.get(id) or roles.get(entry.actor) or ("operator" if kind == "operator" else "staff")
    )
    by_request = (entry.reason or "").startswith("handoff:")
    return {
        "at": messages.iso(entry.at),
        "role": role,
        "who": w["roles"].get(role, role),
        "act": entry.action,
        "what": w["acts"].get(entry.action, w["act"]),
        "reason": w["own_request"] if by_request else entry.reason,
    }


def _periods(app: App, language: str) -> list[dict[str, Any]]:
    rules, words = app.rulebook.policy.retention, WORDS[language]["periods"]
    return [
        {
            "id": name,
            "what": what,
            "how_long": how_long.format(n=getattr(rules, name)),
        }
        for name, (what, how_long) in words.items()
    ]


# ── the same, for people ────────────────────────────────────────────────────────────────────────


def _answer(row: Mapping[str, Any], w: Mapping[str, Any]) -> Line:
    said = row.get("utterance")
    more = [_moment(row["at"])]
    if row.get("how"):
        more.append(w["how"].get(row["how"], row["how"]))
    if said and said != row["text"]:
        more.append(f"{w['said']}{w['is']}{said}")
    return Line(row["label"], row["text"], tuple(more))


def _former(app: App, rows: Iterable[Mapping[str, Any]], language: str) -> Iterable[Line]:
    w = WORDS[language]
    for row in rows:
        if row["superseded_at"] is None:
            continue
        question = question_filling(app.rulebook.questionnaire, row["id"])
        label = question.label[language] if question else row["id"]
        value = value_text(question, row["value"], language) if question else str(row["value"])
        more = [f"{_moment(row['at'])}–{_moment(row['superseded_at'])}"]
        if row.get("utterance"):
            more.append(f"{w['said']}{w['is']}{row['utterance']}")
        yield Line(label, value if row["value"] is not None else w["withdrawn"], tuple(more))


def _contact_line(row: Mapping[str, Any], w: Mapping[str, Any]) -> Line:
    more = [_moment(row["at"])]
    if row["proven_at"]:
        channel = w["channels"].get(row["proven_through"], row["proven_through"] or "")
        more.append(f"{w['proven'].format(channel=channel)} {_moment(row['proven_at'])}")
    return Line(w["kinds"].get(row["kind"], row["kind"]), row["value"], tuple(more))


def _consent(row: Mapping[str, Any], w: Mapping[str, Any]) -> Line:
    return Line(
        w["purposes"].get(row["purpose"], row["purpose"]),
        w["granted"] if row["granted"] else w["refused"],
        (
            _moment(row["at"]),
            w["methods"].get(row["method"], row["method"]),
            f"{w['text_version']} {row['text_version']}",
        ),
    )


def _result(app: App, row: Mapping[str, Any], language: str) -> Iterable[Line]:
    w, names = WORDS[language], app.rulebook.policy.wording.score_names
    until = row.get("valid_until")
    yield Line(
        w["assessments"],
        str(row.get("category") or w["none"]),
        (f"{w['valid_until']} {until}",) if until else (),
    )
    for name, score in (row.get("scores") or {}).items():
        named = names[name][language] if name in names else name
        yield Line(named, w["score"].format(name="", score=score).strip())
    for title, reasons in ((w["why"], "reasons"), (w["would_change"], "would_change")):
        for reason in row.get(reasons) or ():
            yield Line(title, str(reason.get(language) or reason.get("zh") or ""))
    flags = [w["flag_names"].get(flag, flag) for flag in row.get("flags") or ()]
    if flags:
        yield Line(w["flags"], w["between"].join(flags))
    versions = row.get("versions") or {}
    said = [f"{w['rules'].get(name, name)} {version}" for name, version in versions.items()]
    yield Line(w["versions"], w["between"].join(said))


def _handoff_line(row: Mapping[str, Any], w: Mapping[str, Any]) -> Line:
    more = [w["statuses"].get(row["status"], row["status"])]
    if row.get("reason_text"):
        more.append(f"{w['because']}{w['is']}{row['reason_text']}")
    if row.get("outcome"):
        more.append(f"{w['outcome']}{w['is']}{w['outcomes'].get(row['outcome'], row['outcome'])}")
    if row.get("closed_at"):
        more.append(f"{w['until']} {_moment(row['closed_at'])}")
    return Line(_moment(row["requested_at"]), row.get("summary") or w["none"], tuple(more))


def _outgoing_line(row: Mapping[str, Any], w: Mapping[str, Any]) -> Line:
    said = [str(value) for value in (row["content"] or {}).values() if isinstance(value, str)]
    status = w["statuses"].get(row["status"], row["status"])
    return Line(_moment(row["due_at"]), w["between"].join(said) or w["none"], (status,))


def _access_line(row: Mapping[str, Any], w: Mapping[str, Any]) -> Line:
    why = (f"{w['reason_given']}{w['is']}{row['reason']}",) if row.get("reason") else ()
    return Line(f"{_moment(row['at'])} {row['who']}", row["what"], why)


def _said(said: Mapping[str, Any], w: Mapping[str, Any]) -> Line:
    return Line(w["from"].get(said["from"], said["from"]), said["text"], (_moment(said["at"]),))


def _moment(at: str) -> str:
    """A time of ours (`2026-11-22T18:00:00Z`) as people read it, still in UTC."""
    return at.replace("T", " ").removesuffix("Z")[:16] + " UTC"


def _row(line: Line) -> str:
    more = "".join(f"<small>{html.escape(one)}</small>" for one in line.more)
    return f"<dt>{html.escape(line.label)}</dt><dd>{html.escape(line.text)}{more}</dd>"


def _spoken(line: Line) -> str:
    return (
        f"<li><b>{html.escape(line.label)}</b> <small>{html.escape(line.more[0])}</small>"
        f"<p>{html.escape(line.text)}</p></li>"
    )


_STYLE = """
:root{color-scheme:light dark}
body{margin:0 auto;padding:2.5rem 1.25rem 4rem;max-width:44rem;line-height:1.7;
font-family:system-ui,-apple-system,"PingFang SC","Hiragino Sans GB","Noto Sans CJK SC",
"Microsoft YaHei",sans-serif;color:CanvasText;background:Canvas;line-break:strict;
overflow-wrap:anywhere;text-autospace:normal}
h1{font-size:1.75rem;line-height:1.3;margin:0 0 .25rem}
h2{font-size:1.1rem;margin:2.25rem 0 .5rem;padding-bottom:.35rem;border-bottom:1px solid GrayText}
dl{display:grid;grid-template-columns:minmax(7rem,14rem) 1fr;gap:.45rem 1.25rem;margin:0}
dt{color:GrayText}dd{margin:0}
small{display:block;color:GrayText;font-size:.82rem;line-height:1.5}
.talk{list-style:none;margin:0;padding:0}.talk li{margin:0 0 .9rem;break-inside:avoid}
.talk small{display:inline}.talk p{margin:.1rem 0 0;white-space:pre-wrap}
.note{color:GrayText}
@media(max-width:34rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.7rem}}
@media print{body{max-width:none;padding:0;font-size:10.5pt;color:#000;background:#fff}
h2{break-after:avoid}dt,dd{break-inside:avoid}}
"""
