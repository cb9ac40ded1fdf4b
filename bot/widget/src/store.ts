/** What the browser remembers: the way into the conversation, and words not yet sent. */

import type { Language, Outgoing } from "./types.ts";

export interface Session {
  token: string;
  conversation: string;
  language: Language;
  /** The last message the client has seen with the panel open. */
  read: number;
}

/** Falls back to memory where storage is blocked (private windows, embedded views). */
export class Store {
  private readonly memory = new Map<string, string>();

  constructor(
    private readonly name: string,
    private readonly remember: "device" | "tab",
  ) {}

  private get storage(): Storage | null {
    try {
      return this.remember === "device" ? localStorage : sessionStorage;
    } catch {
      return null;
    }
  }

  private get(key: string): unknown {
    try {
      const raw = this.storage?.getItem(this.name + key) ?? this.memory.get(key);
      return raw ? JSON.parse(raw) : null;
    } catch {
      return null;
    }
  }

  private put(key: string, value: unknown): void {
    if (value === null) this.memory.delete(key);
    else this.memory.set(key, JSON.stringify(value));
    try {
      if (value === null) this.storage?.removeItem(this.name + key);
      else this.storage?.setItem(this.name + key, JSON.stringify(value));
    } catch {
      // Full or blocked: memory holds it until the page goes.
    }
  }

  get session(): Session | null {
    return this.get("session") as Session | null;
  }

  set session(value: Session | null) {
    this.put("session", value);
  }

  get unsent(): Outgoing[] {
    return (this.get("unsent") as Outgoing[] | null) ?? [];
  }

  set unsent(value: Outgoing[]) {
    this.put("unsent", value.length ? value : null);
  }

  /** Whether a storage event is about another tab having changed the session. */
  concerns(event: StorageEvent): boolean {
    return event.key === this.name + "session" || event.key === null;
  }

  /** Forgets the conversation; nothing of it stays on the device. */
  clear(): void {
    this.session = null;
    this.unsent = [];
  }
}
