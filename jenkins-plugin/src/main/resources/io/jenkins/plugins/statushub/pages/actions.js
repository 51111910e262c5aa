/* Asks before something is done, in a dialog whose button names it. */
(function () {
  "use strict";

  Behaviour.specify("FORM.statushub-action", "statushub-action", 0, function (form) {
    const message = form.dataset.message;
    if (!message) {
      return;
    }
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      dialog
        .confirm(form.dataset.title, {
          message: message,
          okText: form.dataset.verb,
          type: form.dataset.destructive === "true" ? "destructive" : "default",
        })
        .then(
          function () {
            // Not requestSubmit(): that would ask again.
            form.submit();
          },
          function () {},
        );
    });
  });

  // No form: the crumb, which Jenkins adds to every form, has no place in an address.
  Behaviour.specify(".statushub-search", "statushub-search", 0, function (search) {
    const input = search.querySelector("input");
    const go = function () {
      const words = input.value.trim();
      window.location.assign(words ? "?q=" + encodeURIComponent(words) : ".");
    };
    search.querySelector("button").addEventListener("click", go);
    input.addEventListener("keydown", function (event) {
      if (event.key === "Enter") {
        event.preventDefault();
        go();
      }
    });
  });
})();
