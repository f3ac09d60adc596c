/* The review in this browser's storage. On disk all pages share one, so the key names the set. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});

  const NAME = "formcheck.reviewer";

  /** What a store's key holds; null where there is nothing or storage is blocked. */
  function get(key) {
    try {
      return window.localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  /** Whether it could be kept: storage may be blocked or full. */
  function set(key, text) {
    try {
      window.localStorage.setItem(key, text);
      return true;
    } catch {
      return false;
    }
  }

  function parse(text) {
    try {
      return JSON.parse(text);
    } catch {
      return null; // cut short by a crash: the review beside the result is still there
    }
  }

  /** The store of one set. What it keeps is {review, filed}: a document, and if a file has it. */
  function storeOf(key) {
    const own = `formcheck.review.${key}`;
    return {
      load: () => parse(get(own)),
      keep: (review, filed) => set(own, JSON.stringify({ review, filed })),
      reviewer: () => get(NAME) ?? "",
      rememberReviewer: (name) => set(NAME, name),
      onOtherPage: (listen) =>
        window.addEventListener("storage", (event) => {
          if (event.key === own && event.newValue) listen(parse(event.newValue));
        }),
    };
  }

  formcheck.reviewStore = { storeOf };
})();
