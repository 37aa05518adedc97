// A box in the head of a table ticks every box of its name; without JavaScript it stays hidden.
"use strict";
document.querySelectorAll("input[data-ticks]").forEach((box) => {
  const boxes = () => box.form.querySelectorAll(`input[type=checkbox][name="${box.dataset.ticks}"]`);
  box.hidden = false;
  box.addEventListener("change", () => boxes().forEach((one) => { one.checked = box.checked; }));
});
