"use strict";
/* Search over what the page carries; endings are dropped so that plurals match. */
(function () {
  const rows = JSON.parse(document.getElementById("data").textContent);
  const stem = (word) => word.toLowerCase().replace(/[\u2019']s$/, "").replace(/(ing|ies|ied|ed|es|s)$/, "");
  const cut = (text) => (text.toLowerCase().match(/[a-z0-9\u00c0-\u024f'\u2019]+/g) || []).map(stem);
  const index = rows.map((row) => new Set(cut(row[1] + " " + row[2])));
  const kinds = Array.from(new Set(rows.map((row) => row[0]))).sort();
  const el = (id) => document.getElementById(id);
  kinds.forEach((kind) => { const option = document.createElement("option"); option.textContent = kind; option.value = kind; el("kind").appendChild(option); });
  /* At most 420 letters around the first of the words, cut between words, with dots where something was left out. */
  function excerpt(text, words) {
    if (text.length <= 420) return text;
    const hit = Array.from(text.matchAll(/[a-zA-Z0-9\u00c0-\u024f'\u2019]+/g)).find((match) => words.includes(stem(match[0])));
    let start = Math.max(0, Math.min((hit ? hit.index : 0) - 120, text.length - 420));
    if (start > 0) start = text.indexOf(" ", start) + 1;
    let end = Math.min(text.length, start + 420);
    if (end < text.length) end = text.lastIndexOf(" ", end);
    return (start > 0 ? "\u2026 " : "") + text.slice(start, end) + (end < text.length ? " \u2026" : "");
  }
  function find() {
    const words = cut(el("words").value), kind = el("kind").value, list = el("results");
    list.textContent = "";
    if (!words.length) { el("count").textContent = ""; return; }
    const hits = rows.map((row, i) => [row, i]).filter(([row, i]) => (!kind || row[0] === kind) && words.every((word) => index[i].has(word)));
    const shown = hits.slice(0, 100);
    el("count").textContent = hits.length + " found" + (hits.length > shown.length ? "; the first 100 are shown" : "");
    shown.forEach(([row]) => {
      const item = document.createElement("li"), link = document.createElement("a"), text = document.createElement("p");
      link.href = row[3]; link.textContent = row[0] + ": " + row[1];
      excerpt(row[2], words).split(/([a-zA-Z0-9\u00c0-\u024f'\u2019]+)/).forEach((piece) => {
        const lit = words.includes(stem(piece)) && piece.trim();
        const part = lit ? document.createElement("mark") : document.createTextNode(piece);
        if (lit) part.textContent = piece;
        text.appendChild(part);
      });
      item.appendChild(row[3] ? link : document.createTextNode(link.textContent)); item.appendChild(text); list.appendChild(item);
    });
  }
  el("form").addEventListener("submit", (event) => { event.preventDefault(); find(); });
  el("words").addEventListener("input", find);
  el("kind").addEventListener("change", find);
})();
