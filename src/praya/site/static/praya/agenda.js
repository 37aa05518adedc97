// The countdown to the next meeting goes on while the page is open.
"use strict";
(() => {
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang || "en", { numeric: "always", style: "short" });
  function tick() {
    for (const place of document.querySelectorAll("[data-until]")) {
      const minutes = Math.ceil((new Date(place.dataset.until) - new Date()) / 60000);
      if (minutes > 0 && minutes < 60) place.textContent = words.format(minutes, "minute");
      else if (minutes <= 0) location.reload();
    }
  }
  setInterval(tick, 15000);
})();
