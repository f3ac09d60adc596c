/* Keeps the video in sight, small in a corner, while tables are read. */
(function () {
  "use strict";
  const slot = document.getElementById("slot");
  const screen = document.getElementById("screen");
  const video = document.getElementById("video");
  if (!slot) return;
  video.addEventListener("loadedmetadata", () => {
    if (video.videoWidth) slot.style.setProperty("--shape", `${video.videoWidth} / ${video.videoHeight}`);
  });
  new IntersectionObserver(([entry]) => {
    const above = entry.boundingClientRect.bottom < 80;
    screen.classList.toggle("docked", !entry.isIntersecting && above);
  }, { threshold: 0 }).observe(slot);
})();
