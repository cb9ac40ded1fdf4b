// The one door through which HTML enters a page: what htmx fetched from our own server. Markup that
// could run or load something is refused even if it ever came that way.
"use strict";
if (window.trustedTypes && trustedTypes.createPolicy) {
  trustedTypes.createPolicy("default", {
    createHTML(html) {
      if (/<(script|iframe|object|embed|base|link|meta)\b/i.test(html)) {
        throw new TypeError("refused markup");
      }
      return html;
    },
    createScript() { throw new TypeError("refused script"); },
    createScriptURL() { throw new TypeError("refused script address"); },
  });
}
