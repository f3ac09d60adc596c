/* Keys, which never take from what is being typed or from a control that needs them. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const { commands } = formcheck;
  const KEYS = {
    " ": "play",
    ArrowLeft: "earlier",
    ArrowRight: "later",
    ArrowUp: "rep-earlier",
    ArrowDown: "rep-later",
    j: "slower",
    k: "normal",
    l: "faster",
    s: "slow",
    o: "loop",
    w: "warning",
    "+": "zoom-in",
    "=": "zoom-in",
    "-": "zoom-out",
    0: "zoom-all",
    "?": "keys",
  };
  const SHIFTED = { ArrowLeft: "rep-earlier", ArrowRight: "rep-later" };
  const TYPED = "input, select, textarea, [contenteditable]";
  const PRESSED = "button, a, summary";

  /** Whether the element with the focus needs the key itself. */
  function taken(element, key) {
    if (document.querySelector("dialog[open]") || element.closest(TYPED)) return true;
    if (key === " ") return Boolean(element.closest(PRESSED));
    return key.startsWith("Arrow") && Boolean(element.closest(".scroll, .stills"));
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const name = (event.shiftKey && SHIFTED[key]) || KEYS[key];
    if (!commands[name] || taken(event.target, key)) return;
    event.preventDefault();
    commands[name]();
  });
})();
