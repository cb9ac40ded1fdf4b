/** What stands in place of the conversation: own data, deletion, endings and failures. */

import { h, icon } from "./dom.ts";
import { moment } from "./format.ts";
import { speak, tag } from "./i18n.ts";
import { BACK } from "./icons.ts";
import type { Language, Profile } from "./types.ts";

export interface Action {
  label: string;
  kind: "first" | "second" | "grave";
  act(): void;
}

/** A page of the panel with a heading that takes the focus; `back` adds the way back. */
export function page(language: Language, title: string, back: (() => void) | null, ...parts: Node[]): HTMLElement {
  const w = speak(language);
  return h(
    "section", { class: "view", lang: tag(language), "aria-label": title },
    back ? h("button", { type: "button", class: "back", onclick: back }, icon(BACK), w.back) : null,
    h("div", { class: "page" }, h("h3", { tabindex: "-1" }, title), ...parts),
  );
}

/** A few sentences and what one can do about them. */
export function message(language: Language, title: string, texts: string[], actions: Action[], back: (() => void) | null = null): HTMLElement {
  return page(
    language, title, back,
    ...texts.map((text) => h("p", {}, text)),
    buttons(actions),
  );
}

/** What is held about the client: answers with the words they came from, consents, results. */
export function ownData(language: Language, held: Profile, back: () => void, actions: Action[]): HTMLElement {
  const w = speak(language);
  const line = (label: string, text: string, at: string, said?: string | null): HTMLElement => h(
    "li", {},
    h("span", { class: "label" }, label), h("span", {}, text),
    h("span", { class: "told" },
      said && said !== text ? h("q", {}, said) : null,
      h("time", { datetime: at }, moment(at, language))),
  );
  const { assessment } = held;
  const sections: [string, HTMLElement[]][] = [
    [w.answers, (held.details ?? []).map(({ label, text, at, utterance }) => line(label, text, at, utterance))],
    [w.assessment, assessment ? [line(w.category, assessment.category ?? "", assessment.at)] : []],
    [w.consents, (held.consents ?? []).map(({ purpose, granted, at }) => line(w.purposes[purpose] ?? purpose, granted ? w.granted : w.refused, at))],
    [w.handoffs, (held.handoffs ?? []).map(({ status, requested_at: at }) => line(w.human, w.statuses[status] ?? status, at))],
  ];
  const shown = sections.filter(([, lines]) => lines.length);
  return page(
    language, w.myData, back,
    ...(shown.length ? [] : [h("p", {}, w.dataEmpty)]),
    ...shown.map(([title, lines]) => h("section", { class: "held" }, h("h4", {}, title), h("ul", {}, ...lines))),
    buttons(actions),
  );
}

function buttons(actions: Action[]): HTMLElement {
  return h("div", { class: "actions" }, ...actions.map(({ label, kind, act }) => h("button", { type: "button", class: kind, onclick: act }, label)));
}
