/** The one script a website includes: a launcher, and the chat itself once somebody opens it. */

import css from "./launcher.css";
import { icon } from "./dom.ts";
import type { Host, Language, Mount, Panel } from "./types.ts";

declare const __CHAT_VERSION__: string;

const script = document.currentScript as HTMLScriptElement;
const base = new URL("../", script.src).href;
const NAME = "zhiyin-chat";
const BUBBLE = "M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM8 9h8M8 12.5h5";
const LABELS = {
  zh: { open: "在线咨询", failed: "加载失败，点此重试", unread: (n: number) => `，${n} 条未读消息` },
  en: { open: "Chat with us", failed: "Could not load. Try again", unread: (n: number) => `, ${n} unread message${n === 1 ? "" : "s"}` },
};

let loading: Promise<Mount> | null = null;

/** Fetches the chat once. A classic script needs no CORS and inherits the page's nonce. */
function load(): Promise<Mount> {
  loading ??= new Promise<Mount>((resolve, reject) => {
    const chat = document.createElement("script");
    chat.src = trusted(`${base}widget/chat.js?v=${__CHAT_VERSION__}`);
    chat.nonce = script.nonce;
    chat.onload = () => resolve((ZhiyinChat as any).mount);
    chat.onerror = () => {
      loading = null;
      chat.remove();
      reject(new Error("zhiyin: chat.js did not load"));
    };
    document.head.append(chat);
  });
  return loading;
}

/** Pages that require Trusted Types must allow the policy `zhiyin`. */
function trusted(url: string): string {
  const types = (window as any).trustedTypes;
  if (!types) return url;
  try {
    return types.createPolicy("zhiyin", { createScriptURL: (own: string) => own }).createScriptURL(url);
  } catch {
    return url;
  }
}

class ZhiyinChat extends HTMLElement {
  static observedAttributes = ["data-language"];
  private panel: Panel | null = null;
  private launcher = document.createElement("button");
  private label = document.createElement("span");
  private badge = document.createElement("span");
  private isOpen = false;
  private count = 0;
  private tongue: Language = "zh";

  connectedCallback(): void {
    if (this.shadowRoot) return;
    this.attachShadow({ mode: "open" });
    this.adopt(css);
    this.tongue = this.wanted();
    this.launcher.type = "button";
    this.launcher.className = "launcher";
    this.launcher.setAttribute("aria-haspopup", "dialog");
    this.badge.className = "badge";
    this.badge.setAttribute("aria-hidden", "true");
    this.badge.hidden = true;
    this.launcher.append(icon(BUBBLE), this.label, this.badge);
    this.launcher.addEventListener("click", () => (this.isOpen ? this.close() : void this.open()));
    this.shadowRoot!.append(this.launcher);
    this.redraw();
    // On a phone the panel covers the page; nobody wants that unasked.
    if (this.dataset.open !== undefined && this.dataset.open !== "false" && innerWidth > 480) void this.open(false);
    // Somebody who has a conversation hears of an advisor's answer on whatever page they are.
    else if (this.remembered()) setTimeout(() => void this.ready().catch(() => undefined), 1500);
  }

  attributeChangedCallback(): void {
    if (!this.shadowRoot) return;
    this.tongue = this.wanted();
    this.panel?.speak(this.tongue);
    this.redraw();
  }

  /** Opens the panel; the first time it fetches the chat. */
  async open(focus = true): Promise<void> {
    this.launcher.setAttribute("aria-busy", "true");
    try {
      (await this.ready()).open(focus);
    } catch {
      this.label.textContent = LABELS[this.tongue].failed;
    } finally {
      this.launcher.removeAttribute("aria-busy");
    }
  }

  close(): void {
    this.panel?.close();
  }

  /** Opens the panel with words in the composer, which the client may send or change. */
  async ask(text: string): Promise<void> {
    await this.open();
    this.panel?.suggest(text);
  }

  private async ready(): Promise<Panel> {
    const mount = await load();
    this.panel ??= mount(this.host());
    return this.panel;
  }

  private get key(): string {
    return `zhiyin:${new URL(base).host}${new URL(base).pathname}:`;
  }

  private remembered(): boolean {
    try {
      return !!(this.remember === "device" ? localStorage : sessionStorage).getItem(this.key + "session");
    } catch {
      return false;
    }
  }

  private get remember(): "device" | "tab" {
    return this.dataset.remember === "tab" ? "tab" : "device";
  }

  private wanted(): Language {
    const named = this.dataset.language || document.documentElement.lang || navigator.language;
    return named.toLowerCase().startsWith("zh") ? "zh" : "en";
  }

  private host(): Host {
    return {
      base,
      name: this.key,
      element: this,
      root: this.shadowRoot!,
      launcher: this.launcher,
      language: this.tongue,
      remember: this.remember,
      title: (language) =>
        (language === "zh" ? this.dataset.titleZh : this.dataset.titleEn) || this.dataset.title || "",
      adopt: (text) => this.adopt(text),
      unread: (count) => {
        this.count = count;
        this.redraw();
      },
      changed: (open, language) => {
        this.isOpen = open;
        this.tongue = language;
        this.redraw();
        this.dispatchEvent(new CustomEvent(open ? "zhiyin:open" : "zhiyin:close"));
      },
    };
  }

  private redraw(): void {
    const label = LABELS[this.tongue];
    this.label.textContent = label.open;
    this.launcher.lang = this.tongue === "zh" ? "zh-CN" : "en";
    this.launcher.setAttribute("aria-expanded", String(this.isOpen));
    this.launcher.setAttribute("aria-label", label.open + (this.count ? label.unread(this.count) : ""));
    this.badge.hidden = !this.count;
    this.badge.textContent = this.count > 99 ? "99+" : String(this.count);
  }

  /** Styles as constructed sheets, which no Content-Security-Policy forbids. */
  private adopt(text: string): void {
    const root = this.shadowRoot!;
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    } catch {
      const style = document.createElement("style");
      style.nonce = script.nonce;
      style.textContent = text;
      root.prepend(style);
    }
  }
}

/** Puts the element into the page, unless the page has placed one itself. */
function start(): void {
  if (customElements.get(NAME)) return;
  customElements.define(NAME, ZhiyinChat);
  let element = document.querySelector(NAME) as ZhiyinChat | null;
  if (!element) {
    element = document.createElement(NAME) as ZhiyinChat;
    Object.assign(element.dataset, script.dataset);
    document.body.append(element);
  }
  // Any element of the page may open the chat, with words to begin with or without.
  document.addEventListener("click", (event) => {
    const trigger = (event.target as Element).closest?.("[data-zhiyin-open]") as HTMLElement | null;
    if (!trigger) return;
    event.preventDefault();
    const words = trigger.dataset.zhiyinOpen;
    void (words ? element!.ask(words) : element!.open());
  });
}

if (document.body) start();
else document.addEventListener("DOMContentLoaded", start);
