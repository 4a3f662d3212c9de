"use strict";
/* A number in the picture leads to the list that holds what it counts, and opens it. */
(function () {
  function open() {
    const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    const list = target ? target.closest("details") : null;
    if (list) { list.open = true; target.scrollIntoView({block: "center"}); target.focus({preventScroll: true}); }
  }
  window.addEventListener("hashchange", open);
  document.querySelectorAll("svg a").forEach((link) => link.addEventListener("click", () => setTimeout(open)));
  open();
})();
