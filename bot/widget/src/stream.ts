/** Server-sent events over fetch (EventSource cannot send the token), with resume and backoff. */

import { Problem } from "./api.ts";

/** Without a byte for this long the connection is taken for dead; heartbeats come more often. */
const SILENCE_MS = 45_000;
const LONGEST_WAIT_MS = 30_000;

export interface Event {
  id: string;
  type: string;
  data: string;
}

/** Cuts a byte stream's text into events as the HTML standard says (§ 9.2.6). */
export class Parser {
  private rest = "";
  private id = "";
  private type = "";
  private data: string[] = [];

  /** Takes a piece of text, gives the events it completes. */
  push(text: string): Event[] {
    const events: Event[] = [];
    this.rest += text;
    // A carriage return at the very end may be the first half of CRLF: wait for the next piece.
    const lines = this.rest.split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? "";
    for (const line of lines) {
      if (!line) {
        if (this.data.length) events.push({ id: this.id, type: this.type || "message", data: this.data.join("\n") });
        this.data = [];
        this.type = "";
        continue;
      }
      const colon = line.indexOf(":");
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
      if (field === "data") this.data.push(value);
      else if (field === "event") this.type = value;
      else if (field === "id") this.id = value;
    }
    return events;
  }
}

export interface Listener {
  event(event: Event): void;
  /** `false` from the second failure in a row on, `true` once events flow again. */
  connected(is: boolean): void;
  /** The token opens nothing any more; the stream has stopped. */
  gone(): void;
}

export class Stream {
  private abort: AbortController | null = null;
  private failures = 0;
  private wake: (() => void) | null = null;

  constructor(
    private readonly connect: (after: number, signal: AbortSignal) => Promise<Response>,
    private readonly last: () => number,
    private readonly listener: Listener,
  ) {}

  get running(): boolean {
    return this.abort !== null;
  }

  start(): void {
    if (this.abort) return;
    this.abort = new AbortController();
    void this.run(this.abort);
  }

  stop(): void {
    this.abort?.abort();
    this.abort = null;
    this.wake?.();
  }

  /** Ends a pause between attempts at once: the network is back or the client asks. */
  nudge(): void {
    this.wake?.();
  }

  private async run(abort: AbortController): Promise<void> {
    while (!abort.signal.aborted) {
      try {
        await this.read(abort);
      } catch (error) {
        if (abort.signal.aborted) return;
        if (error instanceof Problem && error.gone) {
          this.stop();
          this.listener.gone();
          return;
        }
      }
      if (abort.signal.aborted) return;
      this.failures += 1;
      if (this.failures > 1) this.listener.connected(false);
      const wait = Math.min(LONGEST_WAIT_MS, 500 * 2 ** Math.min(this.failures, 8));
      await this.pause(wait * (0.5 + Math.random() / 2));
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Reads one connection to its end. */
  private async read(outer: AbortController): Promise<void> {
    const abort = new AbortController();
    const end = () => abort.abort();
    outer.signal.addEventListener("abort", end);
    let watchdog = setTimeout(end, SILENCE_MS);
    try {
      const response = await this.connect(this.last(), abort.signal);
      const reader = response.body!.getReader();
      const decoder = new TextDecoder();
      const parser = new Parser();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(watchdog);
        watchdog = setTimeout(end, SILENCE_MS);
        this.failures = 0;
        this.listener.connected(true);
        for (const event of parser.push(decoder.decode(value, { stream: true }))) this.listener.event(event);
      }
    } finally {
      clearTimeout(watchdog);
      outer.signal.removeEventListener("abort", end);
    }
  }
}
