/* Keys for judging: a agree, d disagree, n note, u undo. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const { tellBriefly } = formcheck.reviewDom;

  const WRITING = "textarea, select, input:not([type=radio]):not([type=checkbox])";

  const undone = (step) => tellBriefly(step ? `Taken back: ${step}` : "Nothing to take back");

  /** Listen; `current` names the item to judge, `acts` are note and undo. */
  function listen(judges, current, acts) {
    const press = (agreeing) => judges.get(current()?.id)?.(agreeing);
    const keys = { a: () => press(true), d: () => press(false), n: acts.note, u: () => undone(acts.undo()) };
    document.addEventListener("keydown", (event) => {
      const act = keys[event.key.toLowerCase()];
      const other = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
      if (!act || other || event.target.closest(WRITING)) return;
      if (document.querySelector("dialog[open]")) return;
      event.preventDefault(); // else the letter lands in the note that it opens
      act();
    });
  }

  formcheck.reviewKeys = { listen };
})();
