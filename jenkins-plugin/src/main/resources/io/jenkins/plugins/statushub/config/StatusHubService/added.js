/* Selects a credential that was made with the button beside the list. */
(function () {
  "use strict";

  let adding = null;
  // No mark in the page: rows are copies, marks included.
  const watched = new WeakSet();
  document.addEventListener(
    "click",
    function (event) {
      const field = event.target.closest(".statushub-hook-url");
      if (field) {
        adding = field.querySelector("select");
      }
    },
    true,
  );

  Behaviour.specify(".statushub-hook-url select", "statushub-hook-url", 0, function (select) {
    if (watched.has(select)) {
      return;
    }
    watched.add(select);
    const values = function () {
      return Array.from(select.options, (option) => option.value);
    };
    let known = values();
    new MutationObserver(function () {
      const now = values();
      const added = now.filter((value) => value && !known.includes(value));
      if (adding === select && added.length === 1) {
        adding = null;
        select.value = added[0];
        select.dispatchEvent(new Event("change", { bubbles: true }));
      }
      // The list is empty while it is filled anew.
      if (now.length > 0) {
        known = now;
      }
    }).observe(select, { childList: true });
  });
})();
