/* What buttons and keys do, by name. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const { data, player, view, events } = formcheck;
  const { video } = player;
  const times = data.columns.time_s;
  const SPEEDS = [0.1, 0.25, 0.5, 1, 1.5, 2, 4];
  const SLOW = 0.25;
  const SAME_S = 0.05; // nearer than this is the same moment
  const BACK_S = 0.6; // so far into a rep, "before" is its own start
  const position = document.getElementById("position");
  const speed = document.getElementById("speed");

  function step(frames) {
    player.pause();
    const wanted = formcheck.frameAt(player.time()) + frames;
    player.seek(times[Math.min(times.length - 1, Math.max(0, wanted))]);
  }

  function toEvent(onwards) {
    const nowS = player.time();
    const starts = events.map((event) => event.start_s);
    const found = onwards
      ? starts.find((startS) => startS > nowS + SAME_S)
      : starts.reverse().find((startS) => startS < nowS - BACK_S);
    if (found !== undefined) player.seek(found);
    else if (!onwards && starts.length) player.seek(starts[starts.length - 1]);
  }

  function nextWarning() {
    const starts = data.warnings.map((warning) => warning.start_s);
    const next = starts.find((startS) => startS > player.time() + SAME_S) ?? starts[0];
    if (next !== undefined) player.seek(next);
  }

  /** The rep or hold that is looked at, or the nearest one. */
  function nearest() {
    const nowS = player.time();
    const away = (event) => Math.max(event.start_s - nowS, nowS - event.end_s, 0);
    return [...events].sort((a, b) => away(a) - away(b))[0] ?? null;
  }

  function setSpeed(rate) {
    if (!video) return;
    video.defaultPlaybackRate = rate; // a new source begins with it
    video.playbackRate = rate;
  }

  function changeSpeed(places) {
    if (!video) return;
    const at = SPEEDS.findIndex((rate) => rate >= video.playbackRate - 0.01);
    setSpeed(SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, at + places))]);
  }

  function zoomToEvent() {
    const event = nearest();
    if (!event) return;
    const room = 0.15 * (event.end_s - event.start_s);
    view.show(event.start_s - room, event.end_s + room);
    if (!formcheck.eventAt(player.time())) player.seek(event.start_s);
  }

  const commands = {
    play: () => (player.playing() ? player.pause() : player.play()),
    earlier: () => step(-1),
    later: () => step(1),
    "rep-earlier": () => toEvent(false),
    "rep-later": () => toEvent(true),
    warning: nextWarning,
    loop: () => player.setLoop(player.looping() ? null : nearest()),
    slow: () => setSpeed(video?.playbackRate === SLOW ? 1 : SLOW),
    slower: () => changeSpeed(-1),
    normal: () => setSpeed(1),
    faster: () => changeSpeed(1),
    clean: () => player.show(player.shown() === "clean" ? "annotated" : "clean"),
    sound: () => (video.muted = !video.muted),
    keys: () => document.getElementById("keys").showModal(),
    "zoom-in": () => view.zoom(0.5, player.time()),
    "zoom-out": () => view.zoom(2, player.time()),
    "zoom-rep": zoomToEvent,
    "zoom-all": view.all,
  };
  formcheck.commands = commands;

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    commands[button.dataset.do]();
    if (event.detail && button.dataset.do !== "keys") button.blur();
  });

  function press(name, pressed) {
    document.querySelector(`[data-do="${name}"]`)?.setAttribute("aria-pressed", String(pressed));
  }

  player.onState(() => {
    const button = document.querySelector('[data-do="play"]');
    if (!button || !video) return;
    const word = player.playing() ? "Pause" : "Play";
    button.textContent = word;
    button.setAttribute("aria-label", word);
    press("loop", player.looping());
    press("slow", video.playbackRate === SLOW);
    press("clean", player.shown() === "clean");
    press("sound", video.muted);
    speed.value = String(video.playbackRate);
  });
  speed?.addEventListener("change", () => setSpeed(Number(speed.value)));

  position.max = String(times.length - 1);
  position.addEventListener("input", () => player.seek(times[Number(position.value)]));
  player.onTime((timeS) => {
    position.value = String(formcheck.frameAt(timeS));
    position.setAttribute("aria-valuetext", formcheck.clock(timeS));
  });
})();
