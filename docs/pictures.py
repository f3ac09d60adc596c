"""Make the pictures of README and docs anew from the sample videos: ``nox -s pictures``.

Those of live sets are not made here. Needs Chromium.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import cv2
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
IMAGES, SAMPLES = HERE / "images", HERE.parent / "sample_videos"
WORST, FINE, PULLED = "situp_crossed", "situp_neutral", "situp_behind"
WORST_S = 5.8  # when the neck of WORST is bent most
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SETTLE_MS = 800  # until a video shows the frame that it was sent to


def formcheck(folder: Path, *arguments: str) -> None:
    """Run the command in a folder."""
    subprocess.run([sys.executable, "-m", "formcheck", *arguments], cwd=folder, check=True)  # noqa: S603


def annotated_frame(video: Path) -> None:
    """The frame in which the neck is bent most."""
    with av.open(str(video)) as container:
        frames = container.decode(video=0)
        frame = next(frame for frame in frames if frame.time is not None and frame.time >= WORST_S)
        quality = [cv2.IMWRITE_JPEG_QUALITY, 90]
        cv2.imwrite(str(IMAGES / "annotated_frame.jpg"), frame.to_ndarray(format="bgr24"), quality)


def shot(page: Page, name: str, height_px: int) -> None:
    """The top of the page."""
    page.wait_for_timeout(SETTLE_MS)
    page.set_viewport_size({"width": 1280, "height": height_px})
    page.screenshot(path=IMAGES / name, type="jpeg", quality=85)


def main() -> None:
    """Check, compare, and photograph."""
    with TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        for name in (WORST, FINE, PULLED):
            shutil.copy(SAMPLES / f"{name}.mp4", folder)
        formcheck(folder, "check", ".")
        formcheck(folder, "compare", f"{FINE}.mp4", f"{PULLED}.mp4", "--out", "compare.html")
        annotated_frame(folder / f"{WORST}.formcheck" / "annotated.mp4")
        path = next(found for name in BROWSERS if (found := shutil.which(name)))
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto((folder / f"{WORST}.formcheck" / "report.html").as_uri())
        page.get_by_role("button", name="Next warning").click()
        shot(page, "report.jpg", 1130)
        page.goto((folder / "compare.html").as_uri())
        page.locator("#later").click()
        page.locator("#percent").fill("45")
        shot(page, "compare.jpg", 1600)


if __name__ == "__main__":
    main()
