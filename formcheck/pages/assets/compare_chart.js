// The curves of all sets over each other, by the percentage of the rep.
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const { colour, setTheme } = formcheck;
  const { chart, limits, sets } = formcheck.data;
  const place = document.getElementById("chart");
  const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3], [14, 4], [4, 4]];
  const PRINT_WIDTH = 660; // px: A4 without its margins
  const FAINT = "59"; // of a colour: a third of its strength
  let plot = null;
  let now = null;


  /** One line a rep, and the mean of each set above them. */
  function lines() {
    const made = [{ label: "Per cent" }];
    const columns = [sets[0].courses.percent];
    sets.forEach((set, index) => {
      const own = colour(`set-${index}`);
      set.courses.each.forEach((course, number) => {
        const shown = number === formcheck.step.chosen(index);
        made.push({ label: `${set.letter} ${number + 1}`, stroke: own + (shown ? "" : FAINT),
          width: shown ? 1.5 : 1, points: { show: false } });
        columns.push(course);
      });
    });
    sets.forEach((set, index) => {
      made.push({ label: set.letter, stroke: colour(`set-${index}`), width: 3.5,
        dash: DASHES[index], points: { show: false } });
      columns.push(set.courses.mean);
    });
    return { made, columns };
  }

  /** The limit of the neck, dashed and named. */
  function drawLimits(u) {
    const { ctx, bbox } = u;
    const scale = window.devicePixelRatio;
    ctx.save();
    ctx.strokeStyle = colour("limit");
    ctx.lineWidth = 1.5 * scale;
    ctx.setLineDash([6 * scale, 4 * scale]);
    ctx.font = `${12 * scale}px system-ui, sans-serif`;
    ctx.textAlign = "right";
    for (const limit of limits) {
      const y = u.valToPos(limit, "y", true);
      if (y < bbox.top || y > bbox.top + bbox.height) continue;
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      name(ctx, `limit ${limit} ${chart.unit}`, bbox.left + bbox.width, y, scale);
    }
    ctx.restore();
  }

  /** Its words on a ground of their own, so that no curve runs through them. */
  function name(ctx, words, right, y, scale) {
    const width = ctx.measureText(words).width + 8 * scale;
    ctx.globalAlpha = 0.85;
    ctx.fillStyle = colour("ground");
    ctx.fillRect(right - width, y - 19 * scale, width, 17 * scale);
    ctx.globalAlpha = 1;
    ctx.fillStyle = colour("limit");
    ctx.fillText(words, right - 4 * scale, y - 6 * scale);
  }

  /** Room for every curve and the limit. */
  function range(u, low, high) {
    const bottom = Math.min(low ?? 0, ...limits, 0);
    const top = Math.max(high ?? 1, ...limits);
    const margin = 0.08 * (top - bottom || 1);
    return [bottom - margin, top + margin];
  }

  function axis(label, size, values) {
    return { label, size, values, stroke: colour("quiet"), labelSize: 20,
      grid: { stroke: colour("line"), width: 1 }, ticks: { stroke: colour("line"), width: 1 } };
  }

  function draw(width = place.clientWidth) {
    const { made, columns } = lines();
    if (plot) plot.destroy();
    plot = new window.uPlot({
      width, height: Math.round(Math.min(380, Math.max(240, width * 0.42))),
      series: made,
      legend: { show: false },
      scales: { x: { time: false, range: [0, 100] }, y: { range } },
      axes: [
        axis(`Per cent of the ${chart.event}`, 34, (u, ticks) => ticks.map((tick) => `${tick} %`)),
        axis(`${chart.label}, ${chart.unit}`, 46),
      ],
      cursor: { show: false },
      hooks: { draw: [drawLimits] },
    }, columns, place);
    now = document.createElement("div");
    now.className = "now";
    plot.over.appendChild(now);
    plot.over.addEventListener("pointerdown", grab);
    plot.over.addEventListener("pointermove", drag);
    move(formcheck.step.percent());
  }

  function move(percent) {
    if (plot) now.style.transform = `translateX(${plot.valToPos(percent, "x")}px)`;
  }

  function grab(event) {
    plot.over.setPointerCapture(event.pointerId);
    drag(event);
  }

  function drag(event) {
    if (!(event.buttons & 1)) return;
    const { left } = plot.over.getBoundingClientRect();
    formcheck.step.seek(plot.posToVal(event.clientX - left, "x"));
  }

  if (!window.uPlot) {
    place.textContent = "The curves can't be drawn: the folder formcheck-pages is missing beside this page.";
    return;
  }
  formcheck.drawChart = () => draw();
  formcheck.step.onMove(move);
  draw();
  let drawn = place.clientWidth;
  new ResizeObserver(() => {
    if (place.clientWidth === drawn) return;
    drawn = place.clientWidth;
    draw();
  }).observe(place);
  formcheck.onTheme(() => draw());
  let theme = "";
  window.addEventListener("beforeprint", () => {
    theme = document.documentElement.dataset.theme ?? "";
    setTheme("light");
    draw(PRINT_WIDTH);
  });
  window.addEventListener("afterprint", () => setTheme(theme));
})();
