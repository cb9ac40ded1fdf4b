/** Products that suit, each with its rating and why it is listed. Nothing here can be bought. */

import { h } from "../dom.ts";
import { speak } from "../i18n.ts";
import type { Card, Language } from "../types.ts";
import { note } from "./index.ts";
import { bullets, list, record, str, strings } from "./reading.ts";

export function products(card: Card, language: Language): (Node | null)[] {
  const w = speak(language);
  const items = list(card.items).map((item) => {
    const { name, rating, description, reasons, risk, fees } = record(item);
    const grade = str(rating);
    return h(
      "li", {},
      h("div", { class: "product" },
        h("strong", {}, str(name)),
        grade ? h("span", { class: "rating", role: "img", "aria-label": w.rating(grade) }, grade) : null),
      str(description) ? h("p", {}, str(description)) : null,
      bullets(strings(reasons)),
      ...[risk, fees].map((text) => (str(text) ? h("p", { class: "note" }, str(text)) : null)),
    );
  });
  return [h("ul", { class: "items" }, ...items), note(card)];
}
