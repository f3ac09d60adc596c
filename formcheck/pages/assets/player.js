/* The video, by the times of the set. Without a video there is still a moment that is looked at. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const { data, startS, endS } = formcheck;
  const video = document.getElementById("video");
  const trouble = document.getElementById("trouble");
  const NUDGE_S = 0.001; // into the frame: times in files are rounded
  const callbacks = { time: [], state: [] };
  let offsetS = 0;
  let wantedS = startS;
  let aimedS = null;
  let shown = "";
  let loop = null;

  const tell = (kind) => callbacks[kind].forEach((callback) => callback(time()));

  /** The time in the set that is shown, or that is being sought. */
  function time() {
    return wantedS ?? Math.min(endS, Math.max(startS, video.currentTime + offsetS));
  }

  /** Show a time of the set; seeks that pile up are skipped but for the last. */
  function seek(timeS) {
    wantedS = Math.min(endS, Math.max(startS, timeS));
    if (loop && !(wantedS >= loop.start_s && wantedS <= loop.end_s)) setLoop(null);
    aim();
    tell("time");
  }

  function aim() {
    if (!video || video.readyState < 1 || video.seeking || wantedS === null) return;
    if (aimedS === wantedS) return;
    aimedS = wantedS;
    video.currentTime = Math.max(0, wantedS - offsetS + NUDGE_S);
  }

  function follow() {
    if (!video.paused && !video.seeking) {
      wantedS = null;
      aimedS = null;
      if (loop && time() >= loop.end_s - 0.02) seek(loop.start_s);
      else tell("time");
    }
    if (!video.paused) requestAnimationFrame(follow);
  }

  /** Play over and over what lies between start_s and end_s; null to stop that. */
  function setLoop(span) {
    loop = span;
    if (loop && !(time() >= loop.start_s && time() < loop.end_s)) seek(loop.start_s);
    tell("state");
  }

  /** Show the "annotated" or the "clean" video at the same moment. */
  function show(which) {
    const nowS = time();
    const playing = !video.paused;
    shown = which;
    offsetS = which === "annotated" ? data.video.annotated_offset_s : 0;
    video.src = which === "annotated" ? annotatedAddress() : data.video.clean;
    trouble.hidden = true;
    aimedS = null;
    seek(nowS);
    if (playing) play();
    tell("state");
  }

  let inside = "";
  function annotatedAddress() {
    const block = document.getElementById("annotated-video");
    if (!block) return data.video.annotated;
    inside ||= URL.createObjectURL(new Blob(pieces(block.textContent), { type: "video/mp4" }));
    return inside;
  }

  function* pieces(coded) {
    const size = 1 << 20; // a multiple of four letters, which are three bytes
    for (let at = 0; at < coded.length; at += size) {
      const bytes = atob(coded.slice(at, at + size));
      yield Uint8Array.from(bytes, (letter) => letter.charCodeAt(0));
    }
  }

  function complaint() {
    if (shown === "clean") return "This browser can't play the original. The drawn one may do.";
    if (inside) return "This browser can't play the video.";
    return `The video can't be played: ${data.video.annotated} has to lie beside this page.`;
  }

  function failed() {
    trouble.textContent = complaint();
    trouble.hidden = false;
    tell("state");
  }

  const play = () => video?.play().catch(() => {}); // "error" tells of what matters
  const pause = () => video?.pause();

  formcheck.player = {
    seek,
    time,
    play,
    pause,
    show,
    setLoop,
    video,
    onTime: (callback) => callbacks.time.push(callback),
    onState: (callback) => callbacks.state.push(callback),
    playing: () => Boolean(video) && !video.paused,
    looping: () => loop !== null,
    shown: () => shown,
  };

  if (!video) return;
  for (const name of ["loadedmetadata", "seeked"]) video.addEventListener(name, aim);
  for (const name of ["play", "pause", "ratechange", "volumechange", "ended"]) {
    video.addEventListener(name, () => tell("state"));
  }
  video.addEventListener("play", () => requestAnimationFrame(follow));
  video.addEventListener("error", failed);
  show(data.video.annotated ? "annotated" : "clean");
})();
