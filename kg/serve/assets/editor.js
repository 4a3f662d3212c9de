"use strict";
(function () {
  const given = JSON.parse(document.getElementById("given").textContent);
  // names are completed from this graph's own vocabulary: the completers of YASQE would ask servers elsewhere
  const local = {bulk: true, persistenceId: null};
  const prefixes = Object.entries(given.prefixes).map(([name, iri]) => name + ": <" + iri + ">");
  const ours = (large) => given.terms.filter((iri) => /#[A-Z]/.test(iri) === large);
  Yasgui.Yasqe.forkAutocompleter("prefixes", {...local, name: "prefixes-local", get: () => prefixes});
  Yasgui.Yasqe.forkAutocompleter("property", {...local, name: "property-local", get: () => ours(false)});
  Yasgui.Yasqe.forkAutocompleter("class", {...local, name: "class-local", get: () => ours(true)});
  Yasgui.Yasqe.defaults.autocompleters = ["prefixes-local", "property-local", "class-local", "variables"];
  Yasgui.Yasr.defaults.prefixes = given.prefixes;
  Yasgui.Yasr.defaults.plugins.table = {enabled: true, dynamicConfig: {compact: true, isEllipsed: false}};  // 4, not "4"^^xsd:integer
  const yasgui = new Yasgui(document.getElementById("editor"), {
    requestConfig: {endpoint: location.origin + "/sparql"},
    copyEndpointOnNewTab: true, persistenceId: null, populateFromUrl: false,
  });
  yasgui.getTab().setQuery(given.query);
  // an entity in a table leads to its page here, not to the address on the web that it is named after
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link) return;
    const places = [[given.base, "/id/"], [given.iris, "/id/"], [given.ontology, "/term/"]];
    const place = places.find(([start]) => link.href.startsWith(start));
    if (place) link.href = place[1] + link.href.slice(place[0].length);
  }, true);
})();
