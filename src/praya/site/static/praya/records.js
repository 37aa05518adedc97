// The editor's buttons for single rows fetch the form anew instead of the whole page; without this they are ordinary buttons.
"use strict";
(() => {
  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-part]") : null;
    const form = button?.form;
    if (!form || button.disabled) return;
    event.preventDefault();
    const typed = new FormData(form);
    typed.set("do", button.value);
    form.setAttribute("aria-busy", "true");
    const answer = await fetch(form.action || location.href, { method: "POST", body: typed, credentials: "same-origin" }).catch(() => null);
    if (!answer || ![200, 409, 422].includes(answer.status)) {
      // Let the browser send it: it shows whatever the server or the network has to say.
      form.removeAttribute("aria-busy");
      button.removeAttribute("data-part");
      button.click();
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(form.id);
    form.replaceWith(fresh);
    document.dispatchEvent(new CustomEvent("htmx:afterSettle", { detail: { elt: fresh, target: fresh } }));
    focusAfter(fresh, button.value);
  });

  // The focus stays with what was asked for: the new row, the row that moved, or the list itself.
  function focusAfter(form, order) {
    const [rows, what, place] = order.split(":");
    const moved = { up: Number(place) - 1, down: Number(place) + 1 }[what];
    const target = form.querySelector("[autofocus]")
      || (moved !== undefined && form.querySelector(`[value="${rows}:${what}:${Math.max(0, moved)}"]:not([disabled])`))
      || (what === "find" && form.querySelector(".found button"))
      || form.querySelector(`[value="${rows}:${what}:${place}"]:not([disabled])`)
      || form.querySelector(`[value="${rows}:add"]`);
    target?.focus();
    const said = form.querySelector(".saved")?.textContent;
    const live = document.getElementById("live");
    if (said && live) live.textContent = said;
  }
})();
