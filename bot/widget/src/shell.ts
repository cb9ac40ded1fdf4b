/** The frame of the panel: header, menu, notices, the scrolling log, the composer. */

import { h, icon } from "./dom.ts";
import { bytes } from "./format.ts";
import { speak, tag } from "./i18n.ts";
import * as icons from "./icons.ts";
import type { Language, Question, Sender } from "./types.ts";

const LARGEST_BYTES = 4096;
/** Closer to the end than this counts as reading the newest. */
const NEAR_PX = 80;

/** What a notice is about: the connection, the words being written, or a thing just done. */
type About = "connection" | "draft" | "deed";

export interface Wishes {
  close(): void;
  switchLanguage(): void;
  send(text: string): void;
  showData(): void;
  exportData(): void;
  eraseData(): void;
  human(): void;
  restart(): void;
}

type MenuEntry = [icon: string, word: "human" | "restart" | "myData" | "exportData" | "eraseData", act: () => void];

export class Shell {
  readonly input = h("textarea", { rows: 1, enterkeyhint: "send", autocomplete: "off" });
  readonly body = h("div", { class: "body" });
  readonly panel: HTMLElement;

  private readonly title = h("h2", { id: "title" });
  private readonly role = h("span");
  private readonly tongueButton: HTMLButtonElement;
  private readonly menuButton: HTMLButtonElement;
  private readonly closeButton: HTMLButtonElement;
  private readonly menu = h("div", { class: "menu", id: "menu", hidden: true });
  private readonly progress = h("div", { class: "progress", role: "progressbar", "aria-valuemin": 0, hidden: true });
  private about: About = "deed";
  private readonly notice = h("div", { class: "notice", role: "status" });
  private readonly typing = h("div", { class: "typing", hidden: true });
  private readonly jump: HTMLButtonElement;
  private readonly sendButton: HTMLButtonElement;
  private readonly footnote = h("p", { class: "footnote" });
  private readonly main: HTMLElement;
  private readonly form: HTMLFormElement;
  private view: HTMLElement | null = null;
  private viewFrom: HTMLElement | null = null;
  private readonly entries: MenuEntry[];
  private typist: Sender | null = null;
  /** Where a scroll of our own is going; null while only the client scrolls. */
  private aim: number | null = null;
  /** The first message since the client last saw the end; new ones do not push it out of view. */
  private anchor: HTMLElement | null = null;
  /** The client reads further up. */
  private away = false;
  private speaker: Sender = "assistant";

  constructor(
    private readonly language: () => Language,
    private readonly institution: () => string,
    log: HTMLElement,
    private readonly wishes: Wishes,
  ) {
    const w = wishes;
    this.entries = [
      [icons.PERSON, "human", () => w.human()],
      [icons.AGAIN, "restart", () => w.restart()],
      [icons.DATA, "myData", () => w.showData()],
      [icons.SAVE, "exportData", () => w.exportData()],
      [icons.BIN, "eraseData", () => w.eraseData()],
    ];
    this.tongueButton = h("button", { type: "button", class: "tongue", onclick: () => w.switchLanguage() });
    this.menuButton = h("button", {
      type: "button", class: "tool", "aria-expanded": "false", "aria-controls": "menu",
      onclick: () => this.showMenu(!!this.menu.hidden),
    }, icon(icons.MORE));
    this.closeButton = h("button", { type: "button", class: "tool", onclick: () => w.close() }, icon(icons.CLOSE));
    this.jump = h("button", { type: "button", class: "jump", hidden: true, onclick: () => this.toEnd(true) }, icon(icons.DOWN));
    this.sendButton = h("button", { type: "submit", class: "send", disabled: true }, icon(icons.SEND));
    this.body.append(log, this.typing);
    this.form = h("form", { class: "composer", onsubmit: (event: Event) => this.submit(event) },
      h("div", { class: "field" }, this.input, this.sendButton));
    this.main = h("div", { class: "main" }, this.progress, this.body, this.jump, this.form, this.footnote);
    this.panel = h(
      "div",
      { class: "panel", role: "dialog", "aria-modal": "false", "aria-labelledby": "title", hidden: true },
      h("div", { class: "head" },
        h("div", { class: "name" }, this.title, h("p", {}, h("span", { class: "ai" }, "AI"), this.role)),
        this.tongueButton, this.menuButton, this.closeButton, this.menu),
      this.notice, this.main,
    );
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.body.addEventListener("scroll", () => this.scrolled(), { passive: true });
    for (const hand of ["wheel", "touchstart", "pointerdown", "keydown"]) {
      this.body.addEventListener(hand, () => (this.aim = null), { passive: true });
    }
    this.panel.addEventListener("keydown", (event) => this.escape(event));
    this.panel.addEventListener("focusout", (event) => this.menuLeft(event));
    this.relabel();
  }

