"use strict";
/* The network page. All words reach the page through textContent; nothing from a document is markup. */
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = new Map(data.nodes.map((node) => [node.id, node]));
  const children = new Map();
  data.nodes.forEach((node) => {
    if (node.parent !== null) {
      if (!children.has(node.parent)) children.set(node.parent, []);
      children.get(node.parent).push(node.id);
    }
  });
  const edges = data.edges.map((edge, index) => Object.assign({id: "e" + index}, edge));
  const around = new Map();
  edges.forEach((edge) => [edge.from, edge.to].forEach((end) => {
    if (!around.has(end)) around.set(end, []);
    around.get(end).push(edge);
  }));
  const state = {open: new Set(), focus: null, search: "", review: "", year: "", agency: "", stance: ""};
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const el = (id) => document.getElementById(id);
  const nodeSet = new vis.DataSet([]);
  const edgeSet = new vis.DataSet([]);
  const container = el("network");
  const network = new vis.Network(container, {nodes: nodeSet, edges: edgeSet}, data.options);
  let shown = new Set();

  function draws(node, dimmed) {
    const kind = data.kinds[node.kind];
    const box = kind.shape === "box";
    const colour = dimmed ? "#d7dde4" : kind.colour;
    return {
      id: node.id, label: dimmed && !box ? "" : node.label, x: node.x, y: node.y, shape: kind.shape, size: node.size,
      borderWidth: 2, borderWidthSelected: 4, margin: 8,
      color: {background: colour, border: colour, highlight: {background: colour, border: "#b45309"}, hover: {background: colour, border: "#b45309"}},
      font: {color: box ? (dimmed ? "#5c6773" : "#ffffff") : "#1b2430", size: box ? 20 : node.kind === "recommendation" ? 16 : 19,
        face: "system-ui, Segoe UI, DejaVu Sans, Arial", strokeWidth: box ? 0 : 4, strokeColor: "#ffffff"},
    };
  }
  function drawsEdge(edge, dimmed, lit, crowded) {
    const kinds = [byId.get(edge.from).kind, byId.get(edge.to).kind];
    const other = kinds.find((kind) => kind !== "review") || "theme";
    const colour = dimmed ? "#e7ebef" : edge.faint ? "#aab4bf" : data.kinds[other].colour;
    return {id: edge.id, from: edge.from, to: edge.to, width: Math.min(8, 0.8 + Math.sqrt(edge.weight)),
      dashes: other === "agency" ? [2, 5] : edge.faint ? [7, 6] : false,
      color: {color: colour, opacity: dimmed ? 0.4 : lit ? 0.9 : crowded ? 0.16 : other === "agency" ? 0.35 : 0.6, highlight: colour, hover: colour}};
  }
  function folded(node) {
    let parent = node.parent;
    while (parent !== null) {
      if (!state.open.has(parent)) return true;
      parent = byId.get(parent).parent;
    }
    return false;
  }
  function passes(node) {
    return (!state.review || node.reviews.includes(state.review)) && (!state.year || node.years.includes(state.year)) &&
      (!state.agency || node.agencies.includes(state.agency)) && (!state.stance || node.stances.includes(state.stance));
  }
  function near(id) {
    const found = new Set([id]);
    (around.get(id) || []).forEach((edge) => { found.add(edge.from); found.add(edge.to); });
    return found;
  }
  function visible() {
    const filtered = Boolean(state.review || state.year || state.agency || state.stance);
    const words = state.search.trim().toLowerCase();
    return data.nodes.filter((node) => {
      if (words && node.name.toLowerCase().includes(words)) return !filtered || passes(node);
      if (words) return false;
      if (filtered && node.kind !== "group" && !passes(node)) return false;
      return !folded(node);
    });
  }
  function refresh() {
    const nodes = visible();
    shown = new Set(nodes.map((node) => node.id));
    const lit = state.focus !== null && shown.has(state.focus) ? near(state.focus) : null;
    const links = edges.filter((edge) => shown.has(edge.from) && shown.has(edge.to));
    nodeSet.clear(); edgeSet.clear();
    nodeSet.add(nodes.map((node) => draws(node, lit !== null && !lit.has(node.id))));
    const touches = (edge) => edge.from === state.focus || edge.to === state.focus;
    edgeSet.add(links.map((edge) => drawsEdge(edge, lit !== null && !touches(edge), lit !== null, links.length > 160)));
    if (state.focus !== null && shown.has(state.focus)) network.selectNodes([state.focus], false);
    fillNodes(nodes); fillEdges(links); remember();
    el("status").textContent = nodes.length + " of " + data.nodes.length + " shown, " + links.length + " links" +
      (state.focus !== null && byId.has(state.focus) ? "; chosen: " + byId.get(state.focus).name : "");
  }
  function cell(row, text, number) {
    const td = row.insertCell();
    td.textContent = text;
    if (number) td.className = "number";
    return td;
  }
  function chooser(td, id) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = byId.get(id).name;
    button.addEventListener("click", () => { choose(id, true); container.scrollIntoView({block: "nearest"}); });
    td.textContent = "";
    td.appendChild(button);
  }
  function fillNodes(nodes) {
    const body = document.createElement("tbody");
    nodes.slice(0, 2000).forEach((node) => {
      const row = body.insertRow();
      chooser(cell(row, ""), node.id);
      cell(row, data.kinds[node.kind].name);
      cell(row, String(node.weight), true);
      cell(row, node.reviews.slice(0, 6).join("; ") + (node.reviews.length > 6 ? "; and " + (node.reviews.length - 6) + " more" : ""));
    });
    el("nodes").replaceChild(body, el("nodes").tBodies[0]);
  }
  function fillEdges(links) {
    const body = document.createElement("tbody");
    links.slice(0, 2000).forEach((edge) => {
      const row = body.insertRow();
      chooser(cell(row, ""), edge.from);
      cell(row, edge.says);
      chooser(cell(row, ""), edge.to);
      cell(row, String(edge.weight), true);
    });
    el("edges").replaceChild(body, el("edges").tBodies[0]);
  }
  function add(parent, tag, text) {
    const child = document.createElement(tag);
    child.textContent = text;
    parent.appendChild(child);
    return child;
  }
  function showPanel(id) {
    const node = byId.get(id), body = el("panel-body");
    el("panel-head").textContent = node.name;
    body.textContent = "";
    add(body, "p", data.kinds[node.kind].name);
    if (children.has(id)) {
      const button = add(body, "button", (state.open.has(id) ? "Fold " : "Unfold ") + children.get(id).length + " below it");
      button.type = "button";
      button.addEventListener("click", () => { toggle(id); showPanel(id); });
    }
    const list = document.createElement("dl");
    node.facts.forEach(([name, value]) => { if (value) { add(list, "dt", name); add(list, "dd", value); } });
    body.appendChild(list);
    node.quotes.forEach(([text, where, note]) => {
      if (note) add(body, "h3", note);
      const quote = document.createElement("blockquote");
      add(quote, "p", text);
      add(quote, "footer", where);
      body.appendChild(quote);
    });
    if (node.more) add(body, "p", "and " + node.more + " more in the tables and downloads");
  }
  function toggle(id) {
    if (!children.has(id)) return;
    if (state.open.has(id)) state.open.delete(id); else state.open.add(id);
    refresh();
  }
  function choose(id, move) {
    state.focus = id;
    const node = byId.get(id);
    let parent = node.parent;
    while (parent !== null) { state.open.add(parent); parent = byId.get(parent).parent; }
    refresh();
    showPanel(id);
    if (move) network.focus(id, {scale: Math.max(network.getScale(), 0.7), animation: still ? false : {duration: 300}});
  }
  function step(dx, dy) {
    const from = state.focus !== null && shown.has(state.focus) ? byId.get(state.focus) : null;
    const list = Array.from(shown, (id) => byId.get(id)).sort((a, b) => a.y - b.y || a.x - b.x);
    if (!list.length) return;
    if (from === null) { choose(list[0].id, true); return; }
    const index = list.indexOf(from);
    let best = null, score = Infinity;
    list.forEach((node) => {
      const ax = node.x - from.x, ay = node.y - from.y, along = ax * dx + ay * dy, off = Math.abs(ax * dy) + Math.abs(ay * dx);
      if (node !== from && along > 0 && along + 2 * off < score) { best = node; score = along + 2 * off; }
    });
    const next = best || list[(index + (dx + dy > 0 ? 1 : list.length - 1)) % list.length];
    choose(next.id, true);
  }
  container.addEventListener("keydown", (event) => {
    const moves = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
    const order = visible();
    if (moves[event.key]) step(moves[event.key][0], moves[event.key][1]);
    else if (event.key === "PageDown" || event.key === "PageUp") {
      const index = order.findIndex((node) => node.id === state.focus), by = event.key === "PageDown" ? 1 : -1;
      if (order.length) choose(order[(index + by + order.length) % order.length].id, true);
    } else if (event.key === "Home" && order.length) choose(order[0].id, true);
    else if (event.key === "End" && order.length) choose(order[order.length - 1].id, true);
    else if (event.key === "Enter" || event.key === " ") { if (state.focus !== null) { toggle(state.focus); showPanel(state.focus); } }
    else if (event.key === "+" || event.key === "=") network.moveTo({scale: network.getScale() * 1.25});
    else if (event.key === "-") network.moveTo({scale: network.getScale() / 1.25});
    else if (event.key === "Escape") clear();
    else return;
    event.preventDefault();
  });
  network.on("click", (event) => {
    if (!event.nodes.length) { state.focus = null; refresh(); return; }
    const id = event.nodes[0];
    if (children.has(id) && (state.focus === id || !state.open.has(id))) { state.focus = id; toggle(id); }
    choose(id, false);
  });
  function clear() {
    state.focus = null; state.open.clear();
    ["search", "review", "year", "agency", "stance"].forEach((key) => { state[key] = ""; });
    el("search").value = "";
    ["review", "year", "agency", "stance"].forEach((key) => { el("by-" + key).value = ""; });
    el("panel-head").textContent = "Choose something in the picture";
    el("panel-body").textContent = "";
    refresh(); network.fit();
  }
  function options(id, values) {
    values.sort().forEach((value) => {
      const option = document.createElement("option");
      option.value = value; option.textContent = value.length > 60 ? value.slice(0, 59) + "\u2026" : value;
      el(id).appendChild(option);
    });
  }
  const distinct = (key) => Array.from(new Set(data.nodes.flatMap((node) => node[key])));
  options("by-review", distinct("reviews")); options("by-year", distinct("years"));
  options("by-agency", distinct("agencies")); options("by-stance", distinct("stances"));
  data.nodes.slice(0, 3000).forEach((node) => {
    const option = document.createElement("option");
    option.value = node.name;
    el("names").appendChild(option);
  });
  ["review", "year", "agency", "stance"].forEach((key) => el("by-" + key).addEventListener("change", (event) => {
    state[key] = event.target.value;
    refresh(); network.fit();
  }));
  el("search").addEventListener("input", (event) => {
    state.search = event.target.value;
    refresh(); network.fit({maxZoomLevel: 1.2});
  });
  el("filters").addEventListener("submit", (event) => event.preventDefault());
  el("reset").addEventListener("click", clear);
  el("fit").addEventListener("click", () => network.fit());
  el("physics").addEventListener("click", (event) => {
    const on = event.target.getAttribute("aria-pressed") !== "true";
    event.target.setAttribute("aria-pressed", String(on));
    network.setOptions({physics: on ? {enabled: true, solver: "forceAtlas2Based", stabilization: false} : {enabled: false}});
  });
  function save(name, url) {
    const link = document.createElement("a");
    link.href = url; link.download = name; link.click();
  }
  el("png").addEventListener("click", () => {
    const canvas = container.querySelector("canvas"), copy = document.createElement("canvas");
    copy.width = canvas.width; copy.height = canvas.height;
    const pen = copy.getContext("2d");
    pen.fillStyle = "#ffffff"; pen.fillRect(0, 0, copy.width, copy.height); pen.drawImage(canvas, 0, 0);
    save("network.png", copy.toDataURL("image/png"));
  });
  el("svg").addEventListener("click", () => save("network.svg", URL.createObjectURL(new Blob([svg()], {type: "image/svg+xml"}))));
  function svg() {
    const name = "http://www.w3.org/2000/svg", root = document.createElementNS(name, "svg");
    const nodes = Array.from(shown, (id) => byId.get(id));
    const xs = nodes.map((n) => n.x), ys = nodes.map((n) => n.y);
    const left = Math.min(...xs) - 140, top = Math.min(...ys) - 60;
    root.setAttribute("viewBox", [left, top, Math.max(...xs) - left + 140, Math.max(...ys) - top + 90].join(" "));
    const put = (parent, tag, attributes) => {
      const child = document.createElementNS(name, tag);
      Object.entries(attributes).forEach(([key, value]) => child.setAttribute(key, value));
      parent.appendChild(child);
      return child;
    };
    put(root, "title", {}).textContent = data.title;
    edgeSet.get().forEach((edge) => {
      const a = byId.get(edge.from), b = byId.get(edge.to);
      put(root, "line", {x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: edge.color.color, "stroke-width": edge.width, "stroke-opacity": 0.55});
    });
    nodes.forEach((node) => {
      const kind = data.kinds[node.kind], lines = node.label.split("\n"), box = kind.shape === "box";
      const width = 20 + 11 * Math.max(...lines.map((line) => line.length)), r = node.size;
      if (box) put(root, "rect", {x: node.x - width / 2, y: node.y - 12 * lines.length - 8, width: width, height: 24 * lines.length + 16, rx: 5, fill: kind.colour});
      else if (kind.shape === "dot") put(root, "circle", {cx: node.x, cy: node.y, r: r, fill: kind.colour});
      else put(root, "rect", {x: node.x - r * 0.7, y: node.y - r * 0.7, width: r * 1.4, height: r * 1.4, fill: kind.colour,
        transform: kind.shape === "diamond" ? "rotate(45 " + node.x + " " + node.y + ")" : ""});
      lines.forEach((line, i) => {
        put(root, "text", {x: node.x, y: box ? node.y + 7 + 24 * i - 12 * (lines.length - 1) : node.y + r + 20 + 21 * i, "text-anchor": "middle",
          "font-family": "sans-serif", "font-size": box ? 20 : 18, fill: box ? "#ffffff" : "#1b2430"}).textContent = line;
      });
    });
    return new XMLSerializer().serializeToString(root);
  }
  function remember() {
    const keep = {};
    ["review", "year", "agency", "stance", "search"].forEach((key) => { if (state[key]) keep[key] = state[key]; });
    if (state.focus !== null) keep.focus = state.focus;
    if (state.open.size) keep.open = Array.from(state.open).join("|");
    const hash = new URLSearchParams(keep).toString();
    try { history.replaceState(null, "", hash ? "#" + hash : "#"); } catch (error) { location.hash = hash; }
  }
  function recall() {
    const kept = new URLSearchParams(location.hash.slice(1));
    ["review", "year", "agency", "stance"].forEach((key) => {
      const value = kept.get(key) || "";
      if (Array.from(el("by-" + key).options).some((option) => option.value === value)) { state[key] = value; el("by-" + key).value = value; }
    });
    state.search = kept.get("search") || "";
    el("search").value = state.search;
    (kept.get("open") || "").split("|").forEach((id) => { if (children.has(id)) state.open.add(id); });
    if (byId.has(kept.get("focus"))) { state.focus = kept.get("focus"); showPanel(state.focus); }
  }
  makeSortable(el("nodes")); makeSortable(el("edges"));
  recall(); refresh(); network.fit();
  network.once("afterDrawing", () => { document.body.dataset.ready = "yes"; });
  network.redraw();
})();
