/* All reps or holds over each other, from their start to their end, with their mean. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const { data, colour, spans } = formcheck;
  const place = document.getElementById("chart-courses");
  const { percent, each, mean } = data.courses;
  if (!place || !percent.length) return;
  const { scale, sign, limits } = data.chart;
  const NAMES = { "too far": "caution", "too long": "caution", "can't tell": "unsure", "not judged": "quiet" };
  const DASHES = { "too far": [7, 3], "can't tell": [2, 3] };
  const HEIGHT_PX = 240;

  function oneOf(event) {
    const verdict = formcheck.verdictOf(event);
    return {
      stroke: () => colour(NAMES[verdict] ?? "fine"),
      width: 1.25,
      dash: DASHES[verdict],
      alpha: each.length > 30 ? 0.35 : 0.8,
      points: { show: false },
    };
  }

  const known = each.flat().filter((cell) => cell !== null);
  const [limit] = limits;
  const low = known.reduce((least, cell) => Math.min(least, cell), 0);
  const high = known.reduce((most, cell) => Math.max(most, cell), limit ? limit.at * 1.2 : 0);
  const axis = { font: "12px system-ui, sans-serif", stroke: () => colour("quiet"),
    grid: { stroke: () => colour("line"), width: 1 }, ticks: { show: false } };
  const chart = new uPlot(
    {
      width: Math.max(240, place.clientWidth),
      height: HEIGHT_PX,
      padding: [8, 24, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false }, y: { range: [low - 0.05 * (high - low), high * 1.08] } },
      axes: [
        { ...axis, size: 28, values: (u, splits) => splits.map((split) => `${split} %`) },
        { ...axis, size: 50,
          values: (u, splits) => splits.map((split) => `${scale === 1 ? split : Math.round(scale * split)}${sign}`) },
      ],
      series: [{}, ...formcheck.events.map(oneOf), { stroke: () => colour("ink"), width: 3, points: { show: false } }],
      hooks: { draw: limit ? [spans.limitLine(limit.at, limit.name)] : [] },
    },
    [percent, ...each, mean],
    place,
  );
  formcheck.courseChart = chart;
  formcheck.setCourseWidth = (widthPx) =>
    chart.setSize({ width: Math.max(240, Math.floor(widthPx)), height: HEIGHT_PX });
  formcheck.onTheme(() => chart.redraw(false, true));
  new ResizeObserver(() => {
    if (!formcheck.printing && place.clientWidth) formcheck.setCourseWidth(place.clientWidth);
  }).observe(place);
})();
