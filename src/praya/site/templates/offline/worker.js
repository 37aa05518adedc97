// Keeps the last agenda for two days, on this device only, and forgets it when somebody signs in or out.
"use strict";
const FILES = "praya-files-{{ version }}";
const PAGES = "praya-pages";
const KEPT = [{% for file in files %}"{{ file|escapejs }}", {% endfor %}"/offline/"];
const AGENDA = /^\/e\/[^/]+\/agenda\/$/;
const LONGEST = 48 * 3600 * 1000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(FILES).then((files) => files.addAll(KEPT)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("praya-files-") && name !== FILES;
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))).then(() => self.clients.claim()),
  );
});

async function kept(request) {
  const pages = await caches.open(PAGES);
  const page = await pages.match(request.url);
  const age = page ? Date.now() - Date.parse(page.headers.get("Date") ?? "") : Infinity;
  if (age < LONGEST) return page;
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
  if (fresh.ok && !fresh.redirected && fresh.type === "basic") await (await caches.open(PAGES)).put(request.url, fresh.clone());
  else await caches.delete(PAGES);
  return fresh;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method !== "GET") {
    if (pathname.startsWith("/accounts/")) event.waitUntil(caches.delete(PAGES));
    return;
  }
  if (request.mode === "navigate") {
    if (AGENDA.test(pathname)) event.respondWith(agenda(request));
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
