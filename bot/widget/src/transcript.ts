/** The conversation on screen: messages are appended, never rewritten. */

import { drawCard } from "./cards/index.ts";
import { h, words } from "./dom.ts";
import { day, dayKey, time } from "./format.ts";
import { speak, tag, type Words } from "./i18n.ts";
import type { Fate } from "./outbox.ts";
import { drawQuestion, type Answering } from "./question.ts";
import type { Language, Message, Outgoing, Sender } from "./types.ts";

/** Messages of one sender within this time stand under one heading. */
const TOGETHER_MS = 3 * 60_000;

interface Bubble {
  node: HTMLElement;
  status: HTMLElement;
  label: string;
}

export interface Acts extends Answering {
  retry(id: string): void;
  discard(id: string): void;
}

export class Transcript {
  readonly log = h("div", { class: "log", role: "log", "aria-live": "off", "aria-relevant": "additions", tabindex: "-1" });
  /** The highest sequence number received, where the stream resumes. */
  last = 0;
  /** Who spoke last on the institution's side. */
  speaker: Sender = "assistant";
  /** The message whose question waits for an answer. */
  open: Message | null = null;
  /** Whether the client has said anything yet. */
  answered = false;

  private readonly seen = new Set<number>();
  private readonly arrived = new Set<string>();
  private readonly pending = new Map<string, Bubble>();
  private question: HTMLElement | null = null;
  private previous: { from: Sender; at: string } | null = null;

  constructor(
    private readonly language: () => Language,
    private readonly acts: Acts,
  ) {}

  /** From now on a screen reader hears what is added; history before that stays silent. */
  live(): void {
    this.log.setAttribute("aria-live", "polite");
  }

  relabel(): void {
    this.log.setAttribute("aria-label", speak(this.language()).log);
  }

  clear(): void {
    this.log.replaceChildren();
    this.log.setAttribute("aria-live", "off");
    this.seen.clear();
    this.arrived.clear();
    this.pending.clear();
    this.last = 0;
    this.speaker = "assistant";
    this.answered = false;
    this.question = this.open = this.previous = null;
  }

  /** Adds a message that the gateway sent. Gives its node, or null where it is here already. */
  add(message: Message): HTMLElement | null {
    this.last = Math.max(this.last, message.seq);
    if (this.seen.has(message.seq)) return null;
    this.seen.add(message.seq);
    if (message.from === "client") {
      if (message.id) this.arrived.add(message.id);
      this.settleQuestion();
      if (this.recognise(message)) return null;
    }
    // The system names the person who has joined, and nobody once that person has left.
    if (message.from === "system") this.speaker = message.name ? "advisor" : "assistant";
    else if (message.from !== "client") this.speaker = message.from;
    const node = this.place(message.from, message.at, message.language, this.content(message), message.name);
    if (message.question) {
      this.settleQuestion();
      this.open = message;
      this.question = drawQuestion(message.question, message.language, this.acts);
      node.append(this.question);
    }
    return node;
  }

  /** Whether the gateway has a message of the client's, though it never said so to this page. */
  has(id: string): boolean {
    return this.arrived.has(id);
  }

  /** Shows at once what the client says; `settle` tells what became of it. */
  say(message: Outgoing): HTMLElement {
    this.settleQuestion();
    const status = h("div", { class: "status" });
    const node = this.place("client", message.at, this.language(), [
      h("div", { class: "bubble" }, ...words(message.label, false)),
      status,
    ]);
    this.pending.set(message.id, { node, status, label: message.label });
    return node;
  }

  settle(message: Outgoing, fate: Fate): void {
    const bubble = this.pending.get(message.id);
    if (!bubble) return;
    const w = speak(this.language());
    bubble.node.dataset.fate = fate.is;
    if (fate.is === "sent") {
      if (fate.seq !== null) this.seen.add(fate.seq);
      bubble.status.replaceChildren();
      this.pending.delete(message.id);
    } else if (fate.is === "failed") {
      bubble.status.replaceChildren(
        h("span", { class: "refused" }, fate.problem.detail || w.failed),
        h("button", { type: "button", class: "quiet", onclick: () => this.acts.retry(message.id) }, w.retry),
        h("button", { type: "button", class: "quiet", onclick: () => this.drop(message.id) }, w.discard),
      );
    } else {
      bubble.status.replaceChildren(fate.is === "waiting" ? w.waiting : w.sending);
    }
  }

  private drop(id: string): void {
    this.pending.get(id)?.node.remove();
    this.pending.delete(id);
    this.acts.discard(id);
    this.log.focus();
  }

  /** Whether a client message from the gateway is one that is on screen already. */
  private recognise(message: Message): boolean {
    for (const [id, bubble] of this.pending) {
      if (message.id ? message.id !== id : message.text !== bubble.label) continue;
      bubble.node.dataset.fate = "sent";
      bubble.status.replaceChildren();
      this.pending.delete(id);
      return true;
    }
    return false;
  }

  /** An answered question keeps its words and loses its buttons. */
  private settleQuestion(): void {
    this.question?.remove();
    this.question = this.open = null;
  }

  private content(message: Message): HTMLElement[] {
    const parts: HTMLElement[] = [];
    if (message.forgotten) parts.push(h("div", { class: "bubble lost" }, speak(this.language()).forgotten));
    else if (message.text && !repeats(message)) parts.push(h("div", { class: "bubble" }, ...words(message.text, message.from !== "client")));
    if (message.card) parts.push(drawCard(message.card, message.language, this.acts));
    return parts;
  }

  private place(from: Sender, at: string, language: Language, parts: HTMLElement[], name?: string | null): HTMLElement {
    const w = speak(this.language());
    if (from === "client") this.answered = true;
    const before = this.previous;
    const newDay = !before || dayKey(before.at) !== dayKey(at);
    if (newDay) this.log.append(h("div", { class: "day" }, h("span", {}, day(at, this.language()))));
    const together =
      !newDay && before!.from === from && Date.parse(at) - Date.parse(before!.at) < TOGETHER_MS;
    const heading = h(
      "div",
      { class: together ? "heading unseen" : "heading", lang: tag(this.language()) },
      h("span", { class: "sender" }, name || senderName(from, w)),
      h("time", { datetime: at }, time(at, this.language())),
    );
    const node = h("div", { class: `message ${from}`, lang: tag(language) }, from === "system" ? null : heading, ...parts);
    this.log.append(node);
    this.previous = { from, at };
    return node;
  }
}

/** Whether the card says the very words of the message, under a title of its own. */
function repeats(message: Message): boolean {
  return message.card?.type === "education" && message.card.text === message.text;
}

function senderName(from: Sender, w: Words): string {
  return from === "client" ? w.you : from === "advisor" ? w.advisor : from === "assistant" ? w.assistant : w.system;
}
