// The editor's buttons for single rows fetch the form anew instead of the whole page; without this they are ordinary buttons.
"use strict";
(() => {
  let waiting = null; // until nothing has been typed for a while
  let keeping = null; // while the page itself saves

  function send(form, order) {
    const typed = new FormData(form);
    typed.set("do", order);
    return fetch(form.getAttribute("action") || location.href, { method: "POST", body: typed, credentials: "same-origin" }).catch(() => null);
  }

  // What is typed is kept a few seconds after the last key: a phone that closes the page loses nothing.
  document.addEventListener("input", (event) => {
    const form = event.target instanceof Element ? event.target.closest("form[data-keeps]") : null;
    if (!form) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => { keeping = keep(form).finally(() => { keeping = null; }); }, 4000);
  });

  async function keep(form) {
    if (!form.isConnected || form.getAttribute("aria-busy")) return;
    const answer = await send(form, "keep");
    // Somebody else's change is shown when the author saves; here it would come out of nowhere.
    if (answer?.status !== 200) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const seen = page.querySelector(`#${form.id} input[name=seen]`);
    if (!seen || !form.isConnected) return;
    form.elements.seen.value = seen.value;
    const kept = form.querySelector("[data-kept]");
    if (kept) kept.hidden = false;
  }

  // Whoever saves while the page itself is saving goes after it, with the mark that it brings back.
  document.addEventListener("submit", async (event) => {
    clearTimeout(waiting);
    const form = event.target;
    if (!keeping || !form.matches("form[data-keeps]")) return;
    event.preventDefault();
    const button = event.submitter;
    await keeping;
    form.requestSubmit(button);
  });

  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element ? event.target.closest("button[data-part]") : null;
    const form = button?.form;
    if (!form || button.disabled) return;
    event.preventDefault();
    form.setAttribute("aria-busy", "true");
    clearTimeout(waiting);
    await keeping;
    const answer = await send(form, button.value);
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
