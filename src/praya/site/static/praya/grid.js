// The slot grid: arrows move, space marks, Shift with an arrow or a dragging pointer marks along the way.
"use strict";
(() => {
  const boxAt = (grid, row, column) => {
    const cell = grid.tBodies[0]?.rows[row]?.cells[column + 1];
    return cell?.querySelector("input[type=checkbox]") ?? null;
  };
  const placeOf = (box) => {
    const cell = box.closest("td");
    return [cell.parentElement.sectionRowIndex, cell.cellIndex - 1];
  };
  const mark = (box, isOn) => {
    if (!box || box.checked === isOn) return;
    box.checked = isOn;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };

  // One stop for the Tab key: the cell that had the focus last.
  function settle(grid, current) {
    for (const box of grid.querySelectorAll("input[type=checkbox]")) box.tabIndex = box === current ? 0 : -1;
  }

  function step(grid, from, down, across) {
    const [height, width] = [grid.tBodies[0].rows.length, grid.tHead.rows[0].cells.length - 1];
    let [row, column] = placeOf(from);
    for (;;) {
      row += down;
      column += across;
      if (row < 0 || column < 0 || row >= height || column >= width) return null;
      const box = boxAt(grid, row, column);
      if (box) return box;
    }
  }

  const side = () => (document.documentElement.dir === "rtl" ? -1 : 1);
  const MOVES = { ArrowUp: () => [-1, 0], ArrowDown: () => [1, 0], ArrowLeft: () => [0, -side()], ArrowRight: () => [0, side()] };

  function onKey(event) {
    const box = event.target.closest?.("[data-grid] input[type=checkbox]");
    if (!box || !MOVES[event.key]) return;
    event.preventDefault();
    const grid = box.closest("[data-grid]");
    const next = step(grid, box, ...MOVES[event.key]());
    if (!next) return;
    settle(grid, next);
    next.focus();
    if (event.shiftKey) mark(next, box.checked);
  }

  let painting = null;
  function onPress(event) {
    const box = event.target.closest?.("[data-grid] input[type=checkbox]");
    if (!box || event.button !== 0 || event.pointerType === "touch") return;
    painting = { grid: box.closest("[data-grid]"), isOn: !box.checked, first: box, hasMoved: false };
  }
  function onOver(event) {
    const box = painting && event.target.closest?.("[data-grid] input[type=checkbox]");
    if (!box || box === painting.first || !painting.grid.contains(box)) return;
    if (!painting.hasMoved) mark(painting.first, painting.isOn);
    painting.hasMoved = true;
    mark(box, painting.isOn);
  }
  // The click that ends a stroke on its first cell would turn that cell back.
  function onClick(event) {
    if (painting?.hasMoved && event.target === painting.first) event.preventDefault();
    painting = null;
  }

  function prepare() {
    for (const grid of document.querySelectorAll("[data-grid]")) {
      const boxes = grid.querySelectorAll("input[type=checkbox]");
      if (boxes.length && !grid.querySelector("input[tabindex='0']")) settle(grid, boxes[0]);
    }
  }
  document.addEventListener("keydown", onKey);
  document.addEventListener("pointerdown", onPress);
  document.addEventListener("pointerover", onOver);
  document.addEventListener("click", onClick, true);
  document.addEventListener("pointerup", (event) => { if (painting && event.target !== painting.first) painting = null; });
  document.addEventListener("focusin", (event) => {
    const box = event.target.closest?.("[data-grid] input[type=checkbox]");
    if (box) settle(box.closest("[data-grid]"), box);
  });
  document.addEventListener("htmx:afterSettle", prepare);
  prepare();
})();
