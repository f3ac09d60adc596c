/* What is known of the moment that is looked at, in words. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const { data, player } = formcheck;
  const readout = document.getElementById("readout");
  const live = document.getElementById("live");
  if (!readout) return;
  const { columns, chart } = data;
  const QUIET_MS = 700; // only what is looked at for a while is read out
  const place = document.createElement("span");
  const figures = document.createElement("span");
  const verdict = document.createElement("span");
  readout.append(place, verdict, figures);
  let last = "";
  let waiting = 0;

  const round = (value) => String(Math.round(value) || 0); // never "-0"

  const cell = (name, i) => columns[name]?.[i] ?? null;

  /** What is judged in one frame: its word, its class and its figures. */
  function judged(i) {
    const value = cell(chart.measure, i);
    if (value === null) return [`can't see the ${chart.part}`, "unsure", ""];
    const [low, high] = [cell(`${chart.measure}_low`, i), cell(`${chart.measure}_high`, i)];
    const [shown, from, to] = [value, low, high].map((number) => round(chart.scale * number));
    const told = `${chart.label.toLowerCase()} ${shown}${chart.sign}`;
    if (!chart.limits.length) return ["", "", told];
    const limit = chart.limits[0].at;
    const range = `${told} (${from} to ${to})`;
    if (low > limit) return ["too far", "too-far", range];
    if (high <= limit) return ["fine", "fine", range];
    return ["can't tell", "unsure", range];
  }

  /** The measure that is drawn below. */
  function beside(i) {
    const value = cell(chart.beside, i);
    if (value === null) return "";
    if (!chart.beside_limit) return `${chart.beside_word} ${round(value)}${chart.beside_sign}`;
    return `${chart.beside_word} ${value.toFixed(1)}${chart.beside_sign} of ${round(cell(chart.beside_limit, i))}${chart.beside_limit_for}`;
  }

  /** The word and class of a frame of a hold that is timed. */
  function timed(i) {
    const held = cell(chart.beside, i);
    const over = held !== null && held >= cell(chart.beside_limit, i);
    return [held === null ? "" : over ? "too long" : "within the limit", over ? "too-far" : "fine"];
  }

  const hands = (i) =>
    chart.hands ? { 1: "hands at head", 0: "hands away", null: "hands unknown" }[columns.hands[i]] : "";

  function show(timeS) {
    const i = formcheck.frameAt(timeS);
    const event = formcheck.eventAt(timeS);
    const [seen, mark, told] = judged(i);
    const [word, kind] = chart.beside_limit && !seen ? timed(i) : [seen, mark];
    const where = event ? `${formcheck.eventWord} ${event.number}` : "between";
    place.textContent = `${formcheck.clock(timeS, 2)} · ${where}`;
    verdict.textContent = word;
    verdict.className = word ? `tag ${kind}` : "";
    figures.textContent = [told, beside(i), hands(i)].filter(Boolean).join(" · ");
    if (!player.playing()) announce(event, timeS);
  }

  function announce(event, timeS) {
    const told = event ? `${formcheck.eventWord} ${event.number}: ${formcheck.verdictOf(event)}` : "";
    clearTimeout(waiting);
    if (told === last) return;
    waiting = setTimeout(() => {
      last = told;
      live.textContent = told ? `${formcheck.clock(timeS)}, ${told}` : "";
    }, QUIET_MS);
  }

  player.onTime(show);
  show(player.time());
})();
