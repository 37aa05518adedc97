// Pages that are live by nature: an element with data-live="/live/..." hears the event "live" whenever the server has news.
// Its hx-trigger="live" then fetches the part anew. Where the stream fails, it hears "live" every two seconds instead.
"use strict";
(() => {
  const followed = new WeakSet();

  function follow(element) {
    if (followed.has(element)) return;
    followed.add(element);
    let last = 0;
    let waiting = null;
    let polling = null;
    const stream = new EventSource(element.dataset.live);

    function stop() {
      stream.close();
      clearTimeout(waiting);
      clearInterval(polling);
    }
    function tell() {
      waiting = null;
      last = Date.now();
      if (element.isConnected) element.dispatchEvent(new CustomEvent("live", { bubbles: true }));
      else stop();
    }
    function news() {
      if (waiting === null) waiting = setTimeout(tell, Math.max(0, 500 - (Date.now() - last)));
    }
    stream.addEventListener("message", news);
    stream.addEventListener("progress", news);
    stream.addEventListener("open", () => { clearInterval(polling); polling = null; });
    stream.addEventListener("end", () => { tell(); stop(); });
    stream.addEventListener("error", () => { polling ??= setInterval(tell, 2000); });
  }

  const followAll = () => document.querySelectorAll("[data-live]").forEach(follow);
  document.addEventListener("htmx:afterSettle", followAll);
  followAll();
})();
