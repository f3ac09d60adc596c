/* The coach's word: puts its parts together on a report. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const { read } = formcheck.reviewForm;
  const { strays, whose } = formcheck.reviewBeginning;

  /** What the buttons and keys do. */
  function makeActs({ data, items, review, keeping, teller }) {
    const replace = (found, told) => {
      const { state, astray } = read(found, items);
      review.replace(state, "opening a review");
      teller.tell([told, strays(astray)].filter(Boolean).join(" "));
    };
    return {
      replace,
      undo: () => {
        const step = review.undo();
        if (step) teller.tell(`Taken back: ${step}.`);
        return step;
      },
      save: async () => {
        const found = keeping.current();
        const told = await formcheck.reviewFile.save(found);
        if (told === null) return;
        keeping.file(found);
        teller.tell(told);
      },
      open: async (file) => {
        const { found, wrong } = await formcheck.reviewFile.open(file, data);
        if (wrong) {
          teller.tell(wrong);
          return;
        }
        replace(found, `Opened ${whose(found)} from ${file.name}. Undo brings back yours.`);
        keeping.file(found);
      },
    };
  }

  function start(section) {
    const { data, player } = formcheck;
    const items = formcheck.reviewItems.itemsOf(data);
    const store = formcheck.reviewStore.storeOf(data.key);
    const begun = formcheck.reviewBeginning.begin(data, items, store.load(), store.reviewer());
    const review = formcheck.reviewState.makeReview(begun.first);
    const keeping = formcheck.reviewKeeping.makeKeeping(review, data, items, store, begun.filed);
    const teller = formcheck.reviewPanel.makeTeller();
    const judges = formcheck.reviewJudging.judgeAll(items, review);
    const notes = formcheck.reviewNotes.makeNotes(review, player);
    const acts = makeActs({ data, items, review, keeping, teller });
    formcheck.reviewPanel.makePanel(section, {
      ...{ review, items, store, keeping, notes, acts, teller },
    });
    formcheck.commands.note = notes.add;
    const current = formcheck.reviewCurrent.follow(items, player);
    formcheck.reviewKeys.listen(judges, current, { note: notes.add, undo: acts.undo });

    const offer = (other) => acts.replace(other.review, `Shown is ${whose(other.review)}.`);
    if (begun.told) {
      teller.tell(begun.told, begun.other && "Show that one", () => offer(begun.other));
    }
    store.onOtherPage((other) => {
      if (!other || formcheck.reviewForm.fault(other.review, data)) return;
      const told = "This review was changed in another window.";
      teller.tell(told, "Show the change", () => offer(other));
    });
  }

  const section = document.getElementById("review");
  if (section) start(section);
})();
