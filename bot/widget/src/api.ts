/** The gateway's chat API over fetch. The token travels in a header, never in an address. */

import { tag } from "./i18n.ts";
import type { Erasure, Language, Message, Outgoing, Profile } from "./types.ts";

const PATIENCE_MS = 20_000;

/** A call that failed: `status` 0 means that the gateway was not reached. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    /** The gateway's own words for the client, in their language; may be empty. */
    readonly detail: string,
    readonly retryAfterMs: number | null = null,
  ) {
    super(`chat api: ${status}`);
  }

  /** The same call may succeed later without any change. */
  get passing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }

  /** The token opens nothing any more. */
  get gone(): boolean {
    return this.status === 401 || this.status === 404 || this.status === 410;
  }
}

export interface Opened {
  token: string;
  conversation_id: string;
  language: Language;
}

export class Api {
  token: string | null = null;

  constructor(
    private readonly base: string,
    private readonly language: () => Language,
  ) {}

  /** Raises Problem for every answer that is not a success. */
  private async call(path: string, init: RequestInit = {}, patience = PATIENCE_MS): Promise<Response> {
    const abort = new AbortController();
    const outer = init.signal;
    outer?.addEventListener("abort", () => abort.abort());
    const timer = setTimeout(() => abort.abort(), patience);
    const headers: Record<string, string> = {
      "Accept-Language": tag(this.language()),
      ...(init.headers as Record<string, string> | undefined),
    };
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    if (init.body) headers["Content-Type"] = "application/json";
    let response: Response;
    try {
      response = await fetch(`${this.base}api/chat/${path}`, {
        ...init, headers, signal: abort.signal, credentials: "omit", cache: "no-store",
      });
    } catch {
      throw new Problem(0, "");
    } finally {
      clearTimeout(timer);
    }
    if (!response.ok) throw await problem(response);
    return response;
  }

  private async json(path: string, init?: RequestInit): Promise<any> {
    const response = await this.call(path, init);
    try {
      return await response.json();
    } catch {
      throw new Problem(0, "");
    }
  }

  open(language: Language): Promise<Opened> {
    return this.json("session", { method: "POST", body: JSON.stringify({ language }) });
  }

  send({ id, text, choice }: Outgoing): Promise<{ seq?: number }> {
    return this.json("messages", { method: "POST", body: JSON.stringify({ id, text, choice }) });
  }

  /** The language of what follows. */
  async speak(language: Language): Promise<void> {
    await this.call("language", { method: "PUT", body: JSON.stringify({ language }) });
  }

  async history(after: number, limit: number): Promise<Message[]> {
    const answer = await this.json(`messages?after=${after}&limit=${limit}`);
    return Array.isArray(answer) ? answer : (answer.messages ?? []);
  }

  /** The open event stream; it lasts until the signal aborts it. */
  stream(after: number, signal: AbortSignal): Promise<Response> {
    return this.call("stream", {
      headers: { Accept: "text/event-stream", "Last-Event-ID": String(after) },
      signal,
    });
  }

  profile(): Promise<Profile> {
    return this.json("profile");
  }

  /** A file made for the client: `export?format=html`, `report?format=pdf`. */
  async file(path: string): Promise<{ content: Blob; name: string }> {
    const response = await this.call(path);
    const named = /filename="?([\w.-]+)"?/.exec(response.headers.get("Content-Disposition") ?? "");
    const today = new Date().toISOString().slice(0, 10);
    return { content: await response.blob(), name: named?.[1] ?? `${path.replace("?format=", `-${today}.`)}` };
  }

  /** What erasing would come to now: what a duty to keep would hold back. */
  erasure(): Promise<Erasure> {
    return this.json("erasure");
  }

  erase(): Promise<Erasure> {
    return this.json("erase", { method: "POST" });
  }
}

async function problem(response: Response): Promise<Problem> {
  const after = Number(response.headers.get("Retry-After") ?? NaN);
  let detail = "";
  if ((response.headers.get("Content-Type") ?? "").includes("problem+json")) {
    const body = await response.json().catch(() => ({}));
    if (typeof body.detail === "string") detail = body.detail;
    else if (typeof body.title === "string") detail = body.title;
  }
  return new Problem(response.status, detail, Number.isFinite(after) ? after * 1000 : null);
}
