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
  const state = {open: new Set(), focus: null, search: "", review: "", year: "", agency: "", stance: "", tier: String(data.tier)};
  const el = (id) => document.getElementById(id);
  const nodeSet = new vis.DataSet([]);
  const edgeSet = new vis.DataSet([]);
  const container = el("network");
  const network = new vis.Network(container, {nodes: nodeSet, edges: edgeSet}, data.options);
  const margin = 16;
  let shown = new Set(), links = [], lit = null, colours = drawing.palette(false);

  function at(node) {
    const place = nodeSet.get(node.id) ? network.getPosition(node.id) : node;
    return [place.x, place.y];
  }
  function draws(node) {
    return {id: node.id, label: node.name, x: node.x, y: node.y, shape: "custom", ctxRenderer: (asked) => ({
      drawNode: () => drawing.plate(asked.ctx, node, asked.x, asked.y, colours,
        {chosen: node.id === state.focus, hover: asked.state.hover, dimmed: lit !== null && !lit.has(node.id)}),
      nodeDimensions: {width: node.w, height: node.h},
    })};
  }
  /* What a line is coloured by: the end that is no review. Lines of an unfolded recommendation are drawn when it is chosen. */
  function kindOf(edge) {
    return [byId.get(edge.from).kind, byId.get(edge.to).kind].find((kind) => kind !== "review") || "theme";
  }
  function drawn(edge) {
    const ends = [byId.get(edge.from), byId.get(edge.to)];
    return edge.from === state.focus || edge.to === state.focus || !ends.some((end) => end.mark);
  }
  network.on("beforeDrawing", (pen) => {
    links.filter(drawn).forEach((edge) => drawing.line(pen, drawing.curve(byId.get(edge.from), byId.get(edge.to), at),
      drawing.look(edge, lit === null ? null : state.focus), colours[kindOf(edge)].line, edge.faint ? [7, 6] : null));
    headings().forEach((head) => drawing.heading(pen, head, colours));
  });
  function headings() {
    const lowest = Math.max(...data.nodes.filter((node) => shown.has(node.id)).map((node) => node.y), 0);
    return data.headings.filter((head) => head.tier <= Number(state.tier) && head.y <= lowest);
  }
  /* The picture as wide as its place and as tall as what is shown; the page scrolls, not the picture. */
  function frame() {
    const width = container.clientWidth;
    if (!width) return;
    const scale = Math.min(1.3, width / (data.wide + 2 * margin));
    const bottom = Math.max(200, ...Array.from(shown, (id) => byId.get(id).y + byId.get(id).h / 2));
    const height = Math.round((bottom + 2 * margin) * scale);
    container.style.height = height + "px";
    network.setSize("100%", height + "px");
    network.moveTo({scale: scale, position: {x: data.wide / 2, y: height / scale / 2 - margin}});
    network.redraw();
  }
  /* Whether a node and all that is linked to it stand inside the picture. */
  function inside(ids) {
    return Array.from(ids).filter((id) => shown.has(id)).every((id) => {
      const node = byId.get(id), [x, y] = at(node);
      const a = network.canvasToDOM({x: x - node.w / 2, y: y - node.h / 2}), b = network.canvasToDOM({x: x + node.w / 2, y: y + node.h / 2});
      return a.x >= 0 && a.y >= 0 && b.x <= container.clientWidth && b.y <= container.clientHeight;
    });
  }
  function folded(node) {
    let parent = node.parent;
    while (parent !== null) {
      if (!state.open.has(parent)) return true;
      parent = byId.get(parent).parent;
    }
    return node.tier > Number(state.tier);
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
    lit = state.focus !== null && shown.has(state.focus) ? near(state.focus) : null;
    links = edges.filter((edge) => shown.has(edge.from) && shown.has(edge.to));
    nodeSet.clear(); edgeSet.clear();
    nodeSet.add(nodes.map(draws));
    edgeSet.add(links.map((edge) => ({id: edge.id, from: edge.from, to: edge.to, hidden: true})));
    if (lit !== null) network.selectNodes([state.focus], false);
    document.querySelectorAll("[data-kind]").forEach((item) => { item.hidden = !nodes.some((node) => node.kind === item.dataset.kind); });
    frame();
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
    button.addEventListener("click", () => { choose(id, true); if (container.offsetParent) container.scrollIntoView({block: "start"}); else el("panel").scrollIntoView({block: "nearest"}); });
    td.textContent = "";
    td.appendChild(button);
  }
  function fillNodes(nodes) {
    const body = document.createElement("tbody");
    nodes.slice(0, 2000).forEach((node) => {
      const row = body.insertRow();
      chooser(cell(row, ""), node.id);
      cell(row, data.kinds[node.kind].name);
      const stands = cell(row, node.stands, true);
      stands.dataset.sort = node.weight;
      cell(row, node.reviews.slice(0, 6).join("; ") + (node.reviews.length > 6 ? "; and " + (node.reviews.length - 6) + " more" : ""));
    });
    put("nodes", body);
  }
  function fillEdges(links) {
    const body = document.createElement("tbody");
    links.slice(0, 2000).forEach((edge) => {
      const row = body.insertRow();
      chooser(cell(row, ""), edge.from);
      cell(row, edge.says);
      chooser(cell(row, ""), edge.to);
      cell(row, edge.count ? String(edge.count) : "none", true).dataset.sort = edge.count;
    });
    put("edges", body);
  }
  function put(id, body) {
    el(id).replaceChild(body, el(id).tBodies[0]);
    body.setAttribute("role", "rowgroup");
    if (el(id).label) el(id).label();
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
    add(body, "p", data.kinds[node.kind].name + (node.full ? ": " + node.full : ""));
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
  /* Of the groups of one column one is open at a time: they unfold in the same place. */
  function open(id) {
    const column = (group) => group.split(":", 2).join(":");
    if (byId.get(id).kind === "group") {
      Array.from(state.open).filter((other) => byId.get(other).kind === "group" && column(other) === column(id)).forEach((other) => state.open.delete(other));
    }
    state.open.add(id);
  }
  function toggle(id) {
    if (!children.has(id)) return;
    if (state.open.has(id)) state.open.delete(id); else open(id);
    refresh();
  }
  function choose(id, move) {
    state.focus = id;
    const node = byId.get(id);
    let parent = node.parent;
    while (parent !== null) { open(parent); parent = byId.get(parent).parent; }
    refresh();
    showPanel(id);
    if (move && !inside(near(id))) frame();
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
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
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
  function zoom(by) { network.moveTo({scale: network.getScale() * by}); }
  function clear() {
    state.focus = null; state.open.clear(); state.tier = String(data.tier);
    el("tier").value = state.tier;
    ["search", "review", "year", "agency", "stance"].forEach((key) => { state[key] = ""; });
    el("search").value = "";
    ["review", "year", "agency", "stance"].forEach((key) => { el("by-" + key).value = ""; });
    el("panel-head").textContent = "Choose something in the picture";
    el("panel-body").textContent = "";
    refresh();
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
    refresh();
  }));
  el("tier").addEventListener("change", (event) => { state.tier = event.target.value; refresh(); });
  el("search").addEventListener("input", (event) => {
    state.search = event.target.value;
    refresh();
  });
  el("filters").addEventListener("submit", (event) => event.preventDefault());
  el("reset").addEventListener("click", clear);
  el("fit").addEventListener("click", frame);
  el("larger").addEventListener("click", () => zoom(1.25));
  el("smaller").addEventListener("click", () => zoom(0.8));
  el("picture").addEventListener("click", (event) => {
    const on = event.target.getAttribute("aria-expanded") !== "true";
    event.target.setAttribute("aria-expanded", String(on));
    document.body.classList.toggle("drawn", on);
    frame();
  });
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
    pen.fillStyle = colours.page; pen.fillRect(0, 0, copy.width, copy.height); pen.drawImage(canvas, 0, 0);
    save("network.png", copy.toDataURL("image/png"));
  });
  function scene() {
    const nodes = data.nodes.filter((node) => shown.has(node.id));
    return {title: data.title, wide: data.wide, tall: Math.max(200, ...nodes.map((node) => node.y + node.h / 2)), nodes: nodes, at: at,
      heads: headings(), focus: lit === null ? null : state.focus,
      edges: links.filter(drawn).map((edge) => [edge, byId.get(edge.from), byId.get(edge.to), kindOf(edge)])};
  }
  el("svg").addEventListener("click", () => save("network.svg", URL.createObjectURL(
    new Blob([new XMLSerializer().serializeToString(drawing.svg(scene()))], {type: "image/svg+xml"}))));
  window.addEventListener("beforeprint", () => { el("printed").replaceChildren(drawing.svg(scene())); });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { colours = drawing.palette(false); network.redraw(); });
  let width = 0;
  new ResizeObserver(() => { if (container.clientWidth !== width) { width = container.clientWidth; frame(); } }).observe(container);
  function remember() {
    const keep = {};
    ["review", "year", "agency", "stance", "search"].forEach((key) => { if (state[key]) keep[key] = state[key]; });
    if (state.tier !== String(data.tier)) keep.tier = state.tier;
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
    if (Array.from(el("tier").options).some((option) => option.value === kept.get("tier"))) state.tier = kept.get("tier");
    el("tier").value = state.tier;
    state.search = kept.get("search") || "";
    el("search").value = state.search;
    (kept.get("open") || "").split("|").forEach((id) => { if (children.has(id)) open(id); });
    if (byId.has(kept.get("focus"))) { state.focus = kept.get("focus"); showPanel(state.focus); }
  }
  makeSortable(el("nodes")); makeSortable(el("edges"));
  recall(); refresh();
  network.once("afterDrawing", () => { document.body.dataset.ready = "yes"; });
  network.redraw();
  /* What stands where in the window, and whether it is chosen or linked to what is: for whoever looks from outside. */
  container.boxes = () => scene().nodes.map((node) => {
    const [x, y] = at(node), frame = container.getBoundingClientRect();
    const a = network.canvasToDOM({x: x - node.w / 2, y: y - node.h / 2}), b = network.canvasToDOM({x: x + node.w / 2, y: y + node.h / 2});
    return {name: node.name, left: frame.left + a.x, top: frame.top + a.y, right: frame.left + b.x, bottom: frame.top + b.y, lit: lit !== null && lit.has(node.id)};
  });
})();
