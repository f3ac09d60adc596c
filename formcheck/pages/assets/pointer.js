/* Pointers on the curves: click and drag to look, wheel and two fingers to zoom. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const { data, player, view, spans } = formcheck;
  const WHEEL_ZOOM = 0.0025; // per pixel of wheel
  const REACH_PX = 9; // how near to a warning's mark a click must be
  const down = new Map();
  let pinchPx = 0;

  function timeAt(over, clientX) {
    const { left, width } = over.getBoundingClientRect();
    return view.fromS + ((clientX - left) / width) * (view.toS - view.fromS);
  }

  /** The start of the warning whose mark was clicked, or the time itself. */
  function snapped(over, event) {
    const timeS = timeAt(over, event.clientX);
    const { top, width } = over.getBoundingClientRect();
    if (event.clientY - top > spans.MARK_PX) return timeS;
    const reachS = (REACH_PX / width) * (view.toS - view.fromS);
    const near = data.warnings
      .map((warning) => warning.start_s)
      .filter((startS) => Math.abs(startS - timeS) <= reachS)
      .sort((a, b) => Math.abs(a - timeS) - Math.abs(b - timeS));
    return near[0] ?? timeS;
  }

  function pinch(over) {
    const [a, b] = [...down.values()];
    const apartPx = Math.abs(a.clientX - b.clientX);
    const middle = (a.clientX + b.clientX) / 2;
    if (pinchPx > 20 && apartPx > 20) view.zoom(pinchPx / apartPx, timeAt(over, middle));
    pinchPx = apartPx;
  }

  function wheel(over, event) {
    if (event.ctrlKey) {
      event.preventDefault();
      view.zoom(Math.exp(event.deltaY * WHEEL_ZOOM), timeAt(over, event.clientX));
    } else if (view.zoomed() && Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      view.pan((event.deltaX / over.clientWidth) * (view.toS - view.fromS));
    }
  }

  function release(event) {
    down.delete(event.pointerId);
    pinchPx = 0;
  }

  for (const { u } of formcheck.charts) {
    const { over } = u;
    over.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      over.setPointerCapture(event.pointerId);
      down.set(event.pointerId, event);
      if (down.size === 1) player.seek(snapped(over, event));
    });
    over.addEventListener("pointermove", (event) => {
      if (!down.has(event.pointerId)) return;
      down.set(event.pointerId, event);
      if (down.size === 1) player.seek(timeAt(over, event.clientX));
      else if (down.size === 2) pinch(over);
    });
    for (const name of ["pointerup", "pointercancel"]) over.addEventListener(name, release);
    over.addEventListener("wheel", (event) => wheel(over, event), { passive: false });
  }
})();
