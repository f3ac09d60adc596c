/* What the coach has said so far: answers and notes, and the way back. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});

  /**
   * A state is never changed, only replaced: {reviewer, answers, notes}. An answer is the
   * coach's word on a rep or hold, or true or false on a warning, by the id of the item.
   */
  const EMPTY = { reviewer: "", answers: {}, notes: [] };

  let ids = 0;
  /** A number that no other note of this page has. */
  const newId = () => ++ids;

  const isBlank = (note) => note.text.trim() === "";

  /** Whether nothing was said: a name alone is no review. */
  const isEmpty = (state) => !Object.keys(state.answers).length && state.notes.every(isBlank);

  /** The state of one page, with everybody told who listens. */
  function makeReview(first) {
    let state = first;
    const past = [];
    const listeners = [];

    /** Take the next state; `what` names the step for undo, none when it belongs to the last. */
    function change(part, what) {
      if (what) past.push({ state, what });
      state = { ...state, ...part };
      listeners.forEach((listen) => listen(state));
    }

    function answer(item, given) {
      const answers = { ...state.answers };
      if (given === undefined) delete answers[item.id];
      else answers[item.id] = given;
      change({ answers }, item.name);
    }

    /** Go one step back, but for the name; gives back what the step was, null at the start. */
    function undo() {
      const last = past.pop();
      if (!last) return null;
      change({ ...last.state, reviewer: last.whole ? last.state.reviewer : state.reviewer });
      return last.what;
    }

    /** Put another review in the place of this one. */
    function replace(next, what) {
      past.push({ state, what, whole: true });
      change(next);
    }

    return {
      now: () => state,
      lastStep: () => past.at(-1)?.what ?? null,
      onChange: (listen) => listeners.push(listen),
      change,
      answer,
      undo,
      replace,
    };
  }

  formcheck.reviewState = { EMPTY, isEmpty, isBlank, newId, makeReview };
})();
