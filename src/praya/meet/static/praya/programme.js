// What is on is read again once a minute while somebody looks; a day opens at its hour; a browser knows its own clock.
"use strict";
(() => {
  const again = () => {
    const part = document.querySelector("[data-again]");
    if (part && !document.hidden) window.htmx?.trigger(part, "again");
  };
  setInterval(again, 60000);
  document.addEventListener("visibilitychange", again);

  for (const day of document.querySelectorAll(".timeline[data-now]")) {
    const line = day.querySelector(".now-line");
    if (line) day.scrollTop = Math.max(0, line.offsetTop - day.clientHeight / 3);
  }

  const zone = document.querySelector("[data-own-zone]");
  if (zone && !zone.value) zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
})();
