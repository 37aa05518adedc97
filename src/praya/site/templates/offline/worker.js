// Keeps the last agenda and programme for two days, on this device only, and forgets them when somebody signs in or out; what was
// put into the agenda, or taken out of it, without a network is kept too and sent when there is one again.
"use strict";
const FILES = "praya-files-{{ version }}";
const PAGES = "praya-pages";
const KEPT = [{% for file in files %}"{{ file|escapejs }}", {% endfor %}"/offline/"];
const UNSENT = "praya-unsent";
const AGENDA = /^\/e\/[^/]+\/agenda\/$/;
const PROGRAMME = /^\/e\/[^/]+\/programme\/([^/]+\/)?$/;
const NOTED = /^\/e\/[^/]+\/programme\/[^/]+\/bookmark\/$/;
const LONGEST = 48 * 3600 * 1000;
const SOON = 15 * 60 * 1000;
const MOST = 100;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(FILES).then((files) => files.addAll(KEPT)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("praya-files-") && name !== FILES;
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))).then(() => self.clients.claim()),
  );
});

const age = (page) => (page ? Date.now() - Date.parse(page.headers.get("Date") ?? "") : Infinity);

async function kept(request) {
  const pages = await caches.open(PAGES);
  const page = await pages.match(request.url);
  if (age(page) < LONGEST) return page;
  await pages.delete(request.url);
  return caches.match("/offline/");
}

async function agenda(request) {
  let fresh;
  try {
    fresh = await fetch(request);
  } catch {
    return kept(request);
  }
  // From another site: the agenda comes with the next step.
  if (fresh.headers.has("Praya-Arrival")) return fresh;
  // Sent elsewhere or refused: whoever was signed in is so no longer.
  if (isPage(fresh)) await (await caches.open(PAGES)).put(request.url, fresh.clone());
  else await forget();
  return fresh;
}

const isPage = (answer) => answer.ok && !answer.redirected && answer.type === "basic" && !answer.headers.has("Praya-Arrival");

const forget = () => Promise.all([caches.delete(PAGES), caches.delete(UNSENT)]);

// A page of the programme as it was read last; of very many the first ones go.
async function programme(request) {
  let fresh;
  try {
    fresh = await fetch(request);
  } catch {
    return kept(request);
  }
  const pages = await caches.open(PAGES);
  if (isPage(fresh)) {
    await pages.put(request.url, fresh.clone());
    const keys = await pages.keys();
    await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST)).map((key) => pages.delete(key)));
  } else {
    await pages.delete(request.url);
  }
  return fresh;
}

// Whoever opens the agenda has the programme with them as well.
async function takeAlong(agendaUrl) {
  const url = agendaUrl.replace(/agenda\/$/, "programme/");
  const pages = await caches.open(PAGES);
  if (age(await pages.match(url)) < SOON) return;
  const found = await fetch(url).catch(() => null);
  if (found && isPage(found)) await pages.put(url, found);
}

// One word for each session: the last one counts.
async function note(request) {
  const said = request.clone();
  try {
    return await fetch(request);
  } catch {
    const session = said.url.split("?")[0];
    const headers = { "Content-Type": said.headers.get("Content-Type") ?? "", "Praya-To": said.url };
    await (await caches.open(UNSENT)).put(session, new Response(await said.text(), { headers }));
    await self.registration.sync?.register(UNSENT).catch(() => null);
    return Response.redirect(session.replace(/bookmark\/$/, ""), 303);
  }
}

async function send() {
  const unsent = await caches.open(UNSENT);
  for (const key of await unsent.keys()) {
    const said = await unsent.match(key);
    if (!said) continue;
    const headers = { "Content-Type": said.headers.get("Content-Type") };
    const body = await said.text();
    const answer = await fetch(said.headers.get("Praya-To"), { method: "POST", headers, body }).catch(() => null);
    // Out of order, or asked to sign in first: it waits.
    if (!answer || answer.status >= 500 || new URL(answer.url).pathname.startsWith("/accounts/")) return;
    await unsent.delete(key);
  }
}

self.addEventListener("sync", (event) => {
  if (event.tag === UNSENT) event.waitUntil(send());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method !== "GET") {
    if (pathname.startsWith("/accounts/")) event.waitUntil(forget());
    else if (NOTED.test(pathname) && request.mode === "navigate") event.respondWith(note(request));
    return;
  }
  if (request.mode === "navigate") {
    event.waitUntil(self.navigator.onLine ? send() : Promise.resolve());
    if (AGENDA.test(pathname)) {
      const answer = agenda(request);
      event.respondWith(answer);
      event.waitUntil(answer.then((found) => (isPage(found) ? takeAlong(request.url.split("?")[0]) : null)));
    } else if (PROGRAMME.test(pathname)) event.respondWith(programme(request));
    else event.respondWith(fetch(request).catch(() => caches.match("/offline/")));
  } else if (KEPT.includes(pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(request, { ignoreSearch: true })));
  }
});

// What Praya tells on this device; the message is sealed for it, and shows the market's name and one line.
self.addEventListener("push", (event) => {
  const told = event.data?.json();
  if (!told) return;
  const { title, body, tag, lang, dir, url } = told;
  const shown = { body, tag, lang, dir, data: { url }, icon: "{{ icon }}", renotify: true };
  event.waitUntil(self.registration.showNotification(title, shown));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const to = new URL(event.notification.data.url);
  if (to.origin !== self.location.origin) return;
  event.waitUntil(
    self.clients.matchAll({ type: "window" }).then((open) => {
      const page = open.find((one) => one.url === to.href);
      return page ? page.focus() : self.clients.openWindow(to.href);
    }),
  );
});
