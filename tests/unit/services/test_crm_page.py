"""The programs of docs/crm.md, run against strict doubles of the three systems and of our API."""

from __future__ import annotations

import json
import re
import threading
import urllib.error
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.services.handoffs import OUTCOMES
from bot.settings import ROOT

HANDOFF: dict[str, Any] = {
    "id": "01KAQ0000000000000000000AA",
    "client_id": "01KAP0000000000000000000BB",
    "status": "accepted",
    "advisor": {"id": "01KA00000000000000000000CC", "name": "李娜"},
    "urgency": "high",
    "stage": "qualified",
    "outcome": None,
    "needs": ["education", "retirement"],
    "contact": {"name": "陈小云", "phone": "+8613800138000"},
    "assessment": {"category": "C3"},
}
LEAD = {
    "LastName", "Company", "Phone", "Email", "LeadSource", "Rating", "ExpressedInterest__c",
    "Zhiyin_Handoff__c", "Zhiyin_Category__c",
}  # fmt: skip
LIFECYCLE = {
    "subscriber", "lead", "marketingqualifiedlead", "salesqualifiedlead", "opportunity",
    "customer", "evangelist", "other",
}  # fmt: skip
LEAD_STATUS = {
    "NEW", "OPEN", "IN_PROGRESS", "OPEN_DEAL", "UNQUALIFIED", "ATTEMPTED_TO_CONTACT", "CONNECTED",
    "BAD_TIMING",
}  # fmt: skip
Answer = tuple[int, Any]


@dataclass
class Systems:
    """All of them at one address; what they keep."""

    url: str = ""
    handoff: dict[str, Any] = field(default_factory=lambda: dict(HANDOFF))
    leads: dict[str, Any] = field(default_factory=dict)
    contacts: dict[str, Any] = field(default_factory=dict)
    ways: list[dict[str, Any]] = field(default_factory=list)

    def answer(self, method: str, path: str, query: Any, token: str | None, body: Any) -> Answer:
        if path.startswith("/cgi-bin/"):
            return self.wecom(method, path, query, body)
        if token is None or not token.startswith("Bearer good"):
            return 401, {"message": "unauthorized"}
        if path == f"/api/advisor/handoffs/{HANDOFF['id']}":
            return (200, self.handoff) if query.get("reason") else (422, {"code": "reason"})
        found = re.fullmatch(r"/services/data/v\d\d\.0/sobjects/Lead/Zhiyin_Client__c/(\w+)", path)
        if found and method == "PATCH":
            return self.salesforce(found[1], body)
        if (method, path) == ("POST", "/crm/v3/objects/contacts/batch/upsert"):
            return self.hubspot(body)
        return 404, {}

    def salesforce(self, id: str, body: dict[str, Any]) -> Answer:
        if set(body) - LEAD or "Zhiyin_Client__c" in body:
            return 400, [{"errorCode": "INVALID_FIELD"}]
        new = id not in self.leads
        if new and not (body.get("LastName") and body.get("Company")):
            return 400, [{"errorCode": "REQUIRED_FIELD_MISSING"}]
        long = len(body.get("LastName", "")) > 80 or len(body.get("Zhiyin_Handoff__c", "")) > 26
        if long or body.get("Rating") not in (None, "Hot", "Warm", "Cold"):
            return 400, [{"errorCode": "STRING_TOO_LONG"}]
        self.leads[id] = {**self.leads.get(id, {}), **body}
        return (201 if new else 200), {"id": "00Q1", "success": True, "created": new}

    def hubspot(self, body: dict[str, Any]) -> Answer:
        for one in body["inputs"]:
            own = one["properties"]
            known = {"zhiyin_client", "lastname", "phone", "email", "lifecyclestage"}
            if one["idProperty"] != "zhiyin_client" or set(own) - {*known, "hs_lead_status"}:
                return 400, {"category": "VALIDATION_ERROR"}
            stage = own.get("lifecyclestage", "lead") in LIFECYCLE
            if not stage or own.get("hs_lead_status", "NEW") not in LEAD_STATUS:
                return 400, {"category": "VALIDATION_ERROR"}
            self.contacts[one["id"]] = {**self.contacts.get(one["id"], {}), **own}
        return 200, {"status": "COMPLETE"}

    def wecom(self, method: str, path: str, query: Any, body: dict[str, Any]) -> Answer:
        if path != "/cgi-bin/externalcontact/add_contact_way" or method != "POST":
            return 404, {}
        if query.get("access_token") != "good":
            return 200, {"errcode": 40014, "errmsg": "invalid access_token"}
        single = body["type"] == 1 and len(body["user"]) == 1
        if not single or body["scene"] not in (1, 2) or len(body["state"]) > 30:
            return 200, {"errcode": 40058, "errmsg": "invalid request parameter"}
        self.ways.append(body)
        return 200, {"errcode": 0, "config_id": "c", "qr_code": "https://p.qpic.cn/c"}


