// Buttons, keys, and what is shown beside each video.
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const { step, clips, data } = formcheck;
  const find = (name) => document.getElementById(name);
  const [play, percent, shown, speed, loop] = ["play", "percent", "shown", "speed", "loop"].map(find);

  const SLOW = "0.25";

  /** The value of a set's chosen rep at a percentage, in words. */
  function reading(index, at) {
    const course = data.sets[index].courses.each[step.chosen(index)];
    const value = course ? course[Math.round(at)] : null;
    if (value === null || value === undefined) return `${data.chart.part} unknown`;
    return `${data.chart.part} ${value.toFixed(0)} ${data.chart.unit}`;
  }

  function show(at, playing) {
    percent.value = String(Math.round(at));
    percent.setAttribute("aria-valuetext", `${Math.round(at)} per cent`);
    shown.textContent = `${Math.round(at)} %`;
    if ((play.getAttribute("aria-pressed") === "true") !== playing) {
      play.setAttribute("aria-pressed", String(playing));
      play.textContent = playing ? "Pause" : "Play";
    }
    clips.forEach((clip, index) => {
      if (clip.reading) clip.reading.textContent = reading(index, at);
    });
  }

  const toggle = () => (step.playing() ? step.pause() : step.play());

  function toggleLoop() {
    const wanted = loop.getAttribute("aria-pressed") !== "true";
    loop.setAttribute("aria-pressed", String(wanted));
    step.setLoop(wanted);
  }

  function redraw() {
    if (formcheck.drawChart) formcheck.drawChart();
  }

  function otherReps(by) {
    step.move(by);
    redraw();
  }

  function setSpeed(wanted) {
    speed.value = String(wanted);
    step.setSpeed(wanted);
  }

  /** To the next speed of the menu, which begins with the fastest. */
  function otherSpeed(by) {
    speed.selectedIndex = Math.min(speed.length - 1, Math.max(0, speed.selectedIndex + by));
    step.setSpeed(Number(speed.value));
  }

  function stepBy(by) {
    step.pause();
    step.seek(Math.round(step.percent()) + by);
  }

  /** By the names that keys.js calls them. */
  formcheck.commands = {
    play: toggle,
    earlier: () => stepBy(-1),
    later: () => stepBy(1),
    "rep-earlier": () => otherReps(-1),
    "rep-later": () => otherReps(1),
    slower: () => otherSpeed(1),
    normal: () => setSpeed(1),
    faster: () => otherSpeed(-1),
    slow: () => setSpeed(speed.value === SLOW ? 1 : SLOW),
    loop: toggleLoop,
    keys: () => find("keys").toggleAttribute("open"),
  };

  play.addEventListener("click", toggle);
  loop.addEventListener("click", toggleLoop);
  find("earlier").addEventListener("click", () => otherReps(-1));
  find("later").addEventListener("click", () => otherReps(1));
  speed.addEventListener("change", () => step.setSpeed(Number(speed.value)));
  percent.addEventListener("input", () => step.seek(Number(percent.value)));
  clips.forEach((clip, index) => {
    if (!clip.choice) return;
    clip.choice.addEventListener("change", () => {
      step.choose(index, Number(clip.choice.value));
      redraw();
    });
    clip.video?.addEventListener("click", toggle);
  });
  step.onMove(show);
  find("controls").hidden = false;
  clips.forEach((_, index) => step.choose(index, 0));
})();
