// Choose rows to compare: shows the command that does it, to be copied.
(function () {
  "use strict";
  const find = (name) => document.getElementById(name);
  const table = find("videos");
  if (!table) return;
  const MOST = 6; // sets that one page can tell apart
  const command = find("command");
  const chosen = []; // in the order of choosing: all are held against the first

  function tell() {
    const exercises = new Set(chosen.map((box) => box.closest("tr").dataset.exercise));
    const alike = exercises.size < 2;
    const ready = chosen.length > 1 && chosen.length <= MOST && alike;
    find("pick").hidden = chosen.length === 0;
    find("ready").hidden = !ready;
    command.value = ready ? ["formcheck compare", ...chosen.map((box) => box.dataset.argument)].join(" ") : "";
    find("told").textContent = !alike ? "Only videos of one exercise can be compared: choose one exercise."
      : chosen.length > MOST ? `At most ${MOST} videos fit one comparison.`
        : ready ? `${chosen.length} videos chosen; the others are compared with the first.`
          : "Choose another one to compare it with.";
    find("copy").textContent = "Copy";
  }

  function choose(event) {
    const box = event.target;
    if (box.checked) chosen.push(box);
    else chosen.splice(chosen.indexOf(box), 1);
    tell();
  }

  /** Copy it, or at least select it where the browser lets nobody write to the clipboard. */
  async function copy() {
    command.select();
    try {
      await navigator.clipboard.writeText(command.value);
      find("copy").textContent = "Copied";
    } catch {
      find("copy").textContent = "Selected: press Ctrl+C";
    }
  }

  for (const cell of table.querySelectorAll(".picked")) cell.hidden = false;
  for (const box of table.querySelectorAll(".picked input")) {
    box.checked = false; // browsers bring old ticks back after a reload
    box.addEventListener("change", choose);
  }
  find("copy").addEventListener("click", copy);
})();
