/** Sends what the client says, in order, each once, also when the network comes and goes. */

import { Problem } from "./api.ts";
import type { Store } from "./store.ts";
import type { Outgoing } from "./types.ts";

export type Fate =
  | { is: "sending" | "waiting" }
  | { is: "sent"; seq: number | null }
  | { is: "failed"; problem: Problem };

const LONGEST_WAIT_MS = 30_000;

/**
 * Words are kept in the store until the gateway has acknowledged them; the id stays the same over
 * every attempt, so the gateway can tell a repetition (contracts, "Chat API").
 */
export class Outbox {
  private busy = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopped = new Set<string>();

  constructor(
    private readonly store: Store,
    private readonly send: (message: Outgoing) => Promise<{ seq?: number }>,
    private readonly told: (message: Outgoing, fate: Fate) => void,
  ) {}

  get waiting(): Outgoing[] {
    return this.store.unsent;
  }

  add(message: Outgoing): void {
    this.store.unsent = [...this.store.unsent, message];
    this.flush();
  }

  /** Takes a message back that the gateway refused. */
  discard(id: string): void {
    this.stopped.delete(id);
    this.store.unsent = this.store.unsent.filter((other) => other.id !== id);
    this.flush();
  }

  retry(id: string): void {
    this.stopped.delete(id);
    this.flush();
  }

  /** Tries now; does nothing while an attempt is under way. */
  flush(): void {
    clearTimeout(this.timer);
    if (!this.busy) void this.run();
  }

  /** The next message that no refusal holds back; a refused one does not block the others. */
  private next(): Outgoing | undefined {
    return this.store.unsent.find((message) => !this.stopped.has(message.id));
  }

  private async run(): Promise<void> {
    this.busy = true;
    for (let message = this.next(); message; message = this.next()) {
      const { id } = message;
      this.told(message, { is: "sending" });
      try {
        const { seq } = await this.send(message);
        this.failures = 0;
        this.store.unsent = this.store.unsent.filter((other) => other.id !== id);
        this.told(message, { is: "sent", seq: seq ?? null });
      } catch (error) {
        const problem = error instanceof Problem ? error : new Problem(0, "");
        if (!problem.passing) {
          this.stopped.add(id);
          this.told(message, { is: "failed", problem });
          if (problem.gone) break;
          continue;
        }
        this.failures += 1;
        this.told(message, { is: "waiting" });
        const wait = problem.retryAfterMs ?? Math.min(LONGEST_WAIT_MS, 500 * 2 ** Math.min(this.failures, 8));
        this.timer = setTimeout(() => this.flush(), wait);
        break;
      }
    }
    this.busy = false;
  }
}
