"use strict";
/* How the network is drawn: plates with words inside, lines between columns, headings. On the canvas and as SVG alike. */
const drawing = (function () {
  const face = 'system-ui, "Segoe UI", "DejaVu Sans", Arial, sans-serif';
  const dashes = {agency: [6, 4], group: [2, 3]};
  /* The colours of the style sheet, those for paper where `light` is asked for. */
  function palette(light) {
    const root = document.documentElement;
    if (light) root.dataset.light = "yes";
    const style = getComputedStyle(root), get = (name) => style.getPropertyValue("--" + name).trim();
    const found = {ink: get("ink"), quiet: get("quiet"), page: get("page"), focus: get("focus")};
    ["review", "theme", "agency", "recommendation", "group"].forEach((kind) => {
      found[kind] = {line: get(kind), fill: get(kind + "-fill"), ink: get("on-" + kind)};
    });
    delete root.dataset.light;
    return found;
  }
  function size(node) { return node.mark ? 14 : 16; }
  function corner(node, x, y) { return [x - node.w / 2, y - node.h / 2]; }
  function baseline(node, y, index) { return y + (index - (node.lines.length - 1) / 2) * 20 + 5.5; }
  function plate(pen, node, x, y, colours, look) {
    const [left, top] = corner(node, x, y), own = colours[node.kind];
    pen.globalAlpha = 1;
    pen.beginPath();
    pen.roundRect(left, top, node.w, node.h, 5);
    pen.fillStyle = colours.page;
    pen.fill();
    pen.globalAlpha = look.dimmed ? 0.35 : 1;
    pen.fillStyle = own.fill;
    pen.fill();
    pen.setLineDash(look.chosen ? [] : dashes[node.kind] || []);
    pen.lineWidth = look.chosen ? 4 : look.hover ? 2.5 : 1.3;
    pen.strokeStyle = look.chosen ? colours.focus : own.line;
    pen.stroke();
    pen.setLineDash([]);
    pen.fillStyle = own.ink;
    pen.globalAlpha = look.dimmed ? 0.6 : 1;
    pen.font = size(node) + "px " + face;
    pen.textAlign = node.mark ? "center" : "left";
    node.lines.forEach((line, i) => pen.fillText(line, node.mark ? x : left + 10, baseline(node, y, i)));
    pen.globalAlpha = 1;
  }
  /* From the edge of one plate to the edge of the other, so that no line runs under the words of its own ends. */
  function curve(a, b, at) {
    const [ax, ay] = at(a), [bx, by] = at(b);
    if (ax > bx) return curve(b, a, at);
    const x1 = ax + a.w / 2, x2 = bx - b.w / 2;
    if (x2 <= x1) return [ax, ay, ax, ay, bx, by, bx, by];
    const middle = (x1 + x2) / 2;
    return [x1, ay, middle, ay, middle, by, x2, by];
  }
  function look(edge, focus) {
    const touches = focus !== null && (edge.from === focus || edge.to === focus);
    const width = Math.min(7, 1 + Math.sqrt(edge.weight));
    return {width: touches ? width + 0.8 : width, opacity: touches ? 0.95 : focus !== null ? 0.1 : 0.3};
  }
  function line(pen, path, how, colour, dash) {
    pen.beginPath();
    pen.moveTo(path[0], path[1]);
    pen.bezierCurveTo(path[2], path[3], path[4], path[5], path[6], path[7]);
    pen.globalAlpha = how.opacity;
    pen.lineWidth = how.width;
    pen.strokeStyle = colour;
    pen.setLineDash(dash || []);
    pen.stroke();
    pen.setLineDash([]);
    pen.globalAlpha = 1;
  }
  function heading(pen, head, colours) {
    pen.textAlign = "left";
    pen.fillStyle = head.large ? colours.ink : colours.quiet;
    pen.font = "bold " + (head.large ? 17 : 15) + "px " + face;
    pen.fillText(head.words, head.x, head.y);
  }
  /* The same as an SVG element, in the colours for paper. */
  function svg(scene) {
    const name = "http://www.w3.org/2000/svg", colours = palette(true), root = document.createElementNS(name, "svg");
    const put = (tag, attributes, text) => {
      const child = document.createElementNS(name, tag);
      Object.entries(attributes).forEach(([key, value]) => child.setAttribute(key, value));
      if (text !== undefined) child.textContent = text;
      root.appendChild(child);
    };
    root.setAttribute("viewBox", [-8, -4, scene.wide + 16, scene.tall + 12].join(" "));
    root.setAttribute("font-family", face);
    put("title", {}, scene.title);
    scene.edges.forEach(([edge, a, b, kind]) => {
      const p = curve(a, b, scene.at), how = look(edge, scene.focus);
      put("path", {d: "M" + p[0] + " " + p[1] + "C" + p.slice(2).join(" "), fill: "none", stroke: colours[kind].line,
        "stroke-width": how.width, "stroke-opacity": how.opacity, "stroke-dasharray": edge.faint ? "7 6" : "none"});
    });
    scene.nodes.forEach((node) => {
      const [x, y] = scene.at(node), [left, top] = corner(node, x, y), own = colours[node.kind], chosen = node.id === scene.focus;
      put("rect", {x: left, y: top, width: node.w, height: node.h, rx: 5, fill: own.fill, stroke: chosen ? colours.focus : own.line,
        "stroke-width": chosen ? 4 : 1.3, "stroke-dasharray": (dashes[node.kind] || ["none"]).join(" ")});
      node.lines.forEach((words, i) => put("text", {x: node.mark ? x : left + 10, y: baseline(node, y, i), fill: own.ink,
        "font-size": size(node), "text-anchor": node.mark ? "middle" : "start"}, words));
    });
    scene.heads.forEach((head) => put("text", {x: head.x, y: head.y, "font-weight": "bold", "font-size": head.large ? 17 : 15,
      fill: head.large ? colours.ink : colours.quiet}, head.words));
    return root;
  }
  return {palette: palette, plate: plate, curve: curve, look: look, line: line, heading: heading, svg: svg};
})();
