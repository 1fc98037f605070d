/** A thumbnail: f solid, f′ dashed, no numbers. For tables; the row beside it says the same in words. */

import { path, runs } from "../plot/sample";
import { niceRange, type Window } from "../plot/scale";
import { set, svg } from "../plot/svg";
import { along, sourceOf } from "../source";

const SIZE = { width: 132, height: 84 };

export class Spark extends HTMLElement {
  connectedCallback(): void {
    const data = this.querySelector("script")?.textContent;
    if (!data || this.querySelector("svg")) return;
    const source = sourceOf(JSON.parse(data));
    const name = source.wrt[0];
    const held = Object.fromEntries(source.program.inputs.filter((n) => n !== name).map((n) => [n, n === "a" ? 2 : n === "n" ? 3 : 1.5]));
    const xs = new Float64Array(121).map((_, k) => -4 + (8 * k) / 120);
    const [f, slope] = [along(source, 0, name, held), along(source, 1, name, held)];
    const clipped = [...f(xs), ...slope(xs)].filter((y) => Math.abs(y) < 6);
    const [y0, y1] = niceRange([...clipped, 0]);
    const window: Window = { x0: -4, x1: 4, y0: Math.max(y0, -4.5), y1: Math.min(y1, 4.5) };
    const zeroY = (window.y1 / (window.y1 - window.y0)) * SIZE.height;
    const picture = svg("svg", {}, svg("line", { class: "axis", x1: 0, x2: SIZE.width, y1: zeroY, y2: zeroY }), svg("line", { class: "axis", x1: SIZE.width / 2, x2: SIZE.width / 2, y1: 0, y2: SIZE.height }),
      svg("path", { class: "curve gradient", d: path(runs(slope, window, SIZE)) }), svg("path", { class: "curve value", d: path(runs(f, window, SIZE)) }));
    set(picture, { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, "aria-hidden": "true" });
    this.classList.add("plot", "spark");
    this.append(picture);
  }
}
