// All sets in step: each plays one rep, and all are at the same percentage of theirs.
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const clips = formcheck.clips;
  const SLOWEST = 0.0625; // browsers play no slower
  const NEAR_S = 0.015; // closer than half a frame is in step
  const FAR_S = 0.25; // further off than this a jump is quicker than catching up
  const CATCH_UP = 2; // per second: the share of an error that is made up for

  const chosen = clips.map(() => 0);
  const heard = [];
  let percent = 0;
  let speed = 1;
  let loops = false;
  let playing = false;
  let starting = 0; // counts the starts, so that a late one knows that it is outdated
  let clock = null; // where no video leads: the time and percentage that it counts from

  const span = (index) => clips[index].set.spans[chosen[index]];
  const length = (index) => span(index)[1] - span(index)[0];
  const longest = () => clips.reduce((best, _, i) => (length(i) > length(best) ? i : best), 0);
  /** The sets whose video can be shown. */
  const seen = () => clips.flatMap(({ video }, index) => (video && !video.error ? [index] : []));

  /** Where in its video a set is at a percentage of its chosen rep, in seconds. */
  function place(index, at) {
    const [start] = span(index);
    return Math.max(0, start + (at / 100) * length(index) - clips[index].set.offset_s);
  }

  /** The percentage that a playing video has come to. */
  function reached(index) {
    const from = place(index, 0);
    return (100 * (clips[index].video.currentTime - from)) / length(index);
  }

  /** How fast a set plays so that its rep lasts as long as the slowest. */
  const rate = (index) => Math.max(SLOWEST, (speed * length(index)) / length(longest()));

  function tell() {
    for (const listener of heard) listener(percent, playing);
  }

  function seek(at) {
    percent = Math.min(100, Math.max(0, at));
    clock = null;
    for (const index of seen()) clips[index].video.currentTime = place(index, percent);
    tell();
    if (playing) start();
  }

  function pause() {
    playing = false;
    starting += 1;
    for (const index of seen()) clips[index].video.pause();
    tell();
  }

  /** Wait until every video shows the moment that it was sent to, then let all go at once. */
  async function start() {
    playing = true;
    starting += 1;
    const mine = starting;
    clock = null;
    const videos = seen().map((index) => clips[index].video);
    videos.forEach((video) => video.pause());
    await Promise.all(videos.map(settled));
    if (mine !== starting) return;
    for (const index of seen()) clips[index].video.playbackRate = rate(index);
    await Promise.all(videos.map((video) => video.play().catch(() => undefined)));
    if (mine === starting) requestAnimationFrame(() => follow(mine));
    tell();
  }

  function settled(video) {
    if (!video.seeking && video.readyState >= 2) return Promise.resolve();
    return new Promise((done) => {
      for (const name of ["seeked", "canplay", "error"]) {
        video.addEventListener(name, done, { once: true });
      }
    });
  }

  function play() {
    if (percent >= 100) seek(0);
    start();
  }

  /** The leader's percentage; without a video, a clock's. */
  function led(leader) {
    if (leader !== undefined) return reached(leader);
    clock ??= { from: performance.now(), at: percent };
    const gone = (performance.now() - clock.from) / 1000;
    return clock.at + (100 * speed * gone) / length(longest());
  }

  /** The video of the slowest rep leads; the others are sped up or slowed to be where it is. */
  function follow(mine) {
    if (mine !== starting) return;
    const followers = seen();
    const leader = followers.reduce(
      (best, i) => (best === undefined || length(i) > length(best) ? i : best), undefined);
    percent = Math.min(100, Math.max(0, led(leader)));
    const over = percent >= 100 || (leader !== undefined && clips[leader].video.ended);
    if (over) {
      percent = 100;
      if (loops) seek(0);
      else pause();
      return;
    }
    for (const index of followers) if (index !== leader) keepUp(index);
    tell();
    requestAnimationFrame(() => follow(mine));
  }

  function keepUp(index) {
    const { video } = clips[index];
    const behind = place(index, percent) - video.currentTime;
    if (Math.abs(behind) > FAR_S && !video.seeking) video.currentTime = place(index, percent);
    const change = Math.abs(behind) > NEAR_S ? CATCH_UP * behind : 0;
    video.playbackRate = Math.max(SLOWEST, rate(index) * (1 + Math.min(0.5, Math.max(-0.5, change))));
  }

  /** Choose a rep of one set. */
  function choose(index, number) {
    const last = clips[index].set.spans.length - 1;
    chosen[index] = Math.min(last, Math.max(0, number));
    if (clips[index].choice) clips[index].choice.value = String(chosen[index]);
    seek(playing ? 0 : percent);
  }

  formcheck.step = {
    seek, play, pause, choose,
    percent: () => percent,
    playing: () => playing,
    chosen: (index) => chosen[index],
    /** Go on to the next rep of every set, or back; a set with fewer stays at its last. */
    move: (by) => clips.forEach((_, index) => choose(index, chosen[index] + by)),
    setSpeed: (wanted) => {
      speed = wanted;
      if (playing) start();
    },
    setLoop: (wanted) => { loops = wanted; },
    onMove: (listener) => { heard.push(listener); },
  };
})();
