// Single letters decide while the pair has the focus, which it takes when the page opens; each stands on its button.
"use strict";
const pair = document.querySelector("[data-pair]");
if (pair) {
  pair.focus({ preventScroll: true });
  pair.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const chosen = pair.querySelector(`[aria-keyshortcuts="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!chosen) return;
    event.preventDefault();
    chosen.click();
  });
}
