/* Dark or light: as the system has it, until the person chooses. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const root = document.documentElement;
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const stored = "formcheck.theme";
  const callbacks = [];
  let colours = new Map();

  /** Calls back whenever colours change. */
  formcheck.onTheme = (callback) => callbacks.push(callback);

  /** A colour of theme.css by its name. */
  formcheck.colour = (name) => {
    if (!colours.has(name)) {
      colours.set(name, getComputedStyle(root).getPropertyValue(`--${name}`).trim());
    }
    return colours.get(name);
  };

  /** Show "dark" or "light", or "" for what the system has. */
  formcheck.setTheme = (theme) => {
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    colours = new Map();
    callbacks.forEach((callback) => callback());
  };

  function isDark() {
    return (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  }

  function remembered() {
    try {
      return localStorage.getItem(stored) ?? "";
    } catch {
      return ""; // a browser may keep nothing for pages from disk
    }
  }

  const button = document.getElementById("theme");
  button?.addEventListener("click", () => {
    const theme = isDark() ? "light" : "dark";
    formcheck.setTheme(theme);
    try {
      localStorage.setItem(stored, theme);
    } catch {
      // then it lasts until the page is closed
    }
  });
  system.addEventListener("change", () => formcheck.setTheme(remembered()));
  formcheck.setTheme(remembered());
})();
