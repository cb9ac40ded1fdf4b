/** Reads the loose JSON of a card without ever failing on a field that is missing or odd. */

import { h } from "../dom.ts";

export function str(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

export function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

export function record(value: unknown): Record<string, unknown> {
  return value && typeof value === "object" && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** The texts of a field: strings, or objects that have a `text`; one string counts as a list. */
export function strings(value: unknown): string[] {
  return (Array.isArray(value) ? value : value === undefined ? [] : [value])
    .map((item) => str(item) || str(record(item).text))
    .filter(Boolean);
}

/** A number from 0 to `most`, or null. */
export function share(value: unknown, most: number): number | null {
  return typeof value === "number" && Number.isFinite(value) ? Math.max(0, Math.min(most, value)) : null;
}

export function bullets(texts: string[]): Node | null {
  return texts.length ? h("ul", {}, ...texts.map((text) => h("li", {}, text))) : null;
}

/** A part of a card that starts folded where it is long reading. */
export function section(title: string, open: boolean, ...parts: (Node | null)[]): Node | null {
  const shown = parts.filter((part): part is Node => part !== null);
  if (!shown.length) return null;
  return h("details", { open }, h("summary", {}, title), ...shown);
}
