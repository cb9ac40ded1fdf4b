/** Times, days and numbers as a reader of the language writes them, in the reader's own zone. */

import { speak, tag } from "./i18n.ts";
import type { Language } from "./types.ts";

/** The time of day, such as 14:05. */
export function time(at: string, language: Language): string {
  return new Intl.DateTimeFormat(tag(language), { hour: "2-digit", minute: "2-digit", hour12: false }).format(new Date(at));
}

/** A key that is equal for two moments of the same local day. */
export function dayKey(at: string): string {
  return new Date(at).toDateString();
}

/** 今天, Yesterday, 11月20日星期五, Friday 20 November; with the year once it is another. */
export function day(at: string, language: Language, now = new Date()): string {
  const date = new Date(at);
  const yesterday = new Date(now);
  yesterday.setDate(now.getDate() - 1);
  if (date.toDateString() === now.toDateString()) return speak(language).today;
  if (date.toDateString() === yesterday.toDateString()) return speak(language).yesterday;
  return new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {
    year: date.getFullYear() === now.getFullYear() ? undefined : "numeric",
    month: "long",
    day: "numeric",
    weekday: "long",
  }).format(date);
}

/** A date with its time, such as 11月22日 14:05; with the year once it is another. */
export function moment(at: string, language: Language, now = new Date()): string {
  const date = new Date(at);
  return new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", {
    year: date.getFullYear() === now.getFullYear() ? undefined : "numeric",
    month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false,
  }).format(date);
}

/** A calendar day (2027-11-22), the same in every zone. */
export function date(day: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en-GB", { dateStyle: "long", timeZone: "UTC" });
  const at = new Date(day);
  return Number.isNaN(at.getTime()) ? day : format.format(at);
}

/** A share of 0–1 as a percentage, with a decimal only where there is one. */
export function percent(share: number, language: Language): string {
  return new Intl.NumberFormat(tag(language), { style: "percent", maximumFractionDigits: 1 }).format(share);
}

/** How many bytes a text takes on the wire. */
export function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
