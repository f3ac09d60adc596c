/* What lies behind and above the curves: reps and holds, what is unknown, limits, warnings. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const { data, colour } = formcheck;
  const times = data.columns.time_s;
  const SHAPES = { "too far": "▲", "too long": "▲", "can't tell": "?" };
  const MARK_PX = 14; // the row of warnings above a curve

  /** The stretches over which a column keeps one state: [{from, to, state}], times in seconds. */
  function runs(column, stateOf) {
    const found = [];
    column.forEach((cell, i) => {
      const state = stateOf(cell);
      const last = found[found.length - 1];
      const next = times[Math.min(i + 1, times.length - 1)];
      if (last && last.state === state) last.to = next;
      else found.push({ from: times[i], to: next, state });
    });
    return found;
  }

  const unknownIn = (column) =>
    runs(column, (cell) => cell === null).filter((run) => run.state && run.to > run.from);

  /** Calls back with left and width in canvas pixels for each span that is in view. */
  function eachInView(u, spans, draw) {
    const { min, max } = u.scales.x;
    for (const span of spans) {
      const from = span.start_s ?? span.from;
      const to = span.end_s ?? span.to;
      if (to < min || from > max) continue;
      const left = u.valToPos(Math.max(from, min), "x", true);
      const right = u.valToPos(Math.min(to, max), "x", true);
      draw(left, Math.max(1, right - left), span);
    }
  }

  /** Draw with the canvas as it was afterwards, inside of the plot. */
  function inside(u, draw) {
    const { ctx, bbox } = u;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.font = `600 ${11 * devicePixelRatio}px system-ui, sans-serif`;
    ctx.textBaseline = "middle";
    draw(ctx, bbox, devicePixelRatio);
    ctx.restore();
  }

  /** A word in the middle of a box, where it fits. */
  function word(ctx, text, left, width, y) {
    if (ctx.measureText(text).width + 6 > width) return;
    ctx.textAlign = "center";
    ctx.fillText(text, left + width / 2, y);
  }

  function hatch(ctx, left, top, width, height, ratio) {
    ctx.fillStyle = colour("unsure-wash");
    ctx.fillRect(left, top, width, height);
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    ctx.strokeStyle = colour("unsure");
    ctx.globalAlpha = 0.35;
    ctx.lineWidth = ratio;
    ctx.beginPath();
    for (let x = left - height; x < left + width; x += 8 * ratio) {
      ctx.moveTo(x, top + height);
      ctx.lineTo(x + height, top);
    }
    ctx.stroke();
    ctx.restore();
  }

  /** A hook that draws reps or holds, and stretches of which nothing is known, behind a curve. */
  function behind(column) {
    const unknown = unknownIn(column);
    return (u) =>
      inside(u, (ctx, bbox, ratio) => {
        ctx.fillStyle = colour("span");
        eachInView(u, formcheck.events, (left, width) =>
          ctx.fillRect(left, bbox.top, width, bbox.height),
        );
        eachInView(u, unknown, (left, width) => {
          hatch(ctx, left, bbox.top, width, bbox.height, ratio);
          ctx.fillStyle = colour("unsure");
          word(ctx, "unknown", left, width, bbox.top + bbox.height / 2);
        });
      });
  }

  /** A hook that writes the number and verdict of each rep or hold at the foot of the curve. */
  function numbers(u) {
    inside(u, (ctx, bbox, ratio) => {
      eachInView(u, formcheck.events, (left, width, event) => {
        const shape = SHAPES[formcheck.verdictOf(event)];
        const y = bbox.top + bbox.height - 9 * ratio;
        ctx.fillStyle = colour(shape === "?" ? "unsure" : shape ? "caution" : "quiet");
        const full = shape ? `${event.number} ${shape}` : String(event.number);
        const fits = ctx.measureText(full).width + 6 <= width;
        word(ctx, fits ? full : String(event.number), left, width, y);
      });
    });
  }

  /** A hook that marks where warnings begin. */
  function marks(u) {
    inside(u, (ctx, bbox, ratio) => {
      const size = 5 * ratio;
      for (const warning of data.warnings) {
        const x = u.valToPos(warning.start_s, "x", true);
        if (x < bbox.left || x > bbox.left + bbox.width) continue;
        ctx.fillStyle = colour(warning.severity);
        ctx.beginPath();
        ctx.moveTo(x - size, bbox.top + 2 * ratio);
        ctx.lineTo(x + size, bbox.top + 2 * ratio);
        ctx.lineTo(x, bbox.top + 2 * ratio + 1.7 * size);
        ctx.fill();
      }
    });
  }

  /** A hook that draws a limit across the plot with its name. */
  function limitLine(value, name) {
    return (u) =>
      inside(u, (ctx, bbox, ratio) => {
        const y = Math.round(u.valToPos(value, "y", true));
        ctx.strokeStyle = colour("limit");
        ctx.lineWidth = 1.5 * ratio;
        ctx.setLineDash([6 * ratio, 4 * ratio]);
        ctx.beginPath();
        ctx.moveTo(bbox.left, y);
        ctx.lineTo(bbox.left + bbox.width, y);
        ctx.stroke();
        label(ctx, name, bbox.left + 4 * ratio, y - 9 * ratio, ratio);
      });
  }

  /** A hook that writes a limit's name where its line is far above the plot. */
  function limitAbove(name) {
    return (u) =>
      inside(u, (ctx, bbox, ratio) => {
        label(ctx, `↑ ${name}`, bbox.left + 4 * ratio, bbox.top + 9 * ratio, ratio);
      });
  }

  /** The name of a limit, readable above curves that run through it. */
  function label(ctx, name, left, y, ratio) {
    ctx.textAlign = "left";
    ctx.fillStyle = colour("ground");
    ctx.globalAlpha = 0.85;
    ctx.fillRect(left - 2 * ratio, y - 7 * ratio, ctx.measureText(name).width + 4 * ratio, 14 * ratio);
    ctx.globalAlpha = 1;
    ctx.fillStyle = colour("limit");
    ctx.fillText(name, left, y);
  }

  /** A hook that draws the hands as a strip: at the head, elsewhere, unknown. */
  function strip(column) {
    const stretches = runs(column, (cell) => cell);
    return (u) =>
      inside(u, (ctx, bbox, ratio) => {
        const middle = bbox.top + bbox.height / 2;
        eachInView(u, stretches, (left, width, { state }) => {
          if (state === null) hatch(ctx, left, bbox.top, width, bbox.height, ratio);
          ctx.fillStyle = colour(state ? "hands" : "span");
          if (state !== null) ctx.fillRect(left, bbox.top, width, bbox.height);
          ctx.fillStyle = colour(state ? "on-hands" : state === null ? "unsure" : "quiet");
          word(ctx, state ? "hands at head" : state === null ? "unknown" : "away", left, width, middle);
        });
      });
  }

  formcheck.spans = { behind, numbers, marks, limitLine, limitAbove, strip, unknownIn, MARK_PX };
})();
