"""What stands in a report, section by section; the wording is in `data/replies`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.drawing import FILLS
from bot.language import say
from bot.records.models import Answer
from bot.records.models import Assessment as Stored
from bot.services import illustrating, packets
from bot.services.app import App
from bot.services.report.content import Block, Entry, Report, Section
from bot.services.wording import MONTHS_OF
from bot.suitability import matching
from bot.suitability.assessment import Assessment

_SCORES = ("tolerance", "capacity", "knowledge", "need")
_OTHER_NEED = ("other_need", "other_segment")


@dataclass(frozen=True)
class Material:
    """What a report is made of."""

    client_id: str
    stored: Stored
    answers: Mapping[str, Answer]
    language: str
    for_advisor: bool


def compose(app: App, material: Material) -> Report:
    """The report in the material's language."""
    return _Composer(app, material, Assessment.from_json(material.stored.body)).report()


@dataclass(frozen=True)
class _Composer:
    app: App
    material: Material
    made: Assessment

    def words(self, name: str, /, **values: object) -> str:
        return self.app.rulebook.replies.text(f"utter_report_{name}", self.language, **values)

    @property
    def language(self) -> str:
        return self.material.language

    def report(self) -> Report:
        settings, made = self.app.settings, self.made
        zh = self.language == "zh"
        sections = (
            self._section("result", self._result()),
            self._section("scores", self._scores()),
            self._section("reasons", self._reasons()),
            self._section("answers", self._answers()),
            self._section("products", self._products()),
            self._section("illustration", self._illustration()),
            self._section("basis", self._basis()),
            self._section("disclosures", self._disclosures()),
            self._section("signatures", iter([Block("signatures", lines=self._signers())])),
        )
        return Report(
            language=self.language,
            institution=settings.institution_zh if zh else settings.institution_en,
            title=self.words("title"),
            subtitle=self.words("subtitle"),
            reference=self.material.stored.id,
            facts=(
                (self.words("reference"), self.material.stored.id),
                (self.words("client"), self.material.client_id),
                (self.words("assessed_on"), say.day(made.assessed_on, self.language)),
                (self.words("valid_until"), say.day(made.valid_until, self.language)),
                (self.words("made_on"), self._moment(self.app.now())),
            ),
            sections=sections,
            footer=self.words("footer"),
        )

    def _section(self, name: str, blocks: Iterator[Block]) -> Section:
        return Section(name, self.words(f"section_{name}"), tuple(blocks))

    # ── what came of it ─────────────────────────────────────────────────────────────────────────

    def _result(self) -> Iterator[Block]:
        made, replies = self.made, self.app.rulebook.replies
        name = replies.text(f"utter_category_{made.category}", self.language)
        meaning = replies.text(f"utter_meaning_{made.category}", self.language)
        drawn = illustrating.scale(self.app.rulebook, made.category, self.language)
        headline = self.words("category", category=made.category, name=name)
        yield Block("pictures", pictures=(("scale", drawn),), heading=headline)
        lines = [meaning]
        if made.minimum_risk:
            lines.append(self.words("minimum_risk"))
        if made.offered_level < made.level:
            lines.append(self.words("offered", category=f"C{made.offered_level}"))
        if made.previous_category:
            lines.append(self.words("previous", category=made.previous_category))
        yield Block("text", lines=tuple(lines))
        flags = [
            self.words(f"flag_{flag}")
            for flag in made.flags
            if f"utter_report_flag_{flag}" in replies
        ]
        if flags:
            yield Block("list", lines=tuple(flags), heading=self.words("flags"))

    def _scores(self) -> Iterator[Block]:
        made, wording = self.made, self.app.rulebook.policy.wording
        rows = [
            (
                _heads_row(wording.score_names[name][self.language]),
                f"{made.scores[name]:.1f}",
                f"C{made.levels[name]}" if name in made.levels else self.words("only_told"),
            )
            for name in _SCORES
            if name in made.scores
        ]
        if made.regulatory is not None:
            points = self.words("points", points=made.regulatory.points)
            named = _heads_row(wording.score_names["regulatory"][self.language])
            rows.append((named, points, made.regulatory.category))
        columns = tuple(self.words(f"column_{one}") for one in ("score", "value", "level"))
        yield Block("table", columns=columns, rows=tuple(rows))
        yield Block("note", lines=(self.words("scores_note"),))
        caps = tuple(self._cap(cap) for cap in made.caps) or (self.words("no_caps"),)
        yield Block("list", lines=caps, heading=self.words("caps"))
        found = tuple(self._contradiction(one) for one in made.contradictions)
        none = (self.words("no_contradictions"),)
        yield Block("list", lines=found or none, heading=self.words("contradictions"))

    def _cap(self, cap: Mapping[str, Any]) -> str:
        said, category = str(cap[self.language]), str(cap["category"])
        if category in said:
            return said
        return f"{said}（{category}）" if self.language == "zh" else f"{said} ({category})"

    def _contradiction(self, one: Mapping[str, Any]) -> str:
        state = "explained" if one.get("explained") else "unresolved"
        return self.words(
            f"contradiction_{state}",
            left=one["left"][self.language],
            right=one["right"][self.language],
        )

    def _reasons(self) -> Iterator[Block]:
        yield Block("list", lines=tuple(self._said(self.made.reasons)))
        if self.made.would_change:
            changes = tuple(self._said(self.made.would_change))
            yield Block("list", lines=changes, heading=self.words("would_change"))

    # ── what it rests on ────────────────────────────────────────────────────────────────────────

    def _answers(self) -> Iterator[Block]:
        entries = []
        for name in self._in_order(self.made.answers):
            value = self.made.answers[name]
            if value is None or MONTHS_OF.get(name) in self.made.answers:
                continue  # the months that were stated say more than the option
            label = packets.label_text(self.app, name, self.language, self.made.answers)
            answer = self.material.answers.get(name)
            same = answer is not None and answer.value == value
            rough = bool(answer.evidence.get("approximate")) if same and answer else False
            text = packets.value_text(self.app, name, value, self.language, approximate=rough)
            more = tuple(self._evidence(answer)) if same and answer else ()
            entries.append(Entry(label, text, more=more))
        yield Block("entries", entries=tuple(entries))
        if self.made.missing:
            joint = "、" if self.language == "zh" else ", "
            names = joint.join(
                packets.label_text(self.app, one, self.language, self.made.answers)
                for one in self.made.missing
            )
            yield Block("note", lines=(self.words("missing", names=names),))

    def _in_order(self, answers: Iterable[str]) -> list[str]:
        """The answers as they were asked for; stated months stand in the place of the option."""
        asked = [question.answer_id for question in self.app.rulebook.questionnaire.questions]
        option_of = {months: option for option, months in MONTHS_OF.items()}

        def place(name: str) -> int:
            asked_as = option_of.get(name, name)
            return asked.index(asked_as) if asked_as in asked else len(asked)

        return sorted(answers, key=place)

    def _evidence(self, answer: Answer) -> Iterator[str]:
        said = str(answer.evidence.get("utterance") or "").strip()
        if said:
            yield self.words("utterance", said=said)
        how = str(answer.evidence.get("how") or "")
        known = f"utter_report_how_{how}"
        shown = self.words(f"how_{how}") if known in self.app.rulebook.replies else ""
        at = self._moment(answer.at)
        yield self.words("confirmed", how=shown, at=at) if shown else at

    def _products(self) -> Iterator[Block]:
        book, answers = self.app.rulebook, dict(self.made.answers)
        needs = answers.get("needs") or [
            str(one)
            for one in (
                self.material.answers["needs"].value if "needs" in self.material.answers else ()
            )
        ]
        matches = matching.match(
            book.products,
            self.made,
            answers,
            needs,
            policy=book.policy,
            jurisdiction=self.app.settings.jurisdiction,
        )
        suitable = tuple(self._product(one) for one in matches.suitable)
        heading = self.words("suitable")
        if suitable:
            yield Block("entries", entries=suitable, heading=heading)
        else:
            yield Block("text", lines=(self.words("none_suitable"),), heading=heading)
        near = [one for one in matches.excluded if one.reasons[0].code not in _OTHER_NEED]
        if near:
            entries = tuple(
                Entry(
                    one.product.name[self.language],
                    tag=one.product.rating or "",
                    more=tuple(self._said(one.reasons)),
                )
                for one in near
            )
            yield Block("entries", entries=entries, heading=self.words("excluded"))
        others = len(matches.excluded) - len(near)
        if others:
            yield Block("note", lines=(self.words("other_needs", count=others),))

    def _product(self, one: matching.Match) -> Entry:
        product = one.product
        return Entry(
            product.name[self.language],
            product.description[self.language],
            tag=product.rating or "",
            more=(
                *self._said(one.reasons),
                self.words("risk", text=product.risk[self.language]),
                self.words("fees", text=product.fees[self.language]),
            ),
        )

    def _illustration(self) -> Iterator[Block]:
        shown = illustrating.illustrate(
            self.app.rulebook, self.made, self.made.answers, self.language
        )
        yield Block("pictures", pictures=(("mix", shown.mix), ("fan", shown.fan)))
        shares = shown.shares
        colours = tuple(FILLS[fill] for fill in shares.fills)
        yield Block("table", columns=shares.columns, rows=shares.rows, colours=colours)
        yield Block("list", lines=shown.ahead, heading=shown.title)
        yield Block("table", columns=shown.table.columns, rows=shown.table.rows)
        yield Block("note", lines=(shown.table.caption, shown.legend))
        if shown.remedies_lead and shown.remedies:
            note = (shown.remedies_note,) if shown.remedies_note else ()
            yield Block("list", lines=(*shown.remedies, *note), heading=shown.remedies_lead)
        elif shown.remedies_lead:
            yield Block("text", lines=(shown.remedies_lead,))
        yield Block("list", lines=shown.past, heading=self.words("past"))
        yield Block("facts", rows=shown.figures)
        yield Block("note", lines=tuple(shown.note.split("\n")))

    def _basis(self) -> Iterator[Block]:
        present = self.app.rulebook.versions
        rows = []
        for name in ("questionnaire", "policy", "products", "assumptions"):
            version = str(self.made.versions.get(name) or present[name])
            rows.append((self.words(f"version_{name}"), version))
            if name == "products" and version != present[name]:
                # What matches is worked out for this report, from the catalogue there is now.
                rows.append((self.words("version_matches"), present[name]))
        yield Block("facts", rows=tuple(rows))
        yield Block("text", lines=(self.words("basis"),))

    def _disclosures(self) -> Iterator[Block]:
        zh = self.language == "zh"
        settings = self.app.settings
        institution = settings.institution_zh if zh else settings.institution_en
        lines = tuple(
            self.words(f"disclosure_{one}", institution=institution)
            for one in ("machine", "no_promise", "not_advice", "human", "validity", "data")
        )
        yield Block("list", lines=lines)

    def _signers(self) -> tuple[str, ...]:
        return tuple(self.words(f"sign_{one}") for one in ("client", "advisor"))

    def _said(self, reasons: Any) -> Iterator[str]:
        for reason in reasons:
            yield str(getattr(reason, self.language))

    def _moment(self, at: datetime) -> str:
        """In the institution's own time."""
        local = at.astimezone(self.app.rulebook.policy.business_hours.zone)
        return f"{say.day(local.date(), self.language)} {local:%H:%M}"


def _heads_row(name: str) -> str:
    """A name that stands within sentences, as it stands at the head of a row."""
    return name[:1].upper() + name[1:]
