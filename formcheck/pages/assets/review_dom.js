/* Elements and words that all parts of the review are made of. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});

  /** An element; `on…` properties listen, others are attributes. Children are nodes or text. */
  function element(name, properties = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value === true) made.setAttribute(key, "");
      else if (value !== false) made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  }

  const button = (text, press, properties = {}) =>
    element("button", { type: "button", onclick: press, ...properties }, text);

  /** A date of a file as people write it, in their own time. */
  const day = (saved) =>
    new Date(saved).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });

  /** Where the coach is looking; what it gives back brings them there again. */
  function lookingAt() {
    const [focused, top] = [document.activeElement, window.scrollY];
    return () => {
      if (focused === document.body) document.activeElement.blur();
      else focused.focus({ preventScroll: true });
      window.scrollTo(0, top);
    };
  }

  const flash = element("p", { class: "flash screen-only", role: "status" });
  document.body.append(flash);
  let fading = 0;

  /** Tell for a moment, over the page, what a key did somewhere out of sight. */
  function tellBriefly(text) {
    flash.textContent = text;
    clearTimeout(fading);
    fading = setTimeout(() => (flash.textContent = ""), 3000);
  }

  formcheck.reviewDom = { element, button, day, lookingAt, tellBriefly };
})();
