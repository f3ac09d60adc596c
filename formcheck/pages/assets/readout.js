/* What is known of the moment that is looked at, in words. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const { data, player } = formcheck;
  const readout = document.getElementById("readout");
  const live = document.getElementById("live");
  if (!readout) return;
  const { columns, limits, exercise } = data;
  const QUIET_MS = 700; // only what is looked at for a while is read out
  const place = document.createElement("span");
  const figures = document.createElement("span");
  const verdict = document.createElement("span");
  readout.append(place, verdict, figures);
  let last = "";
  let waiting = 0;

  const round = (value) => String(Math.round(value) || 0); // never "-0"

  /** The neck of one frame: its word, its class and its figures. */
  function neck(i) {
    const value = columns.neck_flexion_deg[i];
    if (value === null) return ["can't see the neck", "unsure", ""];
    const low = columns.neck_flexion_deg_low[i];
    const high = columns.neck_flexion_deg_high[i];
    const told = `neck ${round(value)}° (${round(low)} to ${round(high)})`;
    const limit = limits.strain.neck_flexed_deg;
    if (low > limit) return ["too far", "too-far", told];
    if (high <= limit) return ["fine", "fine", told];
    return ["can't tell", "unsure", told];
  }

  function situp(i) {
    const [word, kind, told] = neck(i);
    const trunk = columns.trunk_deg[i];
    const hands = { 1: "hands at head", 0: "hands away", null: "hands unknown" }[columns.hands[i]];
    return [word, kind, [told, trunk === null ? "" : `trunk ${round(trunk)}°`, hands]];
  }

  function shrug(i) {
    const risen = columns.shoulder_elevation[i];
    if (risen === null) return ["can't see the shoulders", "unsure", []];
    const held = columns.hold_s[i];
    const limit = columns.hold_limit_s[i];
    const over = held !== null && held >= limit;
    const told = [`shoulders ${round(100 * risen)} % up`];
    if (held !== null) told.push(`held ${held.toFixed(1)} s of ${round(limit)}`);
    return [held === null ? "" : over ? "too long" : "within the limit", over ? "too-far" : "fine", told];
  }

  function show(timeS) {
    const i = formcheck.frameAt(timeS);
    const event = formcheck.eventAt(timeS);
    const [word, kind, told] = exercise === "situp" ? situp(i) : shrug(i);
    const where = event ? `${formcheck.eventWord} ${event.number}` : "between";
    place.textContent = `${formcheck.clock(timeS, 2)} · ${where}`;
    verdict.textContent = word;
    verdict.className = word ? `tag ${kind}` : "";
    figures.textContent = told.filter(Boolean).join(" · ");
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
