/* Agree and Disagree beside every rep, hold and warning. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const { element, button, lookingAt, tellBriefly } = formcheck.reviewDom;
  const { agrees } = formcheck.reviewItems;

  /** What a key did, for the coach who looks at the video. */
  function told(item, answer, asked) {
    const name = item.name[0].toUpperCase() + item.name.slice(1);
    if (answer === undefined) return asked ? `${name}: what was it?` : `${name}: taken back`;
    if (agrees(item, answer)) return `${name}: you agree`;
    return item.kind === "warning" ? `${name}: you disagree` : `${name}: you say ${answer}`;
  }

  /** What the coach said, in words, for paper. */
  function inWords(item, answer) {
    if (answer === undefined) return "";
    if (agrees(item, answer)) return "Coach agrees";
    return item.kind === "warning" ? "Coach disagrees" : `Coach: ${answer}`;
  }

  /** The words left to someone who disagrees, of which one is chosen. */
  function ownWord(item, choose) {
    const radios = item.words.map((word) =>
      element("input", {
        type: "radio",
        name: `own ${item.id}`,
        value: word,
        onchange: () => choose(word),
      }),
    );
    const labels = radios.map((radio) => element("label", {}, radio, ` ${radio.value}`));
    const legend = element("legend", {}, `I say ${item.name} was`);
    return { radios, box: element("fieldset", { class: "own-word" }, legend, ...labels) };
  }

  /** The elements of one item; `press` takes whether the coach agrees, `choose` a word. */
  function elementsOf(item, press, choose) {
    const what = `with ${item.name}: ${item.said}`;
    const agree = button("Agree", () => press(true), { "aria-label": `Agree ${what}` });
    const disagree = button("Disagree", () => press(false), { "aria-label": `Disagree ${what}` });
    const own = ownWord(item, choose);
    const said = element("span", { class: "coach-said" });
    const box = element("div", { class: "judging screen-only" }, agree, disagree, own.box);
    return { agree, disagree, own, said, box };
  }

  /** Show an answer; `asked`: the coach disagreed, and their own word is still to come. */
  function show(item, { agree, disagree, own, said }, answer, asked) {
    const disagreed = asked || (answer !== undefined && !agrees(item, answer));
    agree.setAttribute("aria-pressed", String(answer !== undefined && !disagreed));
    disagree.setAttribute("aria-pressed", String(disagreed));
    own.box.hidden = !disagreed || !item.words.length;
    own.radios.forEach((radio) => (radio.checked = radio.value === answer));
    said.textContent = inWords(item, answer);
  }

  /** Put the buttons of one item in their place; gives back what a key does to it. */
  function judge(item, place, review) {
    const elements = elementsOf(item, press, choose);
    const answer = () => review.now().answers[item.id];
    let asked = false;
    let back = null; // to the video, for a coach who judges by keys

    function press(agreeing) {
      const now = answer();
      const pressed = now === undefined ? asked && !agreeing : agrees(item, now) === agreeing;
      const agreed = item.words.length ? item.said : true;
      asked = !pressed && !agreeing && item.words.length > 0;
      const given = pressed || asked ? undefined : agreeing ? agreed : false;
      if (given !== now) review.answer(item, given);
      else showNow();
      if (asked) elements.own.radios[0].focus();
    }

    function choose(word) {
      review.answer(item, word);
      if (!back) return;
      back();
      back = null;
      tellBriefly(told(item, word, false));
    }

    function pressKey(agreeing) {
      const home = place.contains(document.activeElement) ? null : lookingAt();
      press(agreeing);
      back = asked ? home : null;
      tellBriefly(told(item, answer(), asked));
    }

    function showNow() {
      asked = asked && answer() === undefined;
      show(item, elements, answer(), asked);
    }

    place.replaceChildren(elements.box, elements.said);
    review.onChange(showNow);
    showNow();
    return pressKey;
  }

  /** Paper shows a column of judgements only where there are some. */
  function printJudged(items, review) {
    const places = [...document.querySelectorAll("#reps .judge, #holds .judge, #warnings .judge")];
    const show = () =>
      ["rep", "hold", "warning"].forEach((kind) => {
        const { answers } = review.now();
        const some = items.some((item) => item.kind === kind && item.id in answers);
        places
          .filter((place) => place.closest(`#${kind}s`))
          .forEach((place) => place.classList.toggle("screen-only", !some));
      });
    review.onChange(show);
    show();
  }

  /** Put the buttons on the page; gives back what a key does to each item, by its id. */
  function judgeAll(items, review) {
    const judges = new Map();
    const homes = new Map(); // by one search: hundreds of searches would take a second
    for (const home of document.querySelectorAll("[data-kind]")) {
      const { kind, number, index } = home.dataset;
      homes.set(`${kind} ${number ?? index}`, home);
    }
    for (const item of items) {
      const place = homes.get(item.id)?.querySelector(".judge");
      if (place) judges.set(item.id, judge(item, place, review));
    }
    printJudged(items, review);
    return judges;
  }

  formcheck.reviewJudging = { judgeAll };
})();
