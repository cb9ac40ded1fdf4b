/** What travels between the gateway and the widget, and between the loader and the chat. */

export type Language = "zh" | "en";
export type Sender = "client" | "assistant" | "advisor" | "system";

export interface Option {
  id: string;
  label: string;
  /** Opaque token the gateway maps back to the option. */
  choice: string;
}

export interface Question {
  id: string;
  kind: "single" | "multiple" | "amount" | "number" | "duration" | "text" | "consent";
  step?: number;
  of?: number;
  options?: Option[];
  /** What is typed: a one-time code, or an address one can be sent to. */
  input?: "code" | "address";
}

export interface Card {
  type: string;
  title?: string;
  [field: string]: unknown;
}

export interface Message {
  seq: number;
  from: Sender;
  at: string;
  language: Language;
  text?: string;
  question?: Question | null;
  card?: Card | null;
  /** The id the client chose; stands on the client's own messages. */
  id?: string | null;
  /** Who writes, on an advisor's message; on the system's, the advisor who has joined. */
  name?: string | null;
  /** The words were not kept, for want of consent. */
  forgotten?: boolean | null;
}

/** What is held about a client, as the gateway shows it to them. */
export interface Profile {
  details?: { label: string; text: string; at: string; utterance?: string | null }[];
  consents?: { purpose: string; granted: boolean; at: string }[];
  assessment?: { category?: string; at: string } | null;
  handoffs?: { status: string; requested_at: string }[];
}

/** What a client sends: words of their own, or the token of an option (of several: all theirs). */
/** What a duty to keep holds back from an erasure, in the client's words. */
export interface Kept {
  record: string;
  because: string;
  until: string;
}

export interface Erasure {
  erased: boolean;
  kept: Kept[];
}

export interface Outgoing {
  id: string;
  text?: string;
  choice?: string | string[];
  /** What the bubble shows; never sent. */
  label: string;
  at: string;
}

/** What the loader gives to the chat. */
export interface Host {
  /** Address of the gateway, with a slash at its end. */
  base: string;
  /** Prefix of everything kept in the browser's storage. */
  name: string;
  element: HTMLElement;
  root: ShadowRoot;
  launcher: HTMLButtonElement;
  language: Language;
  /** Keep the conversation for the device (localStorage) or for the tab (sessionStorage). */
  remember: "device" | "tab";
  title(language: Language): string;
  adopt(css: string): void;
  unread(count: number): void;
  /** The panel has opened or closed, or its language changed: redraw the launcher. */
  changed(open: boolean, language: Language): void;
}

/** What the chat gives to the loader. */
export interface Panel {
  /** `focus` is false where the page opens it by itself: the client is somewhere else. */
  open(focus: boolean): void;
  close(): void;
  /** Puts words into the composer without sending them. */
  suggest(text: string): void;
  speak(language: Language): void;
}

export type Mount = (host: Host) => Panel;
