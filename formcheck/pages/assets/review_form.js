/* A review as it stands in a file, formcheck.review/1: written, checked and read back. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const { WORDS } = formcheck.reviewItems;
  const { isBlank, newId } = formcheck.reviewState;

  const SCHEMA = "formcheck.review/1";
  const SAME_S = 0.25; // an event found anew, by another version, keeps its time that closely

  const span = ({ start_s, end_s }) => ({ start_s, end_s });
  const byTime = (one, other) => one.time_s - other.time_s;

  /** The whole document; `saved` is a Date. */
  function write(state, data, items, saved) {
    const judged = (kind) =>
      items.filter((item) => item.kind === kind && item.id in state.answers);
    const words = (kind) =>
      judged(kind).map((item) => ({
        number: item.event.number,
        ...span(item.event),
        formcheck: item.said,
        coach: state.answers[item.id],
      }));
    return {
      schema: SCHEMA,
      source: data.source,
      result: data.result,
      reviewer: state.reviewer.trim(),
      saved: saved.toISOString(),
      reps: words("rep"),
      holds: words("hold"),
      warnings: judged("warning").map((item) => ({
        code: item.event.code,
        ...span(item.event),
        rep: item.event.rep ?? null,
        agree: state.answers[item.id],
      })),
      notes: state.notes
        .filter((note) => !isBlank(note))
        .map(({ time_s, text }) => ({ time_s, text }))
        .sort(byTime),
    };
  }

  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const isText = (value) => typeof value === "string";
  const isTime = (value) => Number.isFinite(value) && value >= 0;
  const isSpan = (value) => isObject(value) && isTime(value.start_s) && isTime(value.end_s);
  const isJudged = (words) => (value) =>
    isSpan(value) && Number.isInteger(value.number) && words.includes(value.coach);
  const isAnswered = (value) =>
    isSpan(value) && isText(value.code) && typeof value.agree === "boolean";
  const isNote = (value) => isObject(value) && isTime(value.time_s) && isText(value.text);
  const isListOf = (check) => (value) => Array.isArray(value) && value.every(check);

  const PARTS = {
    reviewer: isText,
    saved: (value) => isText(value) && Number.isFinite(Date.parse(value)),
    result: isObject,
    reps: isListOf(isJudged(WORDS.rep)),
    holds: isListOf(isJudged(WORDS.hold)),
    warnings: isListOf(isAnswered),
    notes: isListOf(isNote),
  };

  /** Why a document can't be taken for a review of this set, as a sentence; null where it can. */
  function fault(found, data) {
    if (!isObject(found) || found.schema !== SCHEMA) {
      return "is not a review: choose a review.json that was saved on a page like this";
    }
    if (!isObject(found.source) || found.source.sha256 !== data.source.sha256) {
      const name = isText(found.source?.name) ? ` (${found.source.name})` : "";
      return `is a review of another video${name}: open it on that video's page`;
    }
    const broken = Object.keys(PARTS).find((part) => !PARTS[part](found[part]));
    return broken ? `is broken (${broken}): save it anew, or choose another copy` : null;
  }

  const near = (one, other) =>
    Math.abs(one.start_s - other.start_s) <= SAME_S && Math.abs(one.end_s - other.end_s) <= SAME_S;

  /** The state that a sound document tells, and how many of its judgements have no place here. */
  function read(found, items) {
    const answers = {};
    let astray = 0;
    const take = (kind, list, fits, answer) =>
      list.forEach((judged) => {
        const item = items.find(
          ({ kind: its, event }) => its === kind && near(event, judged) && fits(event, judged),
        );
        if (item) answers[item.id] = answer(judged);
        else astray += 1;
      });
    const sameNumber = (event, judged) => event.number === judged.number;
    take("rep", found.reps, sameNumber, (judged) => judged.coach);
    take("hold", found.holds, sameNumber, (judged) => judged.coach);
    take("warning", found.warnings, (event, { code }) => event.code === code, ({ agree }) => agree);
    const notes = found.notes.map(({ time_s, text }) => ({ id: newId(), time_s, text }));
    return { state: { reviewer: found.reviewer, answers, notes: notes.sort(byTime) }, astray };
  }

  /** What two documents must share to say the same, whenever they were saved. */
  const content = (found) => JSON.stringify({ ...found, saved: null });

  formcheck.reviewForm = { write, fault, read, content, byTime };
})();
