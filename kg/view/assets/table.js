"use strict";
/* Sortable tables, in pages of 50 rows where they are longer, with a choice for each column that has data-facet: every column head becomes a button; numbers sort as numbers. On a narrow screen a row becomes a card
   whose cells carry the head of their column, so that nothing lies outside the screen. */
function makeSortable(table) {
  const heads = Array.from(table.tHead.rows[0].cells);
  const names = heads.map((head) => head.dataset.short || head.textContent.trim());
  const label = () => Array.from(table.tBodies[0].rows).forEach((row) => {
    row.setAttribute("role", "row");
    Array.from(row.cells).forEach((cell, column) => {
      cell.setAttribute("role", cell.tagName === "TH" ? "rowheader" : "cell");
      if (column && names[column]) cell.dataset.head = names[column];
    });
  });
  table.setAttribute("role", "table");
  Array.from(table.rows).forEach((row) => row.setAttribute("role", "row"));
  [table.tHead, table.tBodies[0]].forEach((part) => part.setAttribute("role", "rowgroup"));
  heads.forEach((head, column) => {
    head.setAttribute("role", "columnheader");
    const button = document.createElement("button");
    button.type = "button";
    while (head.firstChild) button.appendChild(head.firstChild);
    head.appendChild(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const number = head.hasAttribute("data-number");
      const value = (row) => {
        const cell = row.cells[column];
        return cell.dataset.sort !== undefined ? cell.dataset.sort : cell.textContent;
      };
      const rows = Array.from(table.tBodies[0].rows);
      const compare = (a, b) => number ? parseFloat(value(a) || 0) - parseFloat(value(b) || 0)
        : value(a).localeCompare(value(b), "en-GB", {numeric: true});
      rows.sort((a, b) => down ? compare(b, a) : compare(a, b));
      rows.forEach((row) => table.tBodies[0].appendChild(row));
      if (table.turn) table.turn(0);
    });
  });
  table.classList.add("sortable");
  table.label = label;
  label();
}
/* What a cell holds to choose from: its links one by one, or its words. */
function facetsOf(cell) {
  const links = Array.from(cell.querySelectorAll("a"));
  return links.length ? links.map((link) => link.textContent.trim()) : [cell.textContent.trim()].filter(Boolean);
}
function makePaged(table, place) {
  const size = 50, rows = () => Array.from(table.tBodies[0].rows);
  const every = rows(), chosen = new Map(), facets = [];
  if (every.length <= size) return;
  let page = 0;
  const make = (tag, text) => { const one = document.createElement(tag); one.textContent = text || ""; return one; };
  const bar = make("div"), told = make("p"), pager = make("p");
  bar.className = "bar facets"; told.className = "status"; told.setAttribute("role", "status"); pager.className = "buttons";
  Array.from(table.tHead.rows[0].cells).forEach((head, column) => {
    if (!head.hasAttribute("data-facet")) return;
    const values = new Map(every.map((row) => [row, new Set(facetsOf(row.cells[column]))]));
    const name = head.textContent.trim(), label = make("label", name + " "), select = make("select");
    label.appendChild(select); bar.appendChild(label);
    facets.push({column, name, select, values});
    select.addEventListener("change", () => { chosen.set(column, select.value); turn(0); count(); keep(); });
  });
  const fits = (row, besides) => facets.every((one) => one.column === besides || !chosen.get(one.column) || one.values.get(row).has(chosen.get(one.column)));
  function count() {  // beside each choice the rows that it would leave, with the other choices as they are
    facets.forEach((one) => {
      const counts = new Map(), left = every.filter((row) => fits(row, one.column)), now = chosen.get(one.column) || "";
      left.forEach((row) => one.values.get(row).forEach((value) => counts.set(value, (counts.get(value) || 0) + 1)));
      if (now && !counts.has(now)) counts.set(now, 0);
      one.select.replaceChildren(new Option("all (" + left.length + ")", ""),
        ...Array.from(counts.keys()).sort((a, b) => a.localeCompare(b, "en-GB", {numeric: true})).map((value) => new Option(value + " (" + counts.get(value) + ")", value)));
      one.select.value = now;
    });
  }
  function turn(to) {
    const shown = rows().filter((row) => fits(row)), last = Math.max(0, Math.ceil(shown.length / size) - 1);
    page = Math.min(Math.max(0, to), last);
    const here = new Set(shown.slice(page * size, (page + 1) * size));
    every.forEach((row) => { row.hidden = !here.has(row); });
    told.textContent = shown.length ? (page * size + 1) + " to " + Math.min(shown.length, (page + 1) * size) + " of " + shown.length : "None fits; choose less.";
    before.disabled = page === 0; after.disabled = page === last;
  }
  function keep() {
    const words = new URLSearchParams();
    facets.forEach((one) => { if (chosen.get(one.column)) words.set(one.name, chosen.get(one.column)); });
    if (page) words.set("page", String(page + 1));
    history.replaceState(null, "", words.size ? "#?" + words : location.pathname.split("/").pop() || "#");
  }
  function restore() {
    if (!location.hash.startsWith("#?")) return;
    const words = new URLSearchParams(location.hash.slice(2));
    facets.forEach((one) => chosen.set(one.column, words.get(one.name) || ""));
    count(); turn(Number(words.get("page") || 1) - 1);
  }
  const before = make("button", "Earlier 50"), after = make("button", "Next 50");
  [[before, -1], [after, 1]].forEach(([button, by]) => {
    button.type = "button";
    button.addEventListener("click", () => { turn(page + by); if (place === 0) keep(); });
    pager.appendChild(button);
  });
  const box = table.closest(".scroll") || table;
  if (facets.length) box.before(bar);
  box.before(told); box.after(pager);
  table.turn = turn;
  count(); turn(0);
  if (place === 0) { restore(); addEventListener("hashchange", restore); }
  addEventListener("beforeprint", () => every.forEach((row) => { row.hidden = !fits(row); }));
  addEventListener("afterprint", () => turn(page));
}
const sortables = Array.from(document.querySelectorAll("table.sortable"));
sortables.forEach((table) => { if (!table.classList.contains("heat")) makePaged(table, sortables.indexOf(table)); });
sortables.forEach(makeSortable);
