/* Which part of the set the curves show. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const { startS, endS } = formcheck;
  const SHORTEST_S = Math.min(1, endS - startS || 1);
  const callbacks = [];
  const view = { fromS: startS, toS: Math.max(endS, startS + 0.1) };
  formcheck.view = view;

  const whole = view.toS - view.fromS;

  /** Calls back whenever another part is shown. */
  view.onChange = (callback) => callbacks.push(callback);
  view.zoomed = () => view.toS - view.fromS < 0.999 * whole;

  /** Show a part, moved and widened as far as the set needs. */
  view.show = (fromS, toS) => {
    const width = Math.min(whole, Math.max(SHORTEST_S, toS - fromS));
    const from = Math.min(Math.max(startS, fromS), startS + whole - width);
    if (from === view.fromS && from + width === view.toS) return;
    view.fromS = from;
    view.toS = from + width;
    callbacks.forEach((callback) => callback());
  };

  /** Show more (factor above 1) or less, while one moment stays where it is. */
  view.zoom = (factor, aroundS) => {
    const width = view.toS - view.fromS;
    const wanted = Math.min(whole, Math.max(SHORTEST_S, width * factor));
    const from = aroundS - ((aroundS - view.fromS) / width) * wanted;
    view.show(from, from + wanted);
  };

  view.all = () => view.show(startS, startS + whole);
  view.pan = (byS) => view.show(view.fromS + byS, view.toS + byS);

  formcheck.player.onTime((timeS) => {
    const width = view.toS - view.fromS;
    const ahead = formcheck.player.playing() ? 0.05 * width : 0;
    if (view.zoomed() && (timeS < view.fromS || timeS > view.toS - ahead)) {
      view.show(timeS - 0.15 * width, timeS + 0.85 * width);
    }
  });
})();
