// Sorts and filters the rows of the table; what is chosen stays in the page's address.
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const table = document.getElementById("videos");
  if (!table) return;
  const form = document.getElementById("filters");
  const shown = document.getElementById("shown");
  const body = table.tBodies[0];
  const columns = [...table.tHead.rows[0].cells];
  const rows = [...body.rows].map((row) => ({
    row,
    text: row.querySelector(".name").textContent.toLowerCase(),
    values: [...row.cells].map((cell) => cell.dataset.value ?? ""),
  }));
  const order = new Intl.Collator(undefined, { numeric: true });
  const state = { sort: "", down: false };

  /** Sort by a column; equal rows keep the order of the file, unknown ones come last. */
  function sort() {
    const at = columns.findIndex((column) => column.dataset.sort === state.sort);
    const numbers = at >= 0 && "number" in columns[at].dataset;
    const turn = state.down ? -1 : 1;
    const sorted = at < 0 ? rows : [...rows].sort((one, other) => {
      const [left, right] = [one.values[at], other.values[at]];
      if (left === "" || right === "") return (left === "") - (right === "");
      return turn * (numbers ? Number(left) - Number(right) : order.compare(left, right));
    });
    body.append(...sorted.map(({ row }) => row));
    form.elements.sort.value = state.sort;
    columns.forEach((column, index) => {
      if (index === at) column.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      else column.removeAttribute("aria-sort");
    });
  }

  function filter() {
    const fields = form.elements;
    const words = fields.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { row, text } of rows) {
      const fits = words.every((word) => text.includes(word))
        && (!fields.exercise.value || row.dataset.exercise === fields.exercise.value)
        && (!fields.warned.checked || row.dataset.warned !== "0")
        && (!fields.unsure.checked || Number(row.dataset.unsure) > 0);
      row.hidden = !fits;
      count += fits;
    }
    shown.textContent = `${count} of ${rows.length} videos`;
  }

  /** Keep what is chosen in the address, so that it can be sent on and survives going back. */
  function keep() {
    const { text, exercise, warned, unsure } = form.elements;
    const kept = new URLSearchParams();
    if (state.sort) kept.set("sort", state.sort);
    if (state.down) kept.set("down", "1");
    if (text.value) kept.set("text", text.value);
    if (exercise.value) kept.set("exercise", exercise.value);
    if (warned.checked) kept.set("warned", "1");
    if (unsure.checked) kept.set("unsure", "1");
    history.replaceState(null, "", `#${kept}`);
  }

  function recall() {
    const kept = new URLSearchParams(location.hash.slice(1));
    const { text, exercise, warned, unsure } = form.elements;
    state.sort = kept.get("sort") ?? "";
    state.down = kept.has("down");
    text.value = kept.get("text") ?? "";
    exercise.value = kept.get("exercise") ?? "";
    if (exercise.selectedIndex < 0) exercise.value = "";
    warned.checked = kept.has("warned");
    unsure.checked = kept.has("unsure");
    sort();
    filter();
  }

  /** First the way one wants to look: numbers from the largest, words from A; then turned. */
  function sortBy(name) {
    const column = columns.find((each) => name && each.dataset.sort === name);
    const first = column !== undefined && "number" in column.dataset;
    state.down = name && state.sort === name ? !state.down : first;
    state.sort = name;
    sort();
    keep();
  }

  form.elements.sort.append(new Option("as found", ""));
  for (const column of columns.filter((each) => each.dataset.sort)) {
    form.elements.sort.append(new Option(column.textContent, column.dataset.sort));
    const button = document.createElement("button");
    const printed = document.createElement("span"); // browsers print no buttons on further pages
    printed.className = "print-only";
    printed.textContent = button.textContent = column.textContent;
    button.type = "button";
    button.className = "screen-only";
    button.addEventListener("click", () => sortBy(column.dataset.sort));
    column.replaceChildren(button, printed);
  }
  form.elements.sort.addEventListener("change", (event) => sortBy(event.target.value));
  form.elements.turn.addEventListener("click", () => sortBy(state.sort));
  form.addEventListener("input", (event) => {
    if (event.target === form.elements.sort) return;
    filter();
    keep();
  });
  form.addEventListener("reset", () => setTimeout(() => { sortBy(""); filter(); keep(); }));
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", recall);
  form.hidden = false;
  recall();
  formcheck.rows = rows;
})();
