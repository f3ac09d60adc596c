/* Everything that jumps to a moment, and the marks of the rep or hold that is looked at. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const { player } = formcheck;
  let current;

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".jump");
    if (!button) return;
    player.seek(Number(button.dataset.time));
    // So that the space bar plays again; who uses the keyboard stays where they are.
    if (event.detail) button.blur();
  });

  /** The table row and still of a rep or hold. */
  function partsOf(event) {
    if (!event) return [];
    const { number } = event;
    const stills = document.querySelectorAll(".stills > li");
    const row = `tr[data-kind="${formcheck.eventWord}"][data-number="${number}"]`;
    return [document.querySelector(row), stills[formcheck.events.indexOf(event)]].filter(Boolean);
  }

  player.onTime((timeS) => {
    const event = formcheck.eventAt(timeS);
    if (event === current) return;
    partsOf(current).forEach((part) => part.classList.remove("current"));
    partsOf(event).forEach((part) => part.classList.add("current"));
    current = event;
  });
})();
