// Asks this browser's push service for an address, and hands it to Praya; without either nothing is offered.
"use strict";
(() => {
  const box = document.querySelector("[data-push]");
  if (!box) return;
  const on = box.querySelector("[data-push-on]");
  const said = box.querySelector("[data-push-said]");
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) {
    said.textContent = box.dataset.cannot;
    return;
  }
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  async function ask() {
    if ((await Notification.requestPermission()) !== "granted") {
      said.textContent = box.dataset.denied;
      return;
    }
    // Whoever comes here from a letter has seen no page of a market, which would have asked for the worker.
    await navigator.serviceWorker.register("/worker.js");
    const worker = await navigator.serviceWorker.ready;
    const known = await worker.pushManager.getSubscription();
    await known?.unsubscribe();
    const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(box.dataset.push) });
    const form = new FormData(on.form);
    form.set("endpoint", made.endpoint);
    form.set("key", text(made.getKey("p256dh")));
    form.set("secret", text(made.getKey("auth")));
    const answer = await fetch(on.form.action, { method: "POST", body: form });
    if (answer.ok) location.reload();
    else said.textContent = (await answer.json()).fault;
  }

  on.hidden = false;
  on.addEventListener("click", (event) => {
    event.preventDefault();
    on.disabled = true;
    ask()
      .catch(() => (said.textContent = box.dataset.failed))
      .finally(() => (on.disabled = false));
  });
})();
