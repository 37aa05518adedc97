// The timetable: arrows go from session to session; Space lifts one, arrows move it, Enter drops it, Escape gives it back.
// A mouse drags it anywhere, a finger by its grip. Every drop is the form behind the session, sent at once.
"use strict";
(() => {
  const STEP = 15, FINE = 5, FAR = 6, WAIT = 350;
  const board = () => document.getElementById("timetable");
  const side = () => (document.documentElement.dir === "rtl" ? -1 : 1);
  const isList = () => matchMedia("(max-width: 48rem)").matches;
  const rooms = () => [...document.querySelectorAll(".tt-room")];
  const blockOf = (target) => (target instanceof Element ? target.closest("[data-block]") : null);
  const linkOf = (block) => block.querySelector("a");
  const nameOf = (room) => room.querySelector(".tt-room-name").textContent.trim();
  const hours = () => board().dataset.hours.split(" ");
  let held = null;

  // The day and the time of the clock that shows so many minutes behind the first hour.
  function clockAt(minutes) {
    const all = hours();
    const hour = Math.max(0, Math.min(all.length - 1, Math.floor(minutes / 60)));
    const [day, time] = all[hour].split("T");
    const [h, m] = time.split(":").map(Number);
    const minute = m + minutes - hour * 60;
    return { on: day, begins: `${String(h).padStart(2, "0")}:${String(minute).padStart(2, "0")}` };
  }
  const spoken = (name, facts) => facts.reduce((text, [key, value]) => text.replace(`{${key}}`, value), board().dataset[name]);
  function tell(name) {
    const facts = [["title", held.block.dataset.title], ["time", clockAt(held.at).begins], ["room", nameOf(held.room)]];
    document.getElementById("tt-now").textContent = spoken(name, facts);
  }

  // One stop for the Tab key: the session that had the focus last.
  function settle(current) {
    for (const link of document.querySelectorAll(".tt-room [data-block] > a")) link.tabIndex = link === current ? 0 : -1;
  }
  function prepare() {
    const links = document.querySelectorAll(".tt-room [data-block] > a");
    if (links.length && !isList()) settle(links[0]);
  }

  function go(block, key) {
    const inTray = !block.closest(".tt-room");
    const own = [...(inTray ? block.parentElement : block.closest(".tt-lane")).querySelectorAll("[data-block]")];
    const across = { ArrowLeft: -side(), ArrowRight: side() }[key];
    let next = null;
    if (key === "Home") next = own[0];
    else if (key === "End") next = own.at(-1);
    else if (!across) next = own[own.indexOf(block) + (key === "ArrowDown" ? 1 : -1)];
    else if (!inTray) {
      const all = rooms();
      const at = Number(block.dataset.at);
      for (let n = all.indexOf(block.closest(".tt-room")) + across; all[n] && !next; n += across) {
        const there = [...all[n].querySelectorAll("[data-block]")];
        there.sort((a, b) => Math.abs(a.dataset.at - at) - Math.abs(b.dataset.at - at));
        next = there[0];
      }
    }
    if (next) linkOf(next).focus();
  }

  function lift(block) {
    const room = block.closest(".tt-room") ?? rooms()[0];
    const at = Math.round(Number(block.dataset.at ?? 0) / FINE) * FINE;
    held = { block, room, at, home: block.parentElement, behind: block.nextSibling };
    held.first = { room, at: held.at };
    held.look = block.className;
    held.clock = block.querySelector(".tt-time");
    held.said = held.clock?.textContent;
    show();
    tell("saidLifted");
  }
  // Places are classes here too: the hours, and the steps of five minutes beyond them.
  const looks = (word, steps) => `${word}-h${Math.floor(steps / 12)} ${word}-s${steps % 12}`;
  function show() {
    const { block, room, at } = held;
    const lane = room.querySelector(".tt-lane");
    if (block.parentElement !== lane) {
      const focused = block.contains(document.activeElement);
      lane.append(block);
      if (focused) linkOf(block).focus();
    }
    block.className = `tt-block is-lifted ${looks("at", at / FINE)} ${looks("for", Math.ceil(block.dataset.minutes / FINE))}`;
    if (held.clock) held.clock.textContent = clockAt(at).begins;
    for (const one of rooms()) one.classList.toggle("is-target", one === room);
  }
  let waiting = 0;
  function check() {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      if (!held) return;
      const one = held;
      const { place, session, minutes } = one.block.dataset;
      const asked = { ...clockAt(one.at), where: one.room.dataset.where, minutes };
      Object.assign(asked, place ? { place } : { session });
      const answer = await fetch(`${board().dataset.check}?${new URLSearchParams(asked)}`, { credentials: "same-origin" });
      if (held === one && answer.ok) document.getElementById("tt-check").innerHTML = await answer.text();
    }, WAIT);
  }
  function move(minutes, across, sayAs = "saidAt") {
    const all = rooms();
    const most = hours().length * 60 - FINE;
    held.at = Math.max(0, Math.min(most, held.at + minutes));
    held.room = all[Math.max(0, Math.min(all.length - 1, all.indexOf(held.room) + across))];
    show();
    held.block.scrollIntoView({ block: "nearest", inline: "nearest" });
    tell(sayAs);
    check();
  }
  function letGo() {
    const { block, home, behind } = held;
    clearTimeout(waiting);
    block.className = held.look;
    if (held.clock) held.clock.textContent = held.said;
    const focused = block.contains(document.activeElement);
    home.insertBefore(block, behind?.parentNode === home ? behind : null);
    if (focused) linkOf(block).focus();
    for (const one of rooms()) one.classList.remove("is-target");
    document.getElementById("tt-check").replaceChildren();
    held = null;
  }
  function giveBack() {
    Object.assign(held, held.first);
    tell("saidBack");
    letGo();
  }
  function drop() {
    const { block, room, at, first } = held;
    if (room === first.room && at === first.at && block.dataset.place) {
      giveBack();
      return;
    }
    const { site, day, room: only } = board().dataset;
    const values = { ...clockAt(at), where: room.dataset.where, minutes: block.dataset.minutes, seen: block.dataset.seen ?? "" };
    const [address] = linkOf(block).href.split("?");
    clearTimeout(waiting);
    held.isSent = true;
    const query = new URLSearchParams({ site, day, room: only });
    const [old, asked] = [board(), { target: "#timetable", swap: "outerHTML", values, source: board() }];
    // Without an answer it stands where it was.
    const end = () => (old.isConnected ? giveBack() : (held = null));
    window.htmx.ajax("POST", `${address}?${query}`, asked).then(end, end);
  }
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!board()?.dataset.focus || event.detail.elt?.id !== "timetable") return;
    prepare();
    const again = document.getElementById(`b-${board().dataset.focus}`);
    if (again) linkOf(again).focus();
  });

  const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  document.addEventListener("keydown", (event) => {
    const block = blockOf(event.target);
    if (!block || isList() || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (held?.isSent) return;
    if (held) {
      if (arrow) move(arrow[0] * (event.shiftKey ? FINE : STEP), arrow[1] * side());
      else if (event.key === "Enter" || event.key === " ") drop();
      else if (event.key === "Escape") giveBack();
      else return;
    } else if (event.key === " ") lift(block);
    else if (arrow || event.key === "Home" || event.key === "End") go(block, event.key);
    else return;
    event.preventDefault();
  });
  document.addEventListener("focusin", (event) => {
    const block = blockOf(event.target);
    if (block?.closest(".tt-room") && !isList()) settle(event.target);
  });
  document.addEventListener("focusout", (event) => {
    // Whoever goes elsewhere with the Tab key has not dropped it.
    if (held && !held.pointer && !held.isSent && event.relatedTarget && blockOf(event.relatedTarget) !== held.block) giveBack();
  });

  let press = null;
  document.addEventListener("pointerdown", (event) => {
    const block = blockOf(event.target);
    if (!block || isList() || event.button !== 0 || held) return;
    if (event.pointerType === "touch" && !event.target.closest(".tt-grip")) return;
    press = { block, id: event.pointerId, x: event.clientX, y: event.clientY };
  });
  document.addEventListener("pointermove", (event) => {
    if (!press || event.pointerId !== press.id || held?.isSent) return;
    if (!held) {
      if (Math.hypot(event.clientX - press.x, event.clientY - press.y) < FAR) return;
      const box = press.block.getBoundingClientRect();
      lift(press.block);
      held.pointer = true;
      held.grab = press.block.closest(".tt-tray") ? 0 : press.y - box.top;
    }
    event.preventDefault();
    scrollNear(event);
    const room = rooms().find((one) => {
      const box = one.getBoundingClientRect();
      return event.clientX >= box.left && event.clientX < box.right;
    });
    const lane = (room ?? held.room).querySelector(".tt-lane").getBoundingClientRect();
    const step = event.shiftKey ? FINE : STEP;
    const at = ((event.clientY - held.grab - lane.top) / lane.height) * hours().length * 60;
    const snapped = Math.max(0, Math.min(hours().length * 60 - FINE, Math.round(at / step) * step));
    if (snapped === held.at && (!room || room === held.room)) return;
    held.at = snapped;
    held.room = room ?? held.room;
    show();
    tell("saidAt");
    check();
  });
  function scrollNear(event) {
    const box = document.querySelector(".tt-scroll");
    const edge = box.getBoundingClientRect();
    const pull = (at, low, high) => (at < low + 40 ? -16 : at > high - 40 ? 16 : 0);
    box.scrollBy(pull(event.clientX, edge.left, edge.right), pull(event.clientY, edge.top, edge.bottom));
  }
  let dragged = false;
  document.addEventListener("pointerup", (event) => {
    if (!press || event.pointerId !== press.id) return;
    press = null;
    dragged = Boolean(held?.pointer);
    if (dragged) drop();
  });
  document.addEventListener("pointercancel", () => {
    press = null;
    if (held?.pointer && !held.isSent) giveBack();
  });
  // The click that ends a drag leads nowhere.
  document.addEventListener("click", (event) => {
    if (dragged && blockOf(event.target)) event.preventDefault();
    dragged = false;
  }, true);
  document.addEventListener("dragstart", (event) => { if (blockOf(event.target)) event.preventDefault(); });

  prepare();
})();