@pytest.fixture(scope="module")
def crm() -> SimpleNamespace:
    """The page's blocks, one after the other."""
    page = (ROOT / "docs" / "crm.md").read_text(encoding="utf-8")
    found: dict[str, Any] = {}
    exec("\n".join(re.findall(r"```python\n(.*?)```", page, re.DOTALL)), found)
    return SimpleNamespace(**{k: v for k, v in found.items() if not k.startswith("__")})


@pytest.fixture
def systems() -> Iterator[Systems]:
    one = Systems()

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            parts = urlsplit(self.path)
            query = {key: values[0] for key, values in parse_qs(parts.query).items()}
            body = json.loads(raw) if raw else None
            token = self.headers.get("Authorization")
            status, answer = one.answer(self.command, parts.path, query, token, body)
            data = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = _serve

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    one.url = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield one
    server.shutdown()
    server.server_close()


def test_a_handoff_becomes_a_lead_once(crm: SimpleNamespace, systems: Systems) -> None:
    handoff = crm.packet(systems.url, "good", HANDOFF["id"])
    assert crm.to_salesforce(systems.url, "good", handoff)["created"]
    assert not crm.to_salesforce(systems.url, "good", handoff)["created"]
    assert systems.leads == {
        HANDOFF["client_id"]: {
            "LastName": "陈小云",
            "Company": "-",
            "Phone": "+8613800138000",
            "LeadSource": "Zhiyin",
            "Rating": "Hot",
            "ExpressedInterest__c": "education;retirement",
            "Zhiyin_Handoff__c": HANDOFF["id"],
            "Zhiyin_Category__c": "C3",
        }
    }


def test_without_consent_a_lead_names_nobody(crm: SimpleNamespace, systems: Systems) -> None:
    bare = {**HANDOFF, "contact": None, "assessment": None, "needs": [], "urgency": "normal"}
    crm.to_salesforce(systems.url, "good", bare)
    (lead,) = systems.leads.values()
    assert lead["LastName"] == "Zhiyin 0000BB" and lead["Rating"] == "Warm"
    assert not {"Phone", "Email", "Zhiyin_Category__c", "ExpressedInterest__c"} & set(lead)


@pytest.mark.parametrize("stage", ["visitor", "prospect", "qualified", "client", "loyal"])
@pytest.mark.parametrize("status", ["queued", "callback", "accepted", "returned", "closed"])
def test_each_stage_and_status_is_one_that_hubspot_knows(
    crm: SimpleNamespace, systems: Systems, stage: str, status: str
) -> None:
    for outcome in (None, *OUTCOMES) if status == "closed" else (None,):
        one = {**HANDOFF, "stage": stage, "status": status, "outcome": outcome}
        crm.to_hubspot("good", one, api=systems.url)
        (contact,) = systems.contacts.values()
        lost = outcome in ("not_suitable", "client_declined", "no_contact")
        assert (contact["hs_lead_status"] == "UNQUALIFIED") == lost
        assert contact["lastname"] == "陈小云"


def test_a_code_of_wecom_carries_the_handoff_in_its_state(
    crm: SimpleNamespace, systems: Systems
) -> None:
    users = {HANDOFF["advisor"]["id"]: "lina"}
    assert crm.to_wecom("good", HANDOFF, users, api=systems.url) == "https://p.qpic.cn/c"
    (way,) = systems.ways
    assert way["state"] == HANDOFF["id"] and way["user"] == ["lina"]
    with pytest.raises(KeyError):
        crm.to_wecom("good", HANDOFF, {}, api=systems.url)
    with pytest.raises(RuntimeError, match="40014"):
        crm.to_wecom("old", HANDOFF, users, api=systems.url)


def test_what_is_refused_is_raised(crm: SimpleNamespace, systems: Systems) -> None:
    with pytest.raises(urllib.error.HTTPError):
        crm.packet(systems.url, "bad", HANDOFF["id"])
    with pytest.raises(urllib.error.HTTPError):
        crm.to_salesforce(systems.url, "bad", HANDOFF)
