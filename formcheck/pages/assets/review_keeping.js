/* Keeps every change at once, and knows what is in a file and what isn't yet. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const { isEmpty } = formcheck.reviewState;
  const { write, content } = formcheck.reviewForm;

  /** Keeping of one review; `filed` is the content that a file holds, null where none does. */
  function makeKeeping(review, data, items, store, filed) {
    let works = true;
    let touched = filed !== null || !isEmpty(review.now());
    const listeners = [];

    const current = () => write(review.now(), data, items, new Date());
    const inFile = () => content(current()) === filed;

    function keep() {
      touched = touched || !isEmpty(review.now());
      if (touched) works = store.keep(current(), inFile());
      listeners.forEach((listen) => listen());
    }

    /** A file holds this document now. */
    function file(found) {
      filed = content(found);
      keep();
    }

    /** "nothing", "filed", "kept" or "lost", which is what it would be if the page were left. */
    function standing() {
      if (!touched) return "nothing";
      if (inFile()) return "filed";
      return works ? "kept" : "lost";
    }

    review.onChange(keep);
    window.addEventListener("beforeunload", (event) => {
      if (standing() === "lost") event.preventDefault();
    });
    return { current, file, standing, works: () => works, onKept: (listen) => listeners.push(listen) };
  }

  formcheck.reviewKeeping = { makeKeeping };
})();
