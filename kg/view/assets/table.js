"use strict";
/* Sortable tables: every column head becomes a button; numbers sort as numbers. */
function makeSortable(table) {
  const heads = Array.from(table.tHead.rows[0].cells);
  heads.forEach((head, column) => {
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
}
document.querySelectorAll("table.sortable").forEach(makeSortable);
