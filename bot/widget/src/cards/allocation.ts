/** An illustrative allocation: a ring with its table, the past, and what may become of the sum. */

import { h, s } from "../dom.ts";
import { percent } from "../format.ts";
import { speak } from "../i18n.ts";
import type { Card, Language } from "../types.ts";
import { drawing } from "./drawing.ts";
import { note } from "./index.ts";
import { bullets, list, record, section, share, str, strings } from "./reading.ts";

export function allocation(card: Card, language: Language): (Node | null)[] {
  const w = speak(language);
  const pictures = record(card.pictures);
  const slices = list(card.slices).flatMap((slice) => {
    const { label, weight } = record(slice);
    const part = share(weight, 1);
    return part ? [{ label: str(label), part }] : [];
  });
  const figures = list(card.figures).map((one) => {
    const { label, value } = record(one);
    return h("div", { class: "row" }, h("dt", {}, str(label)), h("dd", {}, figure(str(value), language)));
  });
  return [
    slices.length ? h("div", { class: "shares" }, drawing(pictures.mix), shares()) : null,
    outlook(record(card.outlook), drawing(pictures.outlook), w.numbers),
    section(w.past, false, ...strings(card.sentences).map((text) => h("p", {}, text)), figures.length ? h("dl", { class: "rows" }, ...figures) : null),
    note(card),
  ];

  function shares(): HTMLElement {
    return h(
      "table", {},
      h("caption", { class: "unseen" }, w.allocation),
      h("thead", { class: "unseen" }, h("tr", {}, h("th", { scope: "col" }, w.asset), h("th", { scope: "col" }, w.share))),
      h("tbody", {}, ...slices.map(({ label, part }, index) => h(
        "tr", {},
        h("th", { scope: "row" }, s("svg", { viewBox: "0 0 10 10", class: "key", "aria-hidden": "true" },
          s("rect", { class: `fill f${index % 7}`, width: 10, height: 10, rx: 2 })), h("span", {}, label)),
        h("td", {}, percent(part, language)),
      ))),
    );
  }
}

/** What may become of the sum: the fan, the same as numbers, and what the goal would take. */
function outlook(told: Record<string, unknown>, picture: Node | null, numbers: string): Node | null {
  const sentences = strings(told.sentences);
  if (!picture && !sentences.length) return null;
  const remedies = record(told.remedies);
  return h(
    "div", { class: "outlook" },
    str(told.title) ? h("h4", {}, str(told.title)) : null,
    picture,
    str(told.legend) ? h("p", { class: "note" }, str(told.legend)) : null,
    bullets(sentences),
    str(remedies.lead) ? h("p", {}, str(remedies.lead)) : null,
    bullets(strings(remedies.points)),
    str(remedies.note) ? h("p", {}, str(remedies.note)) : null,
    section(numbers, false, numbersOf(record(told.table))),
  );
}

function numbersOf(table: Record<string, unknown>): Node | null {
  const rows = list(table.rows).map((row) => strings(row));
  if (!rows.length) return null;
  return h(
    "table", { class: "numbers" },
    h("caption", { class: "unseen" }, str(table.caption)),
    h("thead", {}, h("tr", {}, ...strings(table.columns).map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, ...rows.map(([first, ...rest]) => h(
      "tr", {}, h("th", { scope: "row" }, first), ...rest.map((text) => h("td", {}, text)),
    ))),
  );
}

/** A figure as it is printed: a true minus sign, and the ends of a range joined by a word. */
function figure(text: string, language: Language): string {
  return text.replace(/-(?=\d)/g, "−").replace(" … ", language === "zh" ? " 至 " : " to ");
}
