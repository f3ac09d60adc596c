/* The curves over the set, one below the other on one axis of time. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const { data, colour, spans, view } = formcheck;
  const box = document.getElementById("charts");
  formcheck.charts = [];
  if (!box) return;
  const columns = data.columns;
  const MIN_WIDTH_PX = 240;
  const FONT = "12px system-ui, sans-serif";
  const { chart: shown } = data;
  const MAIN = shown.measure;

  /** The lowest and highest known cell of some columns. */
  function extent(...names) {
    let low = Infinity;
    let high = -Infinity;
    for (const name of names) {
      for (const cell of columns[name] ?? []) {
        if (cell === null) continue;
        if (cell < low) low = cell;
        if (cell > high) high = cell;
      }
    }
    return low <= high ? [low, high] : [0, 1];
  }

  const lines = () => ({ stroke: () => colour("line"), width: 1 });

  function timeAxis(shown) {
    return {
      scale: "x",
      show: true,
      size: shown ? 26 : 0,
      font: FONT,
      space: 60,
      incrs: [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600],
      stroke: () => colour("quiet"),
      grid: lines(),
      ticks: { show: false },
      values: (u, splits, axis, space, step) =>
        splits.map((split) => (shown ? formcheck.clock(split, step < 1 ? 1 : 0) : "")),
    };
  }

  function valueAxis(told) {
    return {
      scale: "y",
      size: 50,
      font: FONT,
      space: 26,
      stroke: () => colour("quiet"),
      grid: lines(),
      ticks: { show: false },
      values: (u, splits) => splits.map(told),
    };
  }

  function chart(id, heightPx, { data: rows, series, bands, range, axis, hooks, axisShown }) {
    const place = document.getElementById(id);
    const options = {
      width: Math.max(MIN_WIDTH_PX, box.clientWidth),
      height: heightPx,
      padding: [8, 22, 4, 0],
      legend: { show: false },
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
      scales: { x: { time: false, range: () => [view.fromS, view.toS] }, y: { range: () => range } },
      axes: [timeAxis(axisShown), axis],
      series: [{}, ...series],
      bands,
      hooks,
    };
    const made = new uPlot(options, rows, place);
    const playhead = document.createElement("div");
    playhead.className = "playhead";
    made.over.append(playhead);
    formcheck.charts.push({ u: made, playhead, heightPx });
  }

  const line = (name, width) => ({ stroke: () => colour(name), width, points: { show: false } });
  const edge = { points: { show: false } };

  function mainChart() {
    const [low, high] = extent(MAIN, `${MAIN}_low`, `${MAIN}_high`);
    const [limit] = shown.limits;
    const range = limit ? [Math.min(low, -10) - 4, Math.max(high, limit.at * 1.3) + 8] : [low - 2 / shown.scale, high * 1.15];
    const limits = shown.limits
      .filter(({ at }) => at === limit.at || at < range[1])
      .map(({ at, name }) => spans.limitLine(at, name));
    chart("chart-main", 220, {
      data: [columns.time_s, columns[`${MAIN}_low`], columns[`${MAIN}_high`], columns[MAIN]],
      series: [edge, edge, line("neck", 2)],
      bands: [{ series: [2, 1], fill: () => colour("band") }],
      range,
      axis: valueAxis((value) => `${shown.scale === 1 ? value : Math.round(shown.scale * value)}${shown.sign}`),
      hooks: { drawClear: [spans.behind(columns[MAIN])], draw: [...limits, spans.numbers, spans.marks] },
    });
  }

  const limitName = (limitS) => `limit ${limitS.toFixed(0)} s`;

  function besideChart() {
    const name = shown.beside;
    const timed = shown.beside_limit;
    const [low, high] = extent(name);
    const limitS = timed ? columns[timed].find((cell) => cell !== null) : null;
    const near = limitS && limitS < 3 * high;
    const named = near ? [limitS, limitName(limitS)] : [limitName(limitS ?? 0)];
    const range = !timed ? [Math.min(0, low), Math.max(high, 45) + 5] : [0, near ? Math.max(limitS, high) * 1.2 : high * 1.15];
    chart("chart-beside", shown.hands ? 110 : 130, {
      data: [columns.time_s, columns[name]],
      series: [line("trunk", 1.75)],
      range,
      axis: valueAxis((value) => `${value}${shown.beside_sign}`),
      axisShown: !shown.hands,
      hooks: {
        drawClear: [spans.behind(timed ? [] : columns[name])],
        draw: limitS ? [(near ? spans.limitLine : spans.limitAbove)(...named)] : [],
      },
    });
  }

  function handsChart() {
    chart("chart-hands", 54, {
      data: [columns.time_s, columns.hands],
      series: [{ show: false }],
      range: [0, 1],
      axis: { ...valueAxis(() => ""), grid: { show: false } },
      axisShown: true,
      hooks: { draw: [spans.strip(columns.hands)] },
    });
  }

  function movePlayheads(timeS) {
    const { fromS, toS } = view;
    const outside = timeS < fromS || timeS > toS;
    for (const { u, playhead } of formcheck.charts) {
      const left = ((timeS - fromS) / (toS - fromS)) * (u.bbox.width / uPlot.pxRatio);
      playhead.style.transform = `translateX(${left}px)`;
      playhead.hidden = outside;
    }
  }

  /** Draw all charts this wide, in CSS pixels. */
  formcheck.setChartWidth = (widthPx) => {
    for (const { u, heightPx } of formcheck.charts) {
      u.setSize({ width: Math.max(MIN_WIDTH_PX, Math.floor(widthPx)), height: heightPx });
    }
    movePlayheads(formcheck.player.time());
  };

  mainChart();
  if (shown.beside) besideChart();
  if (shown.hands) handsChart();
  movePlayheads(formcheck.player.time());
  formcheck.player.onTime(movePlayheads);
  view.onChange(() => {
    for (const { u } of formcheck.charts) u.setScale("x", { min: view.fromS, max: view.toS });
    movePlayheads(formcheck.player.time());
  });
  formcheck.onTheme(() => formcheck.charts.forEach(({ u }) => u.redraw(false, true)));
  new ResizeObserver(() => {
    if (!formcheck.printing && box.clientWidth) formcheck.setChartWidth(box.clientWidth);
  }).observe(box);
})();
