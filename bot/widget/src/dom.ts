/** Builds nodes. Data becomes text nodes and attributes only; no markup is ever parsed. */

type Attribute = string | number | boolean | null | undefined | ((event: any) => void);
export type Attributes = Record<string, Attribute>;
export type Child = Node | string | null | undefined | false;

const SVG = "http://www.w3.org/2000/svg";

function fill<E extends Element>(element: E, attributes: Attributes, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/** An HTML element; attributes named `onclick` and so on are listeners. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function s(tag: string, attributes: Attributes = {}, ...children: Child[]): SVGElement {
  return fill(document.createElementNS(SVG, tag) as SVGElement, attributes, children);
}

/** A line icon of 24 units from its path. */
export function icon(path: string): SVGElement {
  return s("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, s("path", { d: path }));
}

const LINK = /https:\/\/[^\s<>"'（）《》，。；！？、]+[^\s<>"'（）《》，。；！？、.,;:!?)]/g;

/**
 * Words of a message as nodes: line breaks stand, `**strong**` is strong and, where `links` is set
 * (never for a client's own words), https addresses can be followed.
 */
export function words(text: string, links: boolean): Node[] {
  const nodes: Node[] = [];
  // A span of hours stays in one line: 09:00–12:00.
  text.replace(/(\d:\d\d)–(?=\d)/g, "$1\u2060–\u2060").split(/\*\*(\S(?:[^*\n]*\S)?)\*\*/).forEach((part, index) => {
    if (index % 2) nodes.push(h("strong", {}, part));
    else if (links) nodes.push(...linked(part));
    else if (part) nodes.push(document.createTextNode(part));
  });
  return nodes;
}

function linked(text: string): Node[] {
  const nodes: Node[] = [];
  let done = 0;
  for (const match of text.matchAll(LINK)) {
    const start = match.index ?? 0;
    if (start > done) nodes.push(document.createTextNode(text.slice(done, start)));
    nodes.push(h("a", { href: match[0], target: "_blank", rel: "noopener noreferrer" }, match[0]));
    done = start + match[0].length;
  }
  if (done < text.length) nodes.push(document.createTextNode(text.slice(done)));
  return nodes;
}
