/** The assessment: where on the scale, why, what would change it, and the four scores. */

import { h, s } from "../dom.ts";
import { date } from "../format.ts";
import { speak, type Words } from "../i18n.ts";
import type { Answering } from "../question.ts";
import type { Card, Language } from "../types.ts";
import { drawing } from "./drawing.ts";
import { bullets, list, record, section, share, str, strings } from "./reading.ts";

const SCORES = ["tolerance", "capacity", "knowledge", "need"];

export function assessment(card: Card, language: Language, answering: Answering): (Node | null)[] {
  const w = speak(language);
  const versions = Object.entries(record(card.versions)).map(([name, version]) => `${w.versionNames[name] ?? name} ${str(version).split("+")[0]}`);
  // A flag is a code for machines; only those that bring words are for the client.
  const flags = list(card.flags).map((flag) => str(record(flag).text)).filter(Boolean);
  const until = str(card.valid_until);
  return [
    str(card.name) ? h("p", { class: "category" }, str(card.category), " ", h("span", {}, str(card.name))) : null,
    drawing(card.picture),
    card.minimum_risk === true ? h("p", { class: "flag" }, w.minimum) : null,
    ...flags.map((text) => h("p", { class: "flag" }, text)),
    section(w.reasons, true, bullets(strings(card.reasons))),
    section(w.contradictions, true, bullets(strings(card.contradictions))),
    section(w.wouldChange, false, bullets(strings(card.would_change))),
    section(w.scores, false, bars(record(card.scores), w)),
    card.report === true ? h("button", { type: "button", class: "second report", onclick: () => answering.report() }, w.report) : null,
    until ? h("p", { class: "note" }, w.until + date(until, language)) : null,
    versions.length ? h("p", { class: "note" }, w.versions + versions.join(w.joiner)) : null,
  ];
}

function bars(scores: Record<string, unknown>, w: Words): Node | null {
  const rows = SCORES.flatMap((name) => {
    const value = share(scores[name], 100);
    if (value === null) return [];
    return [h(
      "div", { class: "bar" },
      h("dt", {}, w.scoreNames[name]),
      h("dd", {},
        s("svg", { viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" },
          s("rect", { class: "track", width: 100, height: 8, rx: 2 }),
          s("rect", { class: "value", width: value, height: 8, rx: 2 })),
        h("span", {}, String(Math.round(value)))),
    )];
  });
  return rows.length ? h("dl", { class: "bars" }, ...rows) : null;
}
