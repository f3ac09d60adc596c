/* The section of the page for the coach: name, progress, notes, save and open. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const { element, button } = formcheck.reviewDom;
  const { isEmpty } = formcheck.reviewState;
  const { progress, outcome } = formcheck.reviewItems;

  const STANDING = {
    nothing: "",
    filed: "Saved in review.json",
    kept: "Kept in this browser, not saved in a file yet",
    lost: "Not saved yet",
  };
  const BLOCKED =
    "This browser keeps nothing for this page: its storage is blocked or full. " +
    "Go on all the same, and save review.json before you leave.";

  /** A line that tells what happened, with a button where something can be done about it. */
  function makeTeller() {
    const text = element("span", { role: "status" });
    const action = element("span");
    function tell(sentence, label, act) {
      text.textContent = sentence;
      const press = () => {
        tell("");
        act();
      };
      action.replaceChildren(...(label ? [button(label, press)] : []));
    }
    return { tell, line: element("p", { class: "told screen-only" }, text, " ", action) };
  }

  function nameField(review, store) {
    const field = element("input", {
      type: "text",
      autocomplete: "name",
      oninput: () => {
        store.rememberReviewer(field.value);
        review.change({ reviewer: field.value });
      },
    });
    const show = () => {
      if (field.value !== review.now().reviewer) field.value = review.now().reviewer;
    };
    review.onChange(show);
    show();
    return element("label", {}, "Your name ", field);
  }

  function undoButton(review, undo) {
    const made = button("Undo", undo, { "aria-keyshortcuts": "u" });
    const show = () => {
      const step = review.lastStep();
      made.disabled = step === null;
      made.textContent = step === null ? "Undo" : `Undo: ${step}`;
    };
    review.onChange(show);
    show();
    return made;
  }

  /** A line that is written anew whenever `watch` calls. */
  function line(name, words, watch) {
    const made = element("p", { class: name });
    const show = () => (made.textContent = words());
    watch(show);
    show();
    return made;
  }

  /** "Open a review", and the field for a file that it opens. */
  function opener(open) {
    const chosen = element("input", {
      type: "file",
      accept: ".json,application/json",
      hidden: true,
      "aria-label": "A review.json",
      onchange: () => {
        const [file] = chosen.files;
        if (file) open(file);
        chosen.value = ""; // the same file may be chosen again
      },
    });
    return [button("Open a review", () => chosen.click()), chosen];
  }

  /** What stands on paper above the notes. */
  function onPaper(items, { reviewer, answers }) {
    return [reviewer && `By ${reviewer}.`, outcome(items, answers)].filter(Boolean).join(" ");
  }

  /** Tell once of a browser that keeps nothing. */
  function tellBlocked(keeping, teller, save) {
    let told = false;
    keeping.onKept(() => {
      if (keeping.works() || told) return;
      told = true;
      teller.tell(BLOCKED, "Save review.json", save);
    });
  }

  /** Fill the section. `acts` are what its buttons do: undo, save and open, which takes a file. */
  function makePanel(section, { review, items, store, keeping, notes, acts, teller }) {
    const { now, onChange } = review;
    const bar = (...parts) => element("div", { class: "bar screen-only" }, ...parts);
    section.replaceChildren(
      element("h2", { id: "review-title" }, "The coach's word"),
      line("progress screen-only", () => progress(items, now().answers), onChange),
      line("print-only", () => onPaper(items, now()), onChange),
      bar(nameField(review, store), notes.make),
      notes.list,
      bar(
        button("Save review.json", acts.save),
        ...opener(acts.open),
        undoButton(review, acts.undo),
        line("standing", () => STANDING[keeping.standing()], keeping.onKept),
      ),
      teller.line,
    );
    section.setAttribute("aria-labelledby", "review-title");
    const printed = () => section.classList.toggle("screen-only", isEmpty(now()));
    onChange(printed);
    printed();
    tellBlocked(keeping, teller, acts.save);
  }

  formcheck.reviewPanel = { makePanel, makeTeller };
})();
