// The videos of the sets: linked, or unpacked from the page itself.
(function () {
  "use strict";
  const formcheck = (window.formcheck ??= {});
  formcheck.data = JSON.parse(document.getElementById("data").textContent);

  /** The address of a video that lies in the page, or "" where none does. */
  function unpacked(index) {
    const coded = document.querySelector(`.coded[data-set="${index}"]`);
    if (!coded) return "";
    const letters = atob(coded.textContent);
    const bytes = new Uint8Array(letters.length);
    for (let i = 0; i < letters.length; i += 1) bytes[i] = letters.charCodeAt(i);
    coded.remove();
    return URL.createObjectURL(new Blob([bytes], { type: "video/mp4" }));
  }

  /** Each set with its video element and its choice of a rep; null where it has no video. */
  formcheck.clips = formcheck.data.sets.map((set, index) => {
    const card = document.querySelectorAll(".set")[index];
    const video = card.querySelector("video");
    const address = set.video || unpacked(index);
    if (video && address) {
      video.addEventListener("error", () => {
        card.querySelector(".trouble").hidden = false;
      });
      video.src = address;
    }
    return {
      set,
      video: address ? video : null,
      choice: card.querySelector("select.event"),
      reading: card.querySelector(".reading"),
    };
  });
})();
