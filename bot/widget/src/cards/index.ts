/** Draws what an answer carries beside its words. A type not known here shows its title and texts. */

import { h } from "../dom.ts";
import { speak, tag } from "../i18n.ts";
import type { Answering } from "../question.ts";
import type { Card, Language } from "../types.ts";
import { allocation } from "./allocation.ts";
import { assessment } from "./assessment.ts";
import { handoff } from "./handoff.ts";
import { products } from "./products.ts";
import { bullets, list, record, str, strings } from "./reading.ts";

type Draw = (card: Card, language: Language, answering: Answering) => (Node | null)[];

const DRAW: Record<string, Draw> = { assessment, allocation, products, handoff, summary, education, feedback };

/** A card of the contracts as a labelled group. */
export function drawCard(card: Card, language: Language, answering: Answering): HTMLElement {
  const title = str(card.title);
  const box = h("section", { class: `card ${card.type in DRAW ? card.type : "education"}`, lang: tag(language) });
  if (title) {
    box.setAttribute("aria-label", title);
    box.append(h("h3", {}, title));
  }
  for (const part of (DRAW[card.type] ?? education)(card, language, answering)) if (part) box.append(part);
  return box;
}

/** What the client has said, each line with a way to change it. */
function summary(card: Card, language: Language, answering: Answering): (Node | null)[] {
  const w = speak(language);
  const rows = list(card.rows).map((row) => {
    const { label, value } = record(row);
    const name = str(label);
    return h(
      "div", { class: "row" },
      h("dt", {}, name),
      h("dd", {}, str(value)),
      h("dd", { class: "act" }, h("button", {
        type: "button", class: "quiet", "aria-label": w.changeLabel(name), onclick: () => answering.say(w.changeText(name)),
      }, w.change)),
    );
  });
  return [h("dl", { class: "rows" }, ...rows), note(card)];
}

/** An explanation. What is related is asked for in words, so that every channel understands it alike. */
function education(card: Card, language: Language, answering: Answering): (Node | null)[] {
  const w = speak(language);
  const colon = language === "zh" ? "：" : ": ";
  const paragraphs = [...strings(card.text), ...strings(card.paragraphs), ...strings(card.sentences)];
  const related = list(card.related).map((one) => str(record(one).title)).filter(Boolean);
  const links = related.map((title) => h("button", { type: "button", class: "option", onclick: () => answering.say(title) }, title));
  return [
    ...paragraphs.map((text) => h("p", {}, text)),
    bullets(strings(card.points)),
    links.length ? h("div", { class: "related", role: "group", "aria-label": w.related }, h("p", { class: "label" }, w.related), ...links) : null,
    str(card.source) ? h("p", { class: "note" }, `${w.source}${colon}${str(card.source)}`) : null,
    str(card.reviewed) ? h("p", { class: "note" }, `${w.reviewed}${colon}${str(card.reviewed)}`) : null,
    note(card),
  ];
}

/** Asks how it was; the answer goes as words, so that every channel understands it alike. */
function feedback(card: Card, language: Language, answering: Answering): (Node | null)[] {
  const given = list(card.options).map((option) => {
    const { label, text } = record(option);
    return { label: str(label) || str(option), text: str(text) || str(label) || str(option) };
  });
  const options = given.length ? given : speak(language).feedback.map((label) => ({ label, text: label }));
  const row = h("div", { class: "marks" });
  for (const { label, text } of options) {
    row.append(h("button", {
      type: "button", class: "option", onclick: () => {
        for (const button of row.querySelectorAll("button")) button.disabled = true;
        answering.say(text);
      },
    }, label));
  }
  return [str(card.question) ? h("p", {}, str(card.question)) : null, row, note(card)];
}

export function note(card: Card): Node | null {
  return str(card.note) ? h("p", { class: "note" }, str(card.note)) : null;
}
