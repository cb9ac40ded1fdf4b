/** Where the client stands on the way to a person, and what happens next. */

import { h } from "../dom.ts";
import { day, time } from "../format.ts";
import { speak } from "../i18n.ts";
import type { Card, Language } from "../types.ts";
import { note } from "./index.ts";
import { str, strings } from "./reading.ts";

const WAITING = ["requested", "queued", "offered"];

export function handoff(card: Card, language: Language): (Node | null)[] {
  const w = speak(language);
  const status = str(card.status);
  const place = typeof card.position === "number" && card.position > 0 && WAITING.includes(status) ? card.position : null;
  const opens = str(card.opens_at);
  const steps = strings(card.steps);
  return [
    h("p", { class: "standing" },
      h("span", { class: `state ${WAITING.includes(status) ? "waiting" : status}` }, w.statuses[status] ?? status),
      place ? h("span", {}, w.position(place)) : null),
    steps.length ? h("p", { class: "label" }, w.next) : null,
    steps.length ? h("ol", {}, ...steps.map((text) => h("li", {}, text))) : null,
    str(card.hours) ? h("p", { class: "note" }, w.hours + str(card.hours)) : null,
    opens ? h("p", { class: "note" }, w.opens + day(opens, language) + " " + time(opens, language)) : null,
    note(card),
  ];
}
