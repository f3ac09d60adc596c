/* The rep, hold or warning that a key would judge, and its mark on the page. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});

  const SAME_S = 1e-3; // times in files are rounded

  const isAt = ({ event }, timeS) => Math.abs(event.start_s - timeS) < SAME_S;
  const shows = ({ event }, timeS) =>
    event.start_s - SAME_S <= timeS && timeS <= event.end_s + SAME_S;

  /** Follow what the coach looks at; gives back a function that names the item, or undefined. */
  function follow(items, player) {
    const under = (element) => items.find((item) => element?.closest?.(item.selector));
    let picked; // what was jumped to, until the video leaves it
    let marked;

    /** What has the focus comes first, then what was jumped to, then what the video shows. */
    function current() {
      const shown = formcheck.eventAt(player.time());
      return under(document.activeElement) ?? picked ?? items.find(({ event }) => event === shown);
    }

    function mark() {
      const now = current();
      if (now === marked) return;
      if (marked) document.querySelector(marked.selector)?.classList.remove("judged-next");
      if (now) document.querySelector(now.selector)?.classList.add("judged-next");
      marked = now;
    }

    function pickWarning() {
      picked = items.find((item) => item.kind === "warning" && isAt(item, player.time())) ?? picked;
    }

    player.onTime((timeS) => {
      if (picked && !shows(picked, timeS)) picked = undefined;
      mark();
    });
    document.addEventListener("click", (event) => {
      if (event.target.closest(".jump")) picked = under(event.target);
      if (event.target.closest('[data-do="warning"]')) pickWarning();
      mark();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key.toLowerCase() === "w") pickWarning(); // the player has gone there by now
      mark();
    });
    for (const name of ["focusin", "focusout"]) document.addEventListener(name, mark);
    mark();
    return current;
  }

  formcheck.reviewCurrent = { follow };
})();