  /** Says everything again in the current language. */
  relabel(): void {
    const w = speak(this.language());
    this.panel.lang = tag(this.language());
    this.title.textContent = this.institution() || w.title;
    this.tongueButton.textContent = w.otherLanguage;
    this.tongueButton.lang = tag(this.language() === "zh" ? "en" : "zh");
    this.tongueButton.setAttribute("aria-label", w.switchLanguage);
    this.menuButton.setAttribute("aria-label", w.menu);
    this.closeButton.setAttribute("aria-label", w.close);
    this.sendButton.setAttribute("aria-label", w.send);
    this.input.setAttribute("aria-label", w.inputLabel);
    this.jump.setAttribute("aria-label", w.newMessages);
    this.jump.title = w.newMessages;
    this.menu.replaceChildren(...this.entries.map(([path, word, act]) => h("button", {
      type: "button", class: word === "eraseData" ? "grave" : word, onclick: () => {
        this.showMenu(false);
        act();
      },
    }, icon(path), w[word])));
    this.ask(null);
    this.speaks(this.speaker);
    this.types(this.typist);
  }

  /** Fits the composer's hint and the progress to the question that waits for an answer. */
  ask(question: Question | null): void {
    const w = speak(this.language());
    const hint = question && question.kind in w.hints ? w.hints[question.kind as keyof typeof w.hints] : null;
    this.input.placeholder = hint ?? w.placeholder;
    const code = question?.input === "code";
    this.input.inputMode = code ? "numeric" : "text";
    this.input.setAttribute("autocomplete", code ? "one-time-code" : "off");
    const { step, of } = question ?? {};
    this.progress.hidden = !step || !of;
    if (!step || !of) return;
    this.progress.setAttribute("aria-valuenow", String(step));
    this.progress.setAttribute("aria-valuemax", String(of));
    this.progress.setAttribute("aria-label", w.progress(step, of));
    const done = h("i");
    done.style.width = `${Math.min(100, (100 * step) / of)}%`;
    this.progress.replaceChildren(h("span", { class: "track" }, done), h("span", { "aria-hidden": "true" }, `${step} / ${of}`));
  }

  /** Marks who answers now: the assistant, plainly labelled as AI, or a person. */
  speaks(speaker: Sender): void {
    const w = speak(this.language());
    this.speaker = speaker;
    const person = speaker === "advisor";
    this.panel.classList.toggle("person", person);
    this.role.textContent = person ? w.roleAdvisor : w.roleAssistant;
    if (person) this.input.placeholder = w.placeholder;
    this.footnote.textContent = person ? w.footnoteAdvisor : w.footnote;
  }

  types(who: Sender | null): void {
    const w = speak(this.language());
    const near = this.near;
    this.typist = who;
    this.typing.hidden = !who;
    if (!who) return;
    const name = who === "advisor" ? w.typingAdvisor : w.typingAssistant;
    this.typing.replaceChildren(h("span", { class: "unseen" }, name), h("i"), h("i"), h("i"));
    if (near) this.scroll(this.end, false);
  }

