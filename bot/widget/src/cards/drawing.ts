/** A picture that the server drew: a tree of elements, built node by node. No markup is parsed. */

import { s } from "../dom.ts";
import { record } from "./reading.ts";

const ELEMENTS = new Set(["svg", "title", "g", "path", "rect", "circle", "line", "text"]);
const ATTRIBUTE = /^(?!on|style$)[a-z][\w-]*$/i;

/** `[tag, attributes, child, …]` as an SVG element; anything else, and unknown elements, as nothing. */
export function drawing(tree: unknown): SVGElement | null {
  if (!Array.isArray(tree) || !ELEMENTS.has(tree[0])) return null;
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(record(tree[1])))
    if (ATTRIBUTE.test(name) && name !== "xmlns" && typeof value === "string") attributes[name] = value;
  return s(tree[0], attributes, ...tree.slice(2).map((child) => (typeof child === "string" ? child : drawing(child))));
}
