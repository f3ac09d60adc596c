/* Where a review begins: what this browser kept, or the review.json that the page was built with. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const { EMPTY } = formcheck.reviewState;
  const { fault, read, content } = formcheck.reviewForm;
  const { day } = formcheck.reviewDom;

  const whose = (found) => (found.reviewer ? `${found.reviewer}'s review` : "the review");

  /** What to tell of judgements that belong to no rep, hold or warning of this result. */
  function strays(astray) {
    if (!astray) return "";
    const many = astray === 1 ? "One judgement belongs" : `${astray} judgements belong`;
    return `${many} to another analysis of this video and could not be taken over.`;
  }

  const newer = (one, other) => Date.parse(one.saved) > Date.parse(other.saved);

  /** What to tell where both are there and differ. */
  function tellBoth(shown, kept) {
    const [own, beside] = ["kept in this browser", "in the review.json beside this page"];
    const [here, there] = shown === kept ? [own, beside] : [beside, own];
    return (other) =>
      `Shown is ${whose(shown)} ${here}, of ${day(shown.saved)}. ` +
      `An earlier one is ${there}, of ${day(other.saved)}.`;
  }

  /**
   * The first state; `filed` is the content that a file holds, `told` a sentence or "", and
   * `other` the document that was not chosen, with whether a file holds it.
   */
  function begin(data, items, loaded, reviewer) {
    const sound = (found) => (found && fault(found, data) === null ? found : null);
    const kept = sound(loaded?.review);
    const beside = sound(data.review);
    const wrong = data.review && !beside ? fault(data.review, data) : null;
    const told = [];
    if (wrong) told.push(`The review.json beside this page ${wrong}.`);
    if (!kept && !beside) {
      return { first: { ...EMPTY, reviewer }, filed: null, told: told.join(" "), other: null };
    }
    const both = kept && beside && content(kept) !== content(beside);
    const shown = kept && beside ? (newer(beside, kept) ? beside : kept) : (kept ?? beside);
    const other = both ? (shown === kept ? beside : kept) : null;
    const inFile = (found) => found === beside || loaded.filed || (!both && beside !== null);
    const { state, astray } = read(shown, items);
    if (other) told.push(tellBoth(shown, kept)(other));
    else if (!kept && reviewer && beside.reviewer !== reviewer) {
      told.push(
        `This begins with ${whose(beside)} of ${day(beside.saved)}. ` +
          "If you change it, put in your own name.",
      );
    }
    told.push(strays(astray));
    return {
      first: { ...state, reviewer: state.reviewer || reviewer },
      filed: inFile(shown) ? content(shown) : null,
      told: told.filter(Boolean).join(" "),
      other: other && { review: other, filed: inFile(other) },
    };
  }

  formcheck.reviewBeginning = { begin, strays, whose };
})();