  /** Shows a notice, or with "" none. `about` names what it is about, for `untell`. */
  tell(text: string, about: About = "deed"): void {
    this.about = about;
    if (this.notice.textContent !== text) this.notice.textContent = text;
  }

  /** Takes away the notice where it is about this; any other one stays. */
  untell(about: About): void {
    if (this.about === about) this.tell("", about);
  }

  suggest(text: string): void {
    this.input.value = text;
    this.typed();
    this.input.focus();
  }

  get near(): boolean {
    return this.end - this.body.scrollTop < NEAR_PX;
  }

  toEnd(smooth = false): void {
    this.anchor = null;
    this.scroll(this.end, smooth);
  }

  /** Shows a conversation that was just loaded: a new one from its first words. */
  begin(fresh: boolean): void {
    if (fresh) this.scroll(0, false);
    else this.toEnd();
  }

  /**
   * Follows new messages while the client reads the newest. Several that come together, or a long
   * one, are shown from the beginning of the first; who reads further up is only told of them.
   */
  follow(node: HTMLElement, wasNear: boolean): void {
    if (wasNear || !this.anchor?.isConnected) this.anchor = node;
    if (this.away) this.jump.hidden = false;
    else this.scroll(Math.min(this.anchor.offsetTop - 12, this.end), true);
  }

  private get end(): number {
    return this.body.scrollHeight - this.body.clientHeight;
  }

  private scroll(top: number, smooth: boolean): void {
    this.aim = top;
    this.away = false;
    this.body.scrollTo({ top, behavior: smooth && !still() ? "smooth" : "auto" });
    this.jump.hidden = this.end - top < NEAR_PX;
  }

  /** Shows something in place of the conversation, and takes the focus there. */
  show(view: HTMLElement, from: HTMLElement | null = this.menuButton): void {
    this.view?.remove();
    this.main.hidden = true;
    this.view = view;
    this.viewFrom = from;
    this.panel.append(view);
    (view.querySelector("[tabindex]") as HTMLElement | null)?.focus();
  }

  /** Back to the conversation. */
  conversation(): void {
    if (!this.view) return;
    const hadFocus = this.view.contains((this.panel.getRootNode() as ShadowRoot).activeElement);
    this.view.remove();
    this.view = null;
    this.main.hidden = false;
    this.toEnd();
    if (hadFocus) (this.viewFrom ?? this.input).focus();
  }

  showMenu(open: boolean): void {
    this.menu.hidden = !open;
    this.menuButton.setAttribute("aria-expanded", String(open));
    if (open) (this.menu.firstElementChild as HTMLElement).focus();
  }

  private typed(): void {
    const text = this.input.value.trim();
    const long = bytes(text) > LARGEST_BYTES;
    this.sendButton.disabled = !text || long;
    this.input.setAttribute("aria-invalid", String(long));
    if (long) this.tell(speak(this.language()).tooLong, "draft");
    else this.untell("draft");
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(132, this.input.scrollHeight)}px`;
  }

  /** Enter sends, except while an input method is composing (Chinese is typed that way). */
  private key(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    this.submit(event);
  }

  private submit(event: Event): void {
    event.preventDefault();
    if (this.sendButton.disabled) return;
    const text = this.input.value.trim();
    this.input.value = "";
    this.typed();
    this.wishes.send(text);
  }

  private scrolled(): void {
    if (this.aim !== null) {
      if (Math.abs(this.body.scrollTop - this.aim) < 2) this.aim = null;
      return;
    }
    this.away = !this.near;
    if (this.near) this.jump.hidden = true;
  }

  private escape(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.isComposing) return;
    event.stopPropagation();
    if (!this.menu.hidden) {
      this.showMenu(false);
      this.menuButton.focus();
    } else if (this.view && this.viewFrom) this.conversation();
    else this.wishes.close();
  }

  private menuLeft(event: FocusEvent): void {
    const to = event.relatedTarget as Node | null;
    if (!this.menu.hidden && to !== this.menuButton && !this.menu.contains(to)) this.showMenu(false);
  }
}

function still(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
