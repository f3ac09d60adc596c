/* Notes at moments of the video: a list by time, each written where it stands. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const { clock } = formcheck;
  const { element, button, lookingAt } = formcheck.reviewDom;
  const { byTime } = formcheck.reviewForm;
  const { isBlank, newId } = formcheck.reviewState;

  const name = (note) => `note at ${clock(note.time_s)}`;

  function jump(note) {
    const properties = { type: "button", class: "jump", "data-time": note.time_s };
    const label = `Show this moment, ${clock(note.time_s)}`;
    return element("button", { ...properties, "aria-label": label }, clock(note.time_s));
  }

  /** A note to read. */
  function readable(note, acts) {
    const act = (word, press, more) =>
      button(word, press, { class: "screen-only", "aria-label": `${word} ${name(note)}`, ...more });
    return [
      element("span", { class: "note-text" }, note.text),
      act("Edit", () => acts.edit(note), { "data-edits": note.id }),
      act("Delete", () => acts.remove(note)),
    ];
  }

  /** A note that is being written. */
  function writable(note, acts) {
    const text = element("textarea", {
      rows: 3,
      "aria-label": `Your ${name(note)}`,
      oninput: () => acts.write(note, text.value),
      onkeydown: (event) => event.key === "Escape" && acts.done(),
    });
    text.value = note.text;
    return [text, button("Done", acts.done, { class: "screen-only" })];
  }

  /** The list of notes and the button that makes one; `add` makes one too. */
  function makeNotes(review, player) {
    let open = null; // the note being written
    let stepped = false; // whether undo already knows of this writing
    let typing = false; // what is written here needs no showing, which would take the cursor away
    let back = () => {}; // to where the coach was looking before they wrote
    const list = element("ol", { class: "notes" });
    const make = button("Note", add, { "aria-keyshortcuts": "n" });

    const others = (note) => review.now().notes.filter(({ id }) => id !== note.id);

    function add() {
      player.pause();
      close();
      back = lookingAt(); // the notes may lie far below the video
      const time_s = Math.max(0, Math.round(player.time() * 1000) / 1000);
      const note = { id: newId(), time_s, text: "" };
      open = note.id;
      stepped = true;
      review.change({ notes: [...review.now().notes, note].sort(byTime) }, name(note));
      list.querySelector("textarea").focus();
    }

    function write(note, text) {
      const notes = [...others(note), { ...note, text }].sort(byTime);
      typing = true;
      review.change({ notes }, stepped ? undefined : name(note));
      typing = false;
      stepped = true;
    }

    function edit(note) {
      close();
      back = () => list.querySelector(`[data-edits="${note.id}"]`)?.focus();
      open = note.id;
      stepped = false;
      show();
      list.querySelector("textarea").focus();
    }

    /** Leave the note that is being written; one without a word goes. */
    function close() {
      const written = review.now().notes.find(({ id }) => id === open);
      open = null;
      if (written && isBlank(written)) review.change({ notes: others(written) });
      else show();
    }

    function remove(note) {
      close();
      review.change({ notes: others(note) }, name(note));
      make.focus();
    }

    const done = () => {
      close();
      back();
    };

    function show() {
      if (typing) return;
      list.replaceChildren(
        ...review.now().notes.map((note) =>
          element("li", {}, jump(note), ...(note.id === open ? writable : readable)(note, acts)),
        ),
      );
    }

    const acts = { edit, remove, write, done };
    const showTime = () => (make.textContent = `Note at ${clock(player.time())}`);
    player.onTime(showTime);
    review.onChange(show);
    showTime();
    show();
    return { list, make, add };
  }

  formcheck.reviewNotes = { makeNotes };
})();
