"use strict";
/* A number of the heat map opens the records behind it, in a panel that stands below its row and closes with Escape. */
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  let open = null;
  function close(back) {
    if (!open) return;
    const {row, button} = open;
    row.remove();
    button.setAttribute("aria-expanded", "false");
    open = null;
    if (back) button.focus();
  }
  function add(parent, tag, text, style) {
    const child = document.createElement(tag);
    child.textContent = text;
    if (style) child.className = style;
    parent.appendChild(child);
    return child;
  }
  document.querySelectorAll("td.cell button").forEach((button) => {
    button.addEventListener("click", () => {
      const again = open && open.button === button;
      close(false);
      if (again) return;
      const cell = button.parentElement;
      const row = document.createElement("tr");
      row.className = "behind";
      const td = document.createElement("td");
      td.colSpan = cell.parentElement.cells.length;
      row.appendChild(td);
      const box = add(td, "div", "", "words");
      add(box, "h3", button.getAttribute("aria-label"));
      cell.dataset.in.split(" ").forEach((place) => {
        const [name, words, where] = data[Number(place)];
        const quote = add(box, "blockquote", "");
        add(quote, "p", name + ": " + words);
        add(quote, "footer", where);
      });
      const done = add(box, "button", "Close");
      done.type = "button";
      done.addEventListener("click", () => close(true));
      cell.parentElement.after(row);
      button.setAttribute("aria-expanded", "true");
      open = {row, button};
      box.tabIndex = -1;
      box.focus({preventScroll: false});
    });
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(true); });
  document.querySelectorAll("table.heat thead").forEach((head) => head.addEventListener("click", () => close(false), true));
})();
