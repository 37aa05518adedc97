// Propose an address from a name as long as nobody has written one: the server makes the same from other scripts.
"use strict";
for (const address of document.querySelectorAll("input[data-from]")) {
  const name = address.form.querySelector(`[name="${address.dataset.from}"]`);
  const day = address.form.querySelector('[name="starts_on"]');
  let isOwn = address.value !== "";
  address.addEventListener("input", () => { isOwn = address.value !== ""; });
  const propose = () => {
    if (isOwn) return;
    const words = name.value.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    const stem = words.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 50);
    const year = day ? day.value.slice(0, 4) : "";
    // Another script is left to the server, which reads it.
    const isRead = stem !== "" && /^[\x00-\x7f]*$/.test(words);
    address.value = isRead ? stem + (year && !stem.split("-").includes(year) ? `-${year}` : "") : "";
  };
  for (const one of [name, day]) if (one) one.addEventListener("input", propose);
}
