"use strict";
(function () {
  const query = JSON.parse(document.getElementById("query").textContent);
  Yasgui.Yasr.defaults.prefixes = {};
  const yasgui = new Yasgui(document.getElementById("editor"), {
    requestConfig: {endpoint: location.origin + "/sparql"},
    copyEndpointOnNewTab: true, persistenceId: null, populateFromUrl: false,
  });
  yasgui.getTab().setQuery(query);
})();
