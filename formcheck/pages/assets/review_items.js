/* What of a set a coach can judge, and in which words. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});

  const WORDS = {
    rep: ["fine", "too far", "can't tell"],
    hold: ["within the limit", "too long", "can't tell"],
  };

  /** A rep or hold; `words` are those left to someone who disagrees. */
  function spanItem(kind, event) {
    const said = formcheck.verdictOf(event);
    return {
      id: `${kind} ${event.number}`,
      kind,
      event,
      name: `${kind} ${event.number}`,
      said,
      selector: `[data-kind="${kind}"][data-number="${event.number}"]`,
      words: WORDS[kind].filter((word) => word !== said),
    };
  }

  function warningItem(warning, index) {
    return {
      id: `warning ${index}`,
      kind: "warning",
      event: warning,
      name: `warning ${index + 1}`,
      said: warning.message,
      selector: `[data-kind="warning"][data-index="${index}"]`,
      words: [],
    };
  }

  /** Whether an answer agrees with what formcheck said. */
  const agrees = (item, answer) => answer === (item.kind === "warning" ? true : item.said);

  const some = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

  /** How far the judging of a kind has come, null where there is none of it. */
  function count(items, answers, kind) {
    const all = items.filter((item) => item.kind === kind);
    const judged = all.filter((item) => item.id in answers);
    const agreed = judged.filter((item) => agrees(item, answers[item.id])).length;
    return all.length ? { judged: judged.length, agreed, all: some(all.length, kind) } : null;
  }

  const counts = (items, answers) =>
    ["rep", "hold", "warning"].map((kind) => count(items, answers, kind)).filter(Boolean);

  const judgedOf = ({ judged, agreed, all }, who) =>
    `${judged} of ${all} judged; ${who} with ${agreed}.`;

  /** For the coach: "5 of 9 reps judged; you agree with 4." */
  function progress(items, answers) {
    const sentences = counts(items, answers).map((of) =>
      of.judged ? judgedOf(of, "you agree") : `${of.all} to judge.`,
    );
    return sentences.join(" ") || "Nothing to judge in this set; notes can be made.";
  }

  /** For whoever reads it on paper; kinds of which nothing was judged are left out. */
  const outcome = (items, answers) =>
    counts(items, answers)
      .filter((of) => of.judged)
      .map((of) => judgedOf(of, "the coach agrees"))
      .join(" ");

  /** Everything of a set that can be judged, in the order of the page. */
  const itemsOf = (data) => [
    ...data.reps.map((rep) => spanItem("rep", rep)),
    ...data.holds.map((hold) => spanItem("hold", hold)),
    ...data.warnings.map(warningItem),
  ];

  formcheck.reviewItems = { WORDS, itemsOf, agrees, progress, outcome };
})();
