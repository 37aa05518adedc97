// The shelf of works: what was unfolded stays unfolded when a filter replaces it, and the filters fold on a phone.
"use strict";
(() => {
  let open = null;

  const remember = (root) => {
    open = new Map();
    for (const part of root.querySelectorAll("details[id], #filters")) {
      open.set(part.id, part.tagName === "DETAILS" ? part.open : part.classList.contains("is-open"));
    }
  };

  const restore = () => {
    for (const [id, was] of open ?? []) {
      const part = document.getElementById(id);
      if (!part) continue;
      if (part.tagName === "DETAILS") part.open = was;
      else unfold(part, was);
    }
  };

  const unfold = (part, is) => {
    part.classList.toggle("is-open", is);
    document.querySelector(`[data-opens="${part.id}"]`)?.setAttribute("aria-expanded", String(is));
  };

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id === "shelf") remember(event.detail.target);
  });
  // After settling, because a replaced target tells nobody that it was swapped.
  document.addEventListener("htmx:afterSettle", () => { restore(); open = null; });

  // Only two to four works can be compared.
  document.addEventListener("change", (event) => {
    if (event.target.name !== "with") return;
    const boxes = [...document.querySelectorAll('input[name="with"]')];
    const full = boxes.filter((box) => box.checked).length >= 4;
    for (const box of boxes) box.disabled = full && !box.checked;
  });
})();
