// What a page can try to learn of an address of another origin: each way tells what it saw as one line of text.
"use strict";
const PATIENCE = 1500;

const within = (promise) => Promise.race([promise, new Promise((done) => setTimeout(() => done("nothing"), 4 * PATIENCE))]);

function element(name, attribute, more = {}) {
  return (address) =>
    within(
      new Promise((done) => {
        const made = document.createElement(name);
        const seen = (what) => {
          done(`${what} ${made.naturalWidth ?? ""} ${made.contentWindow?.length ?? ""} ${made.sheet ? "sheet" : ""}`);
          made.remove();
        };
        made.onload = made.onloadedmetadata = () => seen("load");
        made.onerror = () => seen("error");
        Object.assign(made, more, { [attribute]: address });
        document.body.append(made);
      }),
    );
}

const asked = (options) => (address) =>
  within(
    fetch(address, { credentials: "include", ...options }).then(
      (answer) => `${answer.type} ${answer.status} ${answer.redirected}`,
      (fault) => fault.name,
    ),
  );

function seenOf(opened) {
  let place, entries;
  try {
    place = opened.location.href;
  } catch {
    place = "hidden";
  }
  try {
    entries = opened.history.length;
  } catch {
    entries = "hidden";
  }
  return `${opened.closed ? "closed" : "open"} ${place} ${entries} ${opened.length}`;
}

// A window that does not close is watched until what is seen of it has been the same for a while.
async function opened(address) {
  const made = window.open(address);
  let seen = "", since = Date.now();
  while (!made.closed && Date.now() - since < PATIENCE) {
    await new Promise((done) => setTimeout(done, 20));
    const now = seenOf(made);
    if (now !== seen) [seen, since] = [now, Date.now()];
  }
  return `${seenOf(made)} ${history.length}`;
}

const WAYS = {
  image: element("img", "src"),
  script: element("script", "src"),
  sheet: element("link", "href", { rel: "stylesheet" }),
  prefetch: element("link", "href", { rel: "prefetch" }),
  preload: element("link", "href", { rel: "preload", as: "image" }),
  frame: element("iframe", "src"),
  object: element("object", "data"),
  sound: element("audio", "src"),
  opaque: asked({ mode: "no-cors" }),
  kept: asked({ mode: "no-cors", cache: "force-cache" }),
  led: asked({ mode: "cors", redirect: "manual" }),
  read: asked({ mode: "cors" }),
  window: opened,
};

// How a request went, without its duration: sizes, redirects and the status that the browser tells.
function entriesOf(address) {
  return performance
    .getEntriesByName(address)
    .map((one) => `${one.initiatorType} ${one.responseStatus} ${one.transferSize} ${one.decodedBodySize} ${one.redirectEnd}`)
    .sort()
    .join(", ");
}

window.probe = async (addresses, ways, atOnce) => {
  performance.setResourceTimingBufferSize(100000);
  const found = {}, waiting = [...addresses];
  const work = async () => {
    for (let address = waiting.shift(); address; address = waiting.shift()) {
      const seen = (found[address] = {});
      await Promise.all(ways.map(async (way) => (seen[way] = await WAYS[way](address))));
      seen.timing = entriesOf(address);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return found;
};
