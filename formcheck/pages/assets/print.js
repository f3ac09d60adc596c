/* Paper: light, the whole set, curves as wide as the page. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const { view } = formcheck;
  const root = document.documentElement;
  const PAPER_PX = 680; // A4 between its margins, at 96 pixels an inch
  let before = null;

  window.addEventListener("beforeprint", () => {
    if (before) return;
    const opened = [...document.querySelectorAll("details:not([open])")];
    before = { theme: root.dataset.theme ?? "", fromS: view.fromS, toS: view.toS, opened };
    formcheck.printing = true;
    opened.forEach((details) => (details.open = true));
    formcheck.setTheme("light");
    view.all();
    formcheck.setChartWidth?.(PAPER_PX);
    formcheck.setCourseWidth?.(PAPER_PX);
  });

  window.addEventListener("afterprint", () => {
    if (!before) return;
    formcheck.printing = false;
    before.opened.forEach((details) => (details.open = false));
    formcheck.setTheme(before.theme);
    view.show(before.fromS, before.toS);
    const width = (id) => document.getElementById(id)?.clientWidth;
    formcheck.setChartWidth?.(width("charts"));
    formcheck.setCourseWidth?.(width("chart-courses"));
    before = null;
  });
})();
