/** Draws the ways to answer a question; free text stays open beside all of them. */

import { h } from "./dom.ts";
import { speak, tag } from "./i18n.ts";
import type { Language, Option, Question } from "./types.ts";

/** The option that leaves a question out; it stands beside the answers, not among them. */
const SKIP = "skip";
/** More single options than this are drawn close together, as short words in lines. */
const MANY = 8;

export interface Answering {
  /** Sends the tokens of options; their labels are what the client sees as the answer. */
  choose(options: Option[], language: Language): void;
  /** Sends words on the client's behalf. */
  say(text: string): void;
  /** Saves the report of the newest assessment. */
  report(): void;
}

/** Buttons, and where it helps a hint. The two sides of a consent look and weigh the same. */
export function drawQuestion(question: Question, language: Language, answering: Answering): HTMLElement {
  const w = speak(language);
  const all = question.options ?? [];
  const options = all.filter((option) => option.id !== SKIP);
  const many = question.kind === "single" && options.length > MANY ? " many" : "";
  const box = h("div", { class: `question ${question.kind}${many}`, "data-id": question.id, role: "group", "aria-label": w.options, lang: tag(language) });
  if (question.kind === "multiple" && options.length) box.append(...several(options, language, answering));
  else for (const option of options) box.append(choice(option, language, answering));
  for (const option of all) if (option.id === SKIP) box.append(choice(option, language, answering));
  const hint = question.kind in w.hints ? w.hints[question.kind as keyof typeof w.hints] : "";
  const about = hint && !options.length ? hint : options.length && question.kind !== "consent" ? w.freeText : "";
  const foot = h("div", { class: "about" }, about ? h("span", {}, about) : null);
  if (question.step) foot.append(h("button", { type: "button", class: "quiet", onclick: () => answering.say(w.whyText) }, w.why));
  if (foot.childNodes.length) box.append(foot);
  return box;
}

function choice(option: Option, language: Language, answering: Answering): HTMLElement {
  const button = h("button", { type: "button", class: "option", "data-id": option.id }, option.label);
  button.addEventListener("click", () => {
    for (const other of button.parentElement!.querySelectorAll("button")) other.disabled = true;
    answering.choose([option], language);
  });
  return button;
}

/** Toggles with one confirming button. */
function several(options: Option[], language: Language, answering: Answering): HTMLElement[] {
  const w = speak(language);
  const chosen = new Set<Option>();
  const confirm = h("button", { type: "button", class: "confirm", disabled: true }, w.confirmCount(0));
  const toggles = options.map((option) => {
    const toggle = h("button", { type: "button", class: "option toggle", "data-id": option.id, "aria-pressed": "false" }, option.label);
    toggle.addEventListener("click", () => {
      if (!chosen.delete(option)) chosen.add(option);
      toggle.setAttribute("aria-pressed", String(chosen.has(option)));
      confirm.disabled = !chosen.size;
      confirm.textContent = w.confirmCount(chosen.size);
    });
    return toggle;
  });
  confirm.addEventListener("click", () => {
    for (const button of [confirm, ...toggles]) button.disabled = true;
    answering.choose(options.filter((option) => chosen.has(option)), language);
  });
  return [...toggles, confirm];
}
