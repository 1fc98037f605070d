/** Play, step and reset for anything that has a number of steps; with reduced motion, play jumps to the end. */

import { html } from "./svg";
import { button } from "./controls";

const LONGEST = 12; // seconds of play; a walk of many steps is played several at a time

export interface Player {
  readonly node: HTMLElement;
  readonly stop: () => void;
}

export function makePlayer(now: () => number, end: () => number, go: (step: number) => void, reset: () => void, perSecond = 12): Player {
  let frame = 0;
  let last = 0;
  const play = button("Play", () => (frame ? stop() : start()), "button small primary");
  const stop = (): void => {
    cancelAnimationFrame(frame);
    frame = 0;
    play.textContent = "Play";
  };
  const start = (): void => {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) { go(end()); return; }
    if (now() >= end()) go(0);
    play.textContent = "Pause";
    last = performance.now();
    const tick = (time: number): void => {
      if (time - last > 1000 / perSecond) {
        last = time;
        go(Math.min(end(), now() + Math.ceil(end() / (LONGEST * perSecond))));
      }
      if (now() >= end()) stop();
      else frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
  };
  const node = html("div", { class: "end", role: "group", "aria-label": "Playing" },
    play,
    button("Back", () => { stop(); go(Math.max(0, now() - 1)); }),
    button("Step", () => { stop(); go(Math.min(end(), now() + 1)); }),
    button("Reset", () => { stop(); reset(); }));
  return { node, stop };
}
