/* The set that the page is about, and what is asked of it again and again. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const data = JSON.parse(document.getElementById("data").textContent);
  const times = data.columns.time_s;
  formcheck.data = data;

  /** The reps, or the holds where there are none. */
  formcheck.events = data.reps.length ? data.reps : data.holds;
  formcheck.eventWord = data.reps.length || !data.holds.length ? "rep" : "hold";
  formcheck.startS = times[0];
  formcheck.endS = times[times.length - 1];

  /** The index of the frame that is shown at a time. */
  formcheck.frameAt = (timeS) => {
    let low = 0;
    let high = times.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (times[middle] <= timeS + 1e-4) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  /** The rep or hold under way at a time, or undefined. */
  formcheck.eventAt = (timeS) =>
    formcheck.events.find((event) => event.start_s <= timeS + 1e-4 && timeS < event.end_s);

  /** "fine", "too far", "too long" or "can't tell". */
  formcheck.verdictOf = (event) => {
    if (event.neck) return event.neck;
    if (event.duration_s === null || event.limit_s === null) return "can't tell";
    return event.duration_s >= event.limit_s ? "too long" : "within the limit";
  };

  /** Minutes and seconds, as 1:05.0. */
  formcheck.clock = (timeS, digits = 1) => {
    const scale = 10 ** digits;
    const ticks = Math.round(Math.max(0, timeS) * scale);
    const minutes = Math.floor(ticks / (60 * scale));
    const seconds = ((ticks - minutes * 60 * scale) / scale).toFixed(digits);
    return `${minutes}:${seconds.padStart(digits ? 3 + digits : 2, "0")}`;
  };
})();
