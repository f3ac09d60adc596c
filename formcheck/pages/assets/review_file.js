/* review.json out of the page and into it. */
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  const { fault } = formcheck.reviewForm;

  const NAME = "review.json";
  const LARGEST_BYTES = 5e6; // no coach writes that much

  /** Into a file that the coach picks; null where they change their mind. */
  async function pick(text) {
    const file = await window.showSaveFilePicker({
      suggestedName: NAME,
      types: [{ description: "Review", accept: { "application/json": [".json"] } }],
    });
    const writing = await file.createWritable();
    await writing.write(text);
    await writing.close();
    return `Saved in ${file.name}.`;
  }

  function download(text) {
    const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = NAME;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60e3); // some browsers begin to read late
    return `Saved as ${NAME} among your downloads: put it beside this page.`;
  }

  /** Save a document; gives back what to tell, null where the coach changed their mind. */
  async function save(found) {
    const text = `${JSON.stringify(found, null, 2)}\n`;
    if (!window.showSaveFilePicker) return download(text);
    try {
      return await pick(text);
    } catch (error) {
      return error.name === "AbortError" ? null : download(text);
    }
  }

  /** The text of a file that the coach chose. */
  const textOf = (file) =>
    new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = () => reject(reader.error);
      reader.readAsText(file);
    });

  /** The document in a file as {found}, or as {wrong} the sentence why it can't be taken. */
  async function open(file, data) {
    let found = null;
    try {
      if (file.size <= LARGEST_BYTES) found = JSON.parse(await textOf(file));
    } catch (error) {
      if (!(error instanceof SyntaxError)) {
        return { wrong: `${file.name} can't be read: choose it again.` };
      }
    }
    const wrong = fault(found, data);
    return wrong ? { wrong: `${file.name} ${wrong}.` } : { found };
  }

  formcheck.reviewFile = { save, open };
})();
