// What a page does by itself: listen for changes, send with Enter, tell the advisor, obey the keys.
"use strict";
(() => {
  const body = document.body;
  const one = (selector) => document.querySelector(selector);
  const stored = (key, value) => {
    try {
      if (value === undefined) return localStorage.getItem("zhiyin." + key);
      localStorage.setItem("zhiyin." + key, value);
    } catch { return null; }
  };

  // ── live updates ──
  const pulse = one("#pulse");
  const showLive = (up) => {
    if (!pulse) return;
    pulse.hidden = false;
    pulse.classList.toggle("down", !up);
    pulse.textContent = up ? body.dataset.live : body.dataset.notLive;
  };
  const move = (name) => body.dispatchEvent(new CustomEvent(name));
  let waits = 1000;
  let newest = null;
  let leaving = false;
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && !event.target.hasAttribute("hx-post")) leaving = true;
  });
  const listen = () => {
    const source = new EventSource(body.dataset.stream);
    source.onopen = () => { waits = 1000; showLive(true); };
    source.onerror = () => {
      showLive(false);
      source.close();
      setTimeout(listen, waits);
      waits = Math.min(waits * 2, 30000);
    };
    source.addEventListener("queue", (event) => {
      const queue = JSON.parse(event.data);
      const count = one("#waiting-count");
      if (count) { count.hidden = !queue.waiting; count.textContent = queue.waiting; }
      if (newest !== null && queue.newest > newest) alertOf(body.dataset.alertWaiting, "queue");
      newest = queue.newest > (newest ?? "") ? queue.newest : (newest ?? "");
      move("queue-moved");
    });
    source.addEventListener("talk", (event) => {
      const talk = JSON.parse(event.data);
      const after = one("#after");
      if (after && talk.seq > Number(after.value)) {
        move("talk-moved");
        if (talk.client) alertOf(body.dataset.alertMessage, "talk");
      }
    });
    // What one has just done oneself leads to a page of its own; reloading would overtake it.
    source.addEventListener("state", () => { if (!leaving) location.reload(); });
    source.addEventListener("gone", () => { if (!leaving) location.reload(); });
    addEventListener("pagehide", () => source.close(), { once: true });
  };
  if (body.dataset.stream) listen();

  // ── desktop alerts: asked for only when the advisor wants them, and without client words ──
  const alerts = one("#alerts");
  const wanted = () => stored("alerts") === "on" && Notification.permission === "granted";
  const alertOf = (title, tag) => {
    if (!("Notification" in window) || !document.hidden || !wanted()) return;
    const shown = new Notification(title, { body: body.dataset.alertBody, tag, silent: true });
    shown.onclick = () => { window.focus(); shown.close(); };
  };
  if (alerts && "Notification" in window) {
    const label = () => {
      alerts.textContent = wanted() ? body.dataset.alertsOff : body.dataset.alertsOn;
    };
    alerts.hidden = false;
    label();
    alerts.addEventListener("click", async () => {
      if (wanted()) { stored("alerts", "off"); label(); return; }
      const answer = await Notification.requestPermission();
      stored("alerts", answer === "granted" ? "on" : "off");
      label();
      if (answer !== "granted") tell(body.dataset.alertsRefused);
    });
  }
  const tell = (text) => {
    const said = document.createElement("p");
    said.className = "alert";
    said.textContent = text;
    one("#notice").replaceChildren(said);
  };

  // ── the conversation ──
  const frame = one("#log-frame");
  const toEnd = () => { if (frame) frame.scrollTop = frame.scrollHeight; };
  toEnd();
  let near = true;
  frame?.addEventListener("scroll", () => {
    near = frame.scrollHeight - frame.scrollTop - frame.clientHeight < 80;
  });
  const log = one("#log");
  if (log) {
    new MutationObserver((changes) => {
      one("#log-empty")?.remove();
      const added = changes.flatMap((change) => [...change.addedNodes]);
      if (added.some((node) => node.classList?.contains("from-advisor"))) one("#due")?.remove();
      // The same message may come twice, by the answer to a send and by the stream.
      const seen = new Set();
      for (const item of [...log.children]) {
        if (item.id && seen.has(item.id)) item.remove();
        seen.add(item.id);
      }
      if (near) toEnd();
    }).observe(log, { childList: true });
  }

  const composer = one("#composer");
  const text = one("#text");
  const newId = () => crypto.randomUUID?.() ??
    [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
  const grow = (area) => {
    area.rows = Math.min(8, Math.max(2, area.value.split("\n").length));
  };
  if (composer && text) {
    let typed = 0;
    text.addEventListener("input", () => {
      grow(text);
      if (text.value && Date.now() - typed > 3000) {
        typed = Date.now();
        const form = new FormData();
        form.set("csrf", body.dataset.csrf);
        fetch(composer.dataset.typing, { method: "POST", body: form }).catch(() => {});
      }
    });
    text.addEventListener("keydown", (event) => {
      // While a word is being composed (pinyin), Enter belongs to the input method.
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
        event.preventDefault();
        if (text.value.trim()) composer.requestSubmit();
      }
    });
    composer.addEventListener("htmx:afterRequest", (event) => {
      if (event.detail.successful && event.detail.elt === composer) {
        text.value = "";
        typed = 0;
        grow(text);
        one("#message-id").value = newId();
        one("#notice").replaceChildren();
        near = true;
        toEnd();
        text.focus();
      }
    });
  }
  one("#note-form")?.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) one("#note").value = "";
  });
  for (const button of document.querySelectorAll("button[data-confirm]")) {
    button.form.addEventListener("submit", (event) => {
      if (!confirm(button.dataset.confirm)) event.preventDefault();
    });
  }
  body.addEventListener("htmx:sendError", () => tell(body.dataset.notLive));

  // ── tabs on a narrow screen ──
  const tabs = [...document.querySelectorAll('.desk-tabs [role="tab"]')];
  const narrow = matchMedia("(max-width: 979px)");
  const choose = (tab) => {
    for (const other of tabs) {
      const on = other === tab;
      other.setAttribute("aria-selected", String(on));
      other.tabIndex = on ? 0 : -1;
      const pane = document.getElementById(other.getAttribute("aria-controls"));
      pane.classList.toggle("away", narrow.matches && !on);
      if (narrow.matches) { pane.setAttribute("role", "tabpanel"); } else { pane.removeAttribute("role"); }
    }
    toEnd();
  };
  if (tabs.length) {
    const arrange = () => {
      one(".desk-tabs").hidden = !narrow.matches;
      choose(tabs.find((tab) => tab.getAttribute("aria-selected") === "true") ?? tabs[1]);
    };
    tabs.forEach((tab, at) => {
      tab.addEventListener("click", () => choose(tab));
      tab.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (step) { const next = tabs[(at + step + tabs.length) % tabs.length]; choose(next); next.focus(); }
      });
    });
    narrow.addEventListener("change", arrange);
    arrange();
  }

  // ── the menu closes when one leaves it ──
  const menu = one("#menu");
  document.addEventListener("click", (event) => {
    if (menu?.open && !menu.contains(event.target)) menu.open = false;
  });

  // ── keys, which can be turned off (WCAG 2.1.4) ──
  const keys = one("#keys");
  const keysOn = () => stored("keys") !== "off";
  if (keys) {
    const box = one("#keys-on");
    box.checked = keysOn();
    box.addEventListener("change", () => stored("keys", box.checked ? "on" : "off"));
    const show = one("#show-keys");
    show.hidden = false;
    show.addEventListener("click", () => { menu.open = false; keys.showModal(); });
  }
  const links = () => [...document.querySelectorAll("[data-rows] .row-link")];
  const step = (by) => {
    const all = links();
    if (!all.length) return;
    const at = all.indexOf(document.activeElement);
    all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))].focus();
  };
  const focusIn = (field, tab) => {
    if (!field) return;
    if (narrow.matches && tab) choose(one(tab));
    field.focus();
  };
  let before = "";
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (menu?.open) { menu.open = false; menu.querySelector("summary").focus(); }
      return;
    }
    const inField = event.target.closest("input, textarea, select, dialog, [contenteditable]");
    if (inField || event.ctrlKey || event.metaKey || event.altKey || !keysOn()) return;
    const key = event.key;
    const chord = before + key;
    before = key === "g" ? "g" : "";
    const acts = {
      gq: () => location.assign("/console/queue"),
      j: () => step(1),
      k: () => step(-1),
      o: () => document.activeElement.closest?.(".row-link")?.click(),
      a: () => one("#accept")?.focus(),
      r: () => focusIn(text, "#tab-talk"),
      n: () => focusIn(one("#note"), "#tab-work"),
      "?": () => keys?.showModal(),
    };
    const act = acts[chord] ?? acts[key];
    if (act) { event.preventDefault(); act(); }
  });
})();
