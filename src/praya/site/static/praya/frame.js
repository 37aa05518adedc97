// What the frame adds when JavaScript is there: clocks that go on, closing toasts, the palette, and htmx's manners.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.remove("no-js");

  const closest = (event, selector) => (event.target instanceof Element ? event.target.closest(selector) : null);

  // Forms carry their own token; htmx's other requests take it from the page.
  const token = document.querySelector('meta[name="csrf"]');
  document.addEventListener("htmx:configRequest", (event) => {
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token.content;
  });

  function tick() {
    const now = new Date();
    for (const clock of document.querySelectorAll("time[data-zone]")) {
      clock.textContent = new Intl.DateTimeFormat("en-GB", {
        hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: clock.dataset.zone,
      }).format(now);
    }
  }
  setInterval(tick, 10000);

  // A toast that offers nothing leaves after a while, unless somebody is reading it.
  function age(toast) {
    if (toast.querySelector("form") || toast.dataset.ages) return;
    toast.dataset.ages = "1";
    const leave = () => (toast.matches(":hover, :focus-within") ? setTimeout(leave, 3000) : toast.remove());
    setTimeout(leave, 10000);
  }
  const ageAll = () => document.querySelectorAll(".toast-success, .toast-info").forEach(age);
  ageAll();

  // What a narrow screen folds away; without this script its address unfolds it (:target).
  document.addEventListener("click", (event) => {
    const unfolds = closest(event, "[data-opens]");
    if (!unfolds) return;
    event.preventDefault();
    const is = document.getElementById(unfolds.dataset.opens).classList.toggle("is-open");
    unfolds.setAttribute("aria-expanded", String(is));
  });

  document.addEventListener("click", (event) => {
    const close = closest(event, "[data-close]");
    if (close?.closest("dialog")) close.closest("dialog").close();
    else if (close) close.closest(".toast")?.remove();
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = closest(event, "details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // The organiser's rail folds on phones; without JavaScript the link's target unfolds it.
  const fold = document.querySelector("[data-unfolds]");
  fold?.addEventListener("click", (event) => {
    event.preventDefault();
    const isOpen = document.getElementById(fold.dataset.unfolds).classList.toggle("is-open");
    fold.setAttribute("aria-expanded", String(isOpen));
  });

  // The parts of the organiser's rail stay open as they were left; the one with the open page is open in any case.
  for (const part of document.querySelectorAll("[data-part]")) {
    const name = `rail-part-${part.dataset.part}`;
    try {
      part.open ||= localStorage.getItem(name) === "open";
      part.firstElementChild.addEventListener("click", () => localStorage.setItem(name, part.open ? "shut" : "open"));
    } catch {
      // A browser that keeps nothing opens the part with the page, and whatever is pressed.
    }
  }

  // Ctrl-K opens the palette; its content is an ordinary page of results.
  const palette = document.getElementById("palette");
  const opener = document.querySelector("[data-palette]");
  async function openPalette() {
    if (!palette || !opener || palette.open) return;
    const answer = await fetch(opener.dataset.palette, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
    if (!answer.ok) {
      location.assign(opener.href);
      return;
    }
    palette.innerHTML = await answer.text();
    window.htmx?.process(palette);
    palette.showModal();
    palette.querySelector("input[type=search]")?.focus();
  }
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && opener) {
      event.preventDefault();
      openPalette();
    }
  });
  opener?.addEventListener("click", (event) => {
    event.preventDefault();
    openPalette();
  });
  palette?.addEventListener("click", (event) => {
    if (event.target === palette) palette.close();
  });
  palette?.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [palette.querySelector("input[type=search]"), ...palette.querySelectorAll(".palette-found a")];
    const at = stops.indexOf(document.activeElement);
    event.preventDefault();
    stops[(at + (event.key === "ArrowDown" ? 1 : stops.length - 1)) % stops.length]?.focus();
  });

  // The last agenda and programme are read without a network; the page says how old it is, and what waits to be sent.
  const note = document.getElementById("offline-note");
  if (note) {
    const tell = async () => {
      note.hidden = navigator.onLine;
      if (!window.caches) return;
      const page = note.hidden ? null : await (await caches.open("praya-pages")).match(location.href);
      const at = page?.headers.get("Date");
      const shown = { dateStyle: "medium", timeStyle: "short" };
      note.querySelector("time").textContent = at ? new Date(at).toLocaleString(document.documentElement.lang, shown) : "";
      for (const said of document.querySelectorAll("[data-unsent]")) {
        said.hidden = note.hidden || !(await (await caches.open("praya-unsent")).match(said.dataset.unsent, { ignoreSearch: true }));
      }
    };
    addEventListener("online", tell);
    addEventListener("offline", tell);
    tell();
    navigator.serviceWorker?.register("/worker.js");
  }

  // A box that scrolls sideways can be reached with the keyboard.
  function reachScrolls() {
    for (const box of document.querySelectorAll(".scroll")) {
      if (box.scrollWidth > box.clientWidth && !box.querySelector("a, button, input")) box.tabIndex = 0;
    }
  }
  reachScrolls();
  addEventListener("resize", reachScrolls);

  // After a swap: say what changed, keep the focus somewhere sensible, start the clocks of new toasts.
  document.addEventListener("htmx:afterSettle", (event) => {
    const target = event.detail.elt;
    const said = target.dataset?.announce || target.querySelector?.("[data-announce]")?.dataset.announce;
    const live = document.getElementById("live");
    if (said && live) live.textContent = said;
    if (document.activeElement === document.body && target.isConnected && !target.closest("#toasts, #live, [data-live]")) {
      const again = target.querySelector?.("[autofocus]") || target;
      if (!again.hasAttribute("tabindex") && !again.matches("a, button, input, select, textarea")) again.tabIndex = -1;
      again.focus({ preventScroll: true });
    }
    ageAll();
    reachScrolls();
  });
  // A page that has moved on without being loaded anew: another language shows where its reader is now.
  for (const moved of ["htmx:pushedIntoHistory", "htmx:replacedInHistory"]) {
    document.addEventListener(moved, () => {
      for (const back of document.querySelectorAll(".bar input[name=next]")) back.value = location.pathname + location.search;
    });
  }
  document.addEventListener("htmx:responseError", (event) => {
    const live = document.getElementById("live");
    if (live) live.textContent = String(event.detail.xhr.status);
    if (event.detail.xhr.status === 403 || event.detail.xhr.status === 404) location.reload();
  });
})();
