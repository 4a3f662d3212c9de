"use strict";
/* Pointing at a plate, or choosing it, lights the ribbons of all that passes through it. */
(function () {
  const ribbons = Array.from(document.querySelectorAll("[data-passing].ribbon")).map((ribbon) => [ribbon, ribbon.dataset.passing.split(" ")]);
  let kept = null;
  function light(plate) {
    const passing = plate ? new Set(plate.dataset.passing.split(" ")) : null;
    ribbons.forEach(([ribbon, numbers]) => {
      const lit = passing !== null && numbers.some((number) => passing.has(number));
      ribbon.classList.toggle("lit", lit);
      ribbon.classList.toggle("dim", passing !== null && !lit);
    });
  }
  document.querySelectorAll("g[data-passing]").forEach((plate) => {
    plate.addEventListener("pointerenter", () => light(plate));
    plate.addEventListener("pointerleave", () => light(kept));
    plate.addEventListener("click", () => { kept = kept === plate ? null : plate; light(kept); });
  });
  const each = document.getElementById("each");
  if (each) each.addEventListener("click", () => {
    each.setAttribute("aria-pressed", String(document.body.classList.toggle("each")));
  });
})();
