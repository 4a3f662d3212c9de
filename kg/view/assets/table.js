"use strict";
/* Sortable tables: every column head becomes a button; numbers sort as numbers. On a narrow screen a row becomes a card
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
    });
  });
  table.classList.add("sortable");
  table.label = label;
  label();
}
document.querySelectorAll("table.sortable").forEach(makeSortable);
