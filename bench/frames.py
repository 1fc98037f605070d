"""Frames a second while the tangent and the contour are dragged: `.venv/bin/python bench/frames.py`.

Chromium draws in software. The pointer moves once a frame, as under a hand; the page's own frames are timed. Issue bar:
30 a second. The last row zooms in every frame, so that the whole contour is drawn anew.
"""

import os
import shutil
import statistics

from playwright.sync_api import Page, sync_playwright
from serving import quantile, served

CHROMIUM = os.environ.get("STEEPEST_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FRAMES = 120

DRAG = """async ([element, frames]) => {
    const handle = element.querySelector('[role=slider]');
    const plot = element.querySelector('.plot').getBoundingClientRect();
    const box = handle.getBoundingClientRect();
    const send = (type, x, y) => handle.dispatchEvent(new PointerEvent(type,
        {clientX: x, clientY: y, bubbles: true, cancelable: true, pointerId: 1, pointerType: 'mouse', buttons: 1}));
    handle.setPointerCapture = () => {};  // there is no real pointer to hold
    send('pointerdown', box.x + box.width / 2, box.y + box.height / 2);
    const times = [], seen = new Set();
    let last = await new Promise(requestAnimationFrame);
    for (let k = 0; k < frames; k++) {
        const turn = (2 * Math.PI * k) / frames;
        send('pointermove', plot.x + plot.width * (0.5 + 0.3 * Math.sin(turn)),
             plot.y + plot.height * (0.5 + 0.3 * Math.cos(turn)));
        const now = await new Promise(requestAnimationFrame);
        times.push(now - last);
        last = now;
        seen.add(handle.getAttribute('transform'));
    }
    send('pointerup', plot.x, plot.y);
    return [times, seen.size];
}"""

ZOOM = """async ([element, frames]) => {
    const buttons = ['Zoom in', 'Zoom out'].map((name) => element.querySelector(`button[aria-label="${name}"]`));
    const times = [], seen = new Set();
    let last = await new Promise(requestAnimationFrame);
    for (let k = 0; k < frames; k++) {
        buttons[k % 8 < 4 ? 0 : 1].click();
        const now = await new Promise(requestAnimationFrame);
        times.push(now - last);
        last = now;
        seen.add(element.querySelector('.isoline').getAttribute('d'));
    }
    return [times, seen.size];
}"""

WORK = (
    ("the tangent", "/derive?text=x^2 sin(x)", "steepest-tangent", DRAG),
    ("a point on the contour", "/lessons/partial-derivatives-and-gradient", "steepest-gradient", DRAG),
    ("the race's start", "/descend?text=(1-x)^2 + 10(y-x^2)^2", "steepest-race", DRAG),
    ("the contour drawn anew", "/descend?text=(1-x)^2 + 10(y-x^2)^2", "steepest-race", ZOOM),
)


def timed(page: Page, selector: str, script: str) -> tuple[list[float], int]:
    element = page.locator(selector).first
    element.locator(".plot").wait_for()
    element.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    times, changes = page.evaluate(script, [element.element_handle(), FRAMES])
    return times, changes


def main() -> None:
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"{'':26}{'frames/s':>9}{'p95 ms':>9}{'changes':>9}")
    with served() as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        for name, path, selector, script in WORK:
            page.goto(address + path)
            times, changes = timed(page, selector, script)
            print(f"{name:26}{1000 / statistics.mean(times):>9.0f}{quantile(times, 0.95):>9.0f}{changes:>9}")
        browser.close()


main()
