/** The chat itself: joins the gateway's API, the stream, the outbox and what is on screen. */

import { Api, Problem } from "./api.ts";
import css from "./chat.css";
import { speak } from "./i18n.ts";
import { Outbox, type Fate } from "./outbox.ts";
import { Shell } from "./shell.ts";
import { Store } from "./store.ts";
import { Stream, type Event as StreamEvent } from "./stream.ts";
import { Transcript } from "./transcript.ts";
import type { Host, Kept, Language, Message, Mount, Option, Outgoing, Panel, Sender } from "./types.ts";
import { message as messageView, ownData } from "./views.ts";

const PAGE = 200;
/** No answer for this long after an acknowledgement: ask for the history, in case a proxy holds the stream back. */
const DOUBT_MS = 8_000;
/** A typing mark that nobody takes back disappears by itself. */
const TYPING_MS = 30_000;
const FULL_SCREEN = "(max-width: 480px), (max-height: 480px)";

class Chat implements Panel {
  private language: Language;
  private readonly store: Store;
  private readonly api: Api;
  private readonly outbox: Outbox;
  private readonly stream: Stream;
  private readonly transcript: Transcript;
  private readonly shell: Shell;
  private isOpen = false;
  private starting: Promise<void> | null = null;
  private started = false;
  private unread = 0;
  private doubt: ReturnType<typeof setTimeout> | undefined;
  private typist: Sender | null = null;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly host: Host) {
    this.language = host.language;
    const language = () => this.language;
    this.store = new Store(host.name, host.remember);
    this.api = new Api(host.base, language);
    this.outbox = new Outbox(this.store, (outgoing) => this.api.send(outgoing), (outgoing, fate) => this.fate(outgoing, fate));
    this.stream = new Stream(
      (after, signal) => this.api.stream(after, signal),
      () => this.transcript.last,
      { event: (event) => this.event(event), connected: (is) => this.connected(is), gone: () => this.ended() },
    );
    this.transcript = new Transcript(language, {
      choose: (options, language) => this.choose(options, language),
      say: (text) => this.say(text),
      report: () => void this.save("report?format=pdf"),
      retry: (id) => this.outbox.retry(id),
      discard: (id) => this.outbox.discard(id),
    });
    this.shell = new Shell(language, () => host.title(this.language), this.transcript.log, {
      close: () => this.close(),
      switchLanguage: () => this.speak(this.language === "zh" ? "en" : "zh"),
      send: (text) => this.say(text),
      showData: () => void this.showData(),
      exportData: () => this.offerExport(),
      eraseData: () => this.askErase(),
      human: () => this.say(speak(this.language).humanText),
      restart: () => this.say(speak(this.language).restartText),
    });
    host.adopt(css);
    host.root.prepend(this.shell.panel);
    this.shell.panel.addEventListener("keydown", (event) => this.keepFocus(event));
    addEventListener("online", () => this.wake());
    addEventListener("offline", () => this.shell.tell(speak(this.language).offline, "connection"));
    addEventListener("storage", (event) => this.otherTab(event));
    document.addEventListener("visibilitychange", () => this.attend());
    visualViewport?.addEventListener("resize", () => this.fit());
    if (this.store.session) void this.start();
  }

  open(focus: boolean): void {
    const { panel, input } = this.shell;
    if (!this.isOpen) {
      this.isOpen = true;
      panel.hidden = false;
      this.host.changed(true, this.language);
      this.host.element.toggleAttribute("data-opened", true);
      this.fit();
      this.read();
      this.shell.begin(!this.transcript.answered);
    }
    this.attend();
    // On a touch screen the keyboard would cover what the assistant says first.
    if (focus) (matchMedia("(pointer: coarse)").matches ? this.transcript.log : input).focus();
    void this.start();
  }

  close(): void {
    if (!this.isOpen) return;
    const hadFocus = !!this.host.root.activeElement;
    this.isOpen = false;
    this.shell.panel.hidden = true;
    this.host.element.toggleAttribute("data-opened", false);
    this.host.changed(false, this.language);
    this.attend();
    if (hadFocus) this.host.launcher.focus();
  }

  suggest(text: string): void {
    this.shell.suggest(text);
  }

  speak(language: Language): void {
    if (this.language === language) return;
    this.language = language;
    const { session } = this.store;
    if (session && session.language !== language) {
      this.store.session = { ...session, language };
      // Where this fails, the assistant still follows the language the client writes.
      if (this.api.token) void this.api.speak(language).catch(() => undefined);
    }
    this.shell.relabel();
    this.transcript.relabel();
    this.shell.ask(this.transcript.open?.question ?? null);
    this.host.changed(this.isOpen, language);
  }

  // ── the conversation ────────────────────────────────────────────────────────────────────────

  /** Resumes the conversation the browser knows, or opens one. Runs once at a time. */
  private start(): Promise<void> {
    if (this.started) return Promise.resolve();
    this.starting ??= this.begin().finally(() => (this.starting = null));
    return this.starting;
  }

  private async begin(): Promise<void> {
    const known = this.store.session;
    this.shell.panel.setAttribute("aria-busy", "true");
    this.transcript.relabel();
    try {
      if (known) {
        this.api.token = known.token;
        if (known.language !== this.language) this.speak(known.language);
      } else {
        const opened = await this.api.open(this.language);
        this.api.token = opened.token;
        this.store.session = { token: opened.token, conversation: opened.conversation_id, language: this.language, read: 0 };
      }
      await this.catchUp(false);
      for (const outgoing of this.outbox.waiting) {
        if (this.transcript.has(outgoing.id)) this.outbox.discard(outgoing.id);
        else this.transcript.say(outgoing);
      }
      this.started = true;
      this.transcript.live();
      this.shell.conversation();
      this.shell.begin(!this.transcript.answered);
      this.attend();
      this.outbox.flush();
    } catch (error) {
      if (error instanceof Problem && error.gone && known) this.ended();
      else if (this.isOpen) this.failed(error);
    } finally {
      this.shell.panel.removeAttribute("aria-busy");
    }
  }

  /** Fetches what is missing after the last message on screen. */
  private async catchUp(live: boolean): Promise<void> {
    for (;;) {
      const messages = await this.api.history(this.transcript.last, PAGE);
      for (const message of messages) this.receive(message, live);
      if (messages.length < PAGE) return;
    }
  }

  private receive(message: Message, live: boolean): void {
    const near = this.shell.near;
    const hadFocus = !!this.host.root.activeElement;
    const node = this.transcript.add(message);
    if (hadFocus) this.regainFocus();
    this.shell.ask(this.transcript.open?.question ?? null);
    this.shell.speaks(this.transcript.speaker);
    if (message.from !== "client") {
      this.typing(null);
      clearTimeout(this.doubt);
    }
    if (!node) return;
    if (live) this.shell.follow(node, near);
    const read = this.store.session?.read ?? 0;
    if (this.isOpen && !document.hidden) this.read();
    else if (message.from !== "client" && message.seq > read) this.host.unread((this.unread += 1));
    if (live) this.host.element.dispatchEvent(new CustomEvent("zhiyin:message", { detail: { from: message.from } }));
  }

  private read(): void {
    this.unread = 0;
    this.host.unread(0);
    const { session } = this.store;
    if (session && session.read < this.transcript.last) this.store.session = { ...session, read: this.transcript.last };
  }

  private choose(options: Option[], language: Language): void {
    const tokens = options.map((option) => option.choice);
    const label = options.map((option) => option.label).join(speak(language).joiner);
    this.send({ choice: tokens.length === 1 ? tokens[0] : tokens, label });
  }

  private say(text: string): void {
    this.send({ text, label: text });
  }

  private send(words: { text?: string; choice?: string | string[]; label: string }): void {
    if (!this.api.token) return void this.start();
    const outgoing: Outgoing = { id: uuid(), at: new Date().toISOString(), ...words };
    const hadFocus = !!this.host.root.activeElement;
    this.shell.conversation();
    this.transcript.say(outgoing);
    this.shell.ask(null);
    this.shell.toEnd(true);
    if (hadFocus) this.regainFocus();
    this.outbox.add(outgoing);
  }

  /** Where the button that had the focus is gone, it goes where the next words are written. */
  private regainFocus(): void {
    if (!this.host.root.activeElement && !matchMedia("(pointer: coarse)").matches) this.shell.input.focus();
  }

  private fate(outgoing: Outgoing, fate: Fate): void {
    const w = speak(this.language);
    this.transcript.settle(outgoing, fate);
    if (fate.is === "sent") {
      this.connected(true);
      // The answer may have come down the stream before the acknowledgement did.
      if (fate.seq !== null && this.transcript.last > fate.seq) return;
      if (this.transcript.speaker !== "advisor") this.typing("assistant");
      clearTimeout(this.doubt);
      this.doubt = setTimeout(() => void this.catchUp(true).catch(() => undefined), DOUBT_MS);
    } else if (fate.is === "failed" && fate.problem.gone) this.ended();
    else if (fate.is === "waiting") this.shell.tell(navigator.onLine ? w.reconnecting : w.offline, "connection");
  }

  // ── the stream ──────────────────────────────────────────────────────────────────────────────

  private event(event: StreamEvent): void {
    let data: any;
    try {
      data = JSON.parse(event.data);
    } catch {
      return;
    }
    if (event.type === "typing") {
      if (data.on) this.typing(data.from);
      else if (data.from === this.typist) this.typing(null);
    } else if (event.type === "erased") this.erased();
    else if (event.type === "message" && typeof data.seq === "number") this.receive(data as Message, true);
  }

  private connected(is: boolean): void {
    const w = speak(this.language);
    if (is) this.shell.untell("connection");
    else this.shell.tell(navigator.onLine ? w.reconnecting : w.offline, "connection");
  }

  private typing(who: Sender | null): void {
    clearTimeout(this.typingTimer);
    this.typist = who;
    this.shell.types(who);
    if (who) this.typingTimer = setTimeout(() => this.typing(null), TYPING_MS);
  }

  /** Listens while somebody can see it: a closed panel in a hidden tab holds no connection. */
  private attend(): void {
    const wanted = this.started && (this.isOpen || !document.hidden);
    if (wanted) this.stream.start();
    else this.stream.stop();
    if (this.isOpen && !document.hidden) this.read();
  }

  private wake(): void {
    this.shell.untell("connection");
    this.stream.nudge();
    this.outbox.flush();
    if (!this.started && this.isOpen) void this.start();
  }

  /** Another tab has deleted the conversation or begun another one: do as it did. */
  private otherTab(event: StorageEvent): void {
    if (!this.started || !this.store.concerns(event)) return;
    const token = this.store.session?.token ?? null;
    if (token === this.api.token) return;
    this.forget();
    if (token || !this.isOpen) {
      if (token) void this.start();
    } else this.ended();
  }

  // ── the client's rights over their data ─────────────────────────────────────────────────────

  private async showData(): Promise<void> {
    const w = speak(this.language);
    try {
      const profile = await this.api.profile();
      const back = () => this.shell.conversation();
      this.shell.show(ownData(this.language, profile, back, [
        { label: w.exportData, kind: "second", act: () => this.offerExport() },
        { label: w.eraseData, kind: "grave", act: () => this.askErase() },
      ]));
    } catch (error) {
      this.trouble(error);
    }
  }

  /** One copy to read and print, or one for other programs. */
  private offerExport(back = () => this.shell.conversation()): void {
    const w = speak(this.language);
    this.shell.show(messageView(this.language, w.exportTitle, [w.exportWhat], [
      { label: w.exportPage, kind: "first", act: () => void this.save("export?format=html") },
      { label: w.exportJson, kind: "second", act: () => void this.save("export?format=json") },
    ], back));
  }

  private async save(path: string): Promise<void> {
    try {
      const { content, name } = await this.api.file(path);
      const link = document.createElement("a");
      link.href = URL.createObjectURL(content);
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      this.shell.tell(speak(this.language).exported);
      setTimeout(() => this.shell.untell("deed"), 6_000);
    } catch (error) {
      this.trouble(error);
    }
  }

  private askErase(): void {
    void this.askWhetherToErase();
  }

  private async askWhetherToErase(): Promise<void> {
    const w = speak(this.language);
    const back = () => this.shell.conversation();
    try {
      const { kept } = await this.api.erasure();
      const told = kept.length ? [w.eraseDuty, ...kept.map((one) => w.keptLine(one))] : [];
      this.shell.show(messageView(this.language, w.eraseTitle, [w.eraseWhat, ...told, w.eraseRest], [
        { label: w.eraseNo, kind: "second", act: back },
        { label: w.eraseYes, kind: "grave", act: () => void this.erase() },
        { label: w.exportFirst, kind: "second", act: () => this.offerExport(() => this.askErase()) },
      ], back));
    } catch (error) {
      this.trouble(error);
    }
  }

  private async erase(): Promise<void> {
    let kept: Kept[] = [];
    try {
      kept = (await this.api.erase()).kept;
    } catch (error) {
      if (!(error instanceof Problem && error.gone)) return this.trouble(error);
    }
    this.erased(kept);
  }

  /** Everything is gone, by the menu or because the client told the assistant to; what a duty
   * keeps, the menu's answer or the assistant's last words have said. */
  private erased(kept: Kept[] = []): void {
    const w = speak(this.language);
    this.store.clear();
    this.forget();
    const told = kept.length ? [w.eraseDuty, ...kept.map((one) => w.keptLine(one))] : [];
    this.shell.show(messageView(this.language, w.erased, [...told, w.erasedWhy], [
      { label: w.startNew, kind: "first", act: () => this.anew() },
    ]), null);
  }

  // ── when it does not go on ──────────────────────────────────────────────────────────────────

  private trouble(error: unknown): void {
    if (error instanceof Problem && error.gone) return this.ended();
    const detail = error instanceof Problem ? error.detail : "";
    this.shell.tell(detail || speak(this.language).problem);
  }

  private failed(error: unknown): void {
    const w = speak(this.language);
    const detail = error instanceof Problem ? error.detail : "";
    this.shell.show(messageView(this.language, w.startFailed, [detail || w.startFailedWhy], [
      { label: w.retry, kind: "first", act: () => void this.start() },
    ]), null);
  }

  /** The token opens nothing any more. */
  private ended(): void {
    const w = speak(this.language);
    this.store.clear();
    this.forget();
    this.shell.show(messageView(this.language, w.ended, [w.endedWhy], [
      { label: w.startNew, kind: "first", act: () => this.anew() },
    ]), null);
  }

  private anew(): void {
    this.shell.conversation();
    this.shell.input.focus();
    void this.start();
  }

  /** Takes the conversation off the screen and lets go of its token. */
  private forget(): void {
    this.started = false;
    this.stream.stop();
    clearTimeout(this.doubt);
    this.typing(null);
    this.api.token = null;
    this.transcript.clear();
    this.unread = 0;
    this.host.unread(0);
    this.shell.ask(null);
    this.shell.speaks("assistant");
    this.shell.tell("");
  }

  // ── the screen ──────────────────────────────────────────────────────────────────────────────

  /** On a phone the panel covers the page, down to where the keyboard begins. */
  private fit(): void {
    const full = matchMedia(FULL_SCREEN).matches;
    this.shell.panel.setAttribute("aria-modal", String(full));
    this.shell.panel.style.height = full && visualViewport ? `${visualViewport.height}px` : "";
    if (full) this.shell.toEnd();
  }

  /** A panel that covers the page must not lose the focus to what lies beneath. */
  private keepFocus(event: KeyboardEvent): void {
    if (event.key !== "Tab" || !matchMedia(FULL_SCREEN).matches) return;
    const stops = [...this.shell.panel.querySelectorAll<HTMLElement>("button:not(:disabled), textarea, a[href], summary")].filter(
      (element) => element.getClientRects().length,
    );
    const first = stops[0];
    const last = stops[stops.length - 1];
    const at = this.host.root.activeElement;
    if (event.shiftKey ? at === first : at === last) {
      event.preventDefault();
      (event.shiftKey ? last : first)?.focus();
    }
  }
}

function uuid(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  // Pages without TLS (intranets) have no randomUUID.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

const mount: Mount = (host) => new Chat(host);
(customElements.get("zhiyin-chat") as any).mount = mount;
