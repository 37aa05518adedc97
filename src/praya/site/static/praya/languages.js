// The language fields of one text as tabs; without JavaScript they stand below each other.
"use strict";
(() => {
  function prepare(box) {
    if (box.dataset.ready) return;
    box.dataset.ready = "1";
    const fields = [...box.querySelectorAll("[data-language]")];
    const list = document.createElement("div");
    list.className = "tabs";
    list.setAttribute("role", "tablist");
    const tabs = fields.map((field, at) => {
      const tab = document.createElement("button");
      const input = field.querySelector("input, textarea");
      tab.type = "button";
      tab.id = `${input.id}_tab`;
      tab.lang = field.dataset.language;
      tab.textContent = field.querySelector("label > span").textContent;
      tab.setAttribute("role", "tab");
      tab.addEventListener("click", () => show(at));
      field.setAttribute("role", "tabpanel");
      field.setAttribute("aria-labelledby", tab.id);
      list.append(tab);
      return tab;
    });
    function show(chosen, takesFocus) {
      fields.forEach((field, at) => {
        field.hidden = at !== chosen;
        tabs[at].setAttribute("aria-selected", String(at === chosen));
        tabs[at].tabIndex = at === chosen ? 0 : -1;
        tabs[at].classList.toggle("is-empty", !field.querySelector("input, textarea").value);
      });
      if (takesFocus) tabs[chosen].focus();
    }
    list.addEventListener("keydown", (event) => {
      const side = document.documentElement.dir === "rtl" ? -1 : 1;
      const move = { ArrowLeft: -side, ArrowRight: side }[event.key];
      if (!move) return;
      event.preventDefault();
      show((tabs.indexOf(document.activeElement) + move + tabs.length) % tabs.length, true);
    });
    box.querySelector("legend").after(list);
    const own = fields.findIndex((field) => field.dataset.language.toLowerCase() === document.documentElement.lang.toLowerCase());
    const wrong = fields.findIndex((field) => field.querySelector("[aria-invalid=true]"));
    show(Math.max(0, wrong >= 0 ? wrong : own));
  }
  const prepareAll = () => document.querySelectorAll("[data-languages]").forEach(prepare);
  document.addEventListener("htmx:afterSettle", prepareAll);
  prepareAll();
})();
