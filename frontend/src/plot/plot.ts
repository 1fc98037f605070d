/** A picture with axes: an SVG as large as its box in CSS pixels, so that labels keep their size on every screen. */

import { clamp, ticks, tickStep, written, type Window } from "./scale";
import { path, runs, type Sampler, type Size } from "./sample";
import { html, set, svg } from "./svg";

export interface Plot {
  readonly box: HTMLElement;
  readonly root: SVGSVGElement;
  readonly back: SVGGElement; // under the curves: washes, contours
  readonly curves: SVGGElement;
  readonly marks: SVGGElement; // over the curves: points, lines, handles
  window: Window;
  size: Size;
  redraw: () => void;
}

/** A plot in `box`; `draw` is called whenever the size or the window changes. `names` are those of the axes, across first. */
export function makePlot(box: HTMLElement, label: string, window: Window, draw: (plot: Plot) => void, names: readonly string[] = []): Plot {
  const grid = svg("g", { "aria-hidden": "true" });
  const back = svg("g", { "aria-hidden": "true" });
  const curves = svg("g", { "aria-hidden": "true" });
  const labels = svg("g", { "aria-hidden": "true" });
  const marks = svg("g");
  const root = svg("svg", { role: "group", "aria-label": label }, back, grid, curves, labels, marks);
  box.classList.add("plot");
  box.append(root);
  const plot: Plot = {
    box, root, back, curves, marks, window,
    size: { width: 640, height: 440 },
    redraw: () => {
      set(root, { viewBox: `0 0 ${plot.size.width} ${plot.size.height}` });
      draw(plot); // may choose the window
      drawAxes(grid, labels, plot, names);
    },
  };
  new ResizeObserver(([entry]) => {
    const { width, height } = entry.contentRect;
    if (width < 2 || (width === plot.size.width && height === plot.size.height)) return;
    plot.size = { width, height };
    plot.redraw();
  }).observe(box);
  const { width, height } = box.getBoundingClientRect();
  if (width > 2) plot.size = { width, height };
  return plot;
}

/** Pixels from the left and from the top. They are always numbers: what lies far outside is held there, and what is no number as well. */
export const toX = (plot: Plot, x: number): number => held(((x - plot.window.x0) / (plot.window.x1 - plot.window.x0)) * plot.size.width);
export const toY = (plot: Plot, y: number): number => held(((plot.window.y1 - y) / (plot.window.y1 - plot.window.y0)) * plot.size.height);
const FAR = 1e5;
const held = (p: number): number => (Number.isNaN(p) ? -FAR : clamp(p, -FAR, FAR));
export const fromX = (plot: Plot, px: number): number => plot.window.x0 + (px / plot.size.width) * (plot.window.x1 - plot.window.x0);
export const fromY = (plot: Plot, py: number): number => plot.window.y1 - (py / plot.size.height) * (plot.window.y1 - plot.window.y0);

/** Where a pointer is, in the plot's own numbers. */
export function pointed(plot: Plot, event: MouseEvent): { x: number; y: number } {
  const rectangle = plot.root.getBoundingClientRect();
  return { x: fromX(plot, event.clientX - rectangle.left), y: fromY(plot, event.clientY - rectangle.top) };
}

export function curve(f: Sampler, plot: Plot, classes: string): SVGPathElement {
  return svg("path", { class: `curve ${classes}`, d: path(runs(f, plot.window, plot.size)) });
}

export function segment(plot: Plot, x0: number, y0: number, x1: number, y1: number, classes: string): SVGLineElement {
  const far = 4000;
  const hold = (p: number): number => clamp(p, -far, far);
  return svg("line", {
    class: `line ${classes}`, x1: hold(toX(plot, x0)), y1: hold(toY(plot, y0)), x2: hold(toX(plot, x1)), y2: hold(toY(plot, y1)),
  });
}

export function dot(plot: Plot, x: number, y: number, classes: string, r = 5): SVGCircleElement {
  return svg("circle", { class: classes, cx: toX(plot, x), cy: toY(plot, y), r });
}

export function text(plot: Plot, x: number, y: number, words: string, classes: string, dx = 0, dy = 0): SVGTextElement {
  return svg("text", { class: classes, x: toX(plot, x) + dx, y: toY(plot, y) + dy }, words);
}

/** An arrow from one point to another; the head has a fixed size. */
export function arrow(plot: Plot, x0: number, y0: number, x1: number, y1: number, classes: string): SVGGElement {
  const [ax, ay, bx, by] = [toX(plot, x0), toY(plot, y0), toX(plot, x1), toY(plot, y1)];
  const length = Math.hypot(bx - ax, by - ay);
  const group = svg("g");
  if (length < 3) return group;
  const [ux, uy] = [(bx - ax) / length, (by - ay) / length];
  const head = Math.min(9, length * 0.6);
  const point = (along: number, across: number): string =>
    `${(bx - ux * along - uy * across).toFixed(1)},${(by - uy * along + ux * across).toFixed(1)}`;
  group.append(
    svg("line", { class: `line ${classes}`, x1: ax, y1: ay, x2: bx - ux * head * 0.7, y2: by - uy * head * 0.7 }),
    svg("polygon", { class: `head ${classes}`, points: `${bx.toFixed(1)},${by.toFixed(1)} ${point(head, head * 0.45)} ${point(head, -head * 0.45)}` }),
  );
  return group;
}

const TOOLS = 124; // pixels that the zoom buttons take

/** Grid and axes under the curves, their numbers and names over them. */
function drawAxes(grid: SVGGElement, labels: SVGGElement, plot: Plot, names: readonly string[]): void {
  const { x0, x1, y0, y1 } = plot.window;
  const { width, height } = plot.size;
  const lines: SVGElement[] = [];
  const words: SVGElement[] = [];
  const px = (v: number): number => Math.round(v) + 0.5;
  const axisX = clamp(toX(plot, 0), 0, width - 1);
  const axisY = clamp(toY(plot, 0), 1, height - 1);
  const [across, up] = [Math.max(4, width / 90), Math.max(4, height / 60)]; // about so many numbers
  const xs = ticks(x0, x1, across);
  const ys = ticks(y0, y1, up);
  for (const x of xs) if (x !== 0) lines.push(svg("line", { class: "grid", x1: px(toX(plot, x)), x2: px(toX(plot, x)), y1: 0, y2: height }));
  for (const y of ys) if (y !== 0) lines.push(svg("line", { class: "grid", x1: 0, x2: width, y1: px(toY(plot, y)), y2: px(toY(plot, y)) }));
  if (y0 < 0 && y1 > 0) lines.push(svg("line", { class: "axis", x1: 0, x2: width, y1: px(axisY), y2: px(axisY) }));
  if (x0 < 0 && x1 > 0) lines.push(svg("line", { class: "axis", x1: px(axisX), x2: px(axisX), y1: 0, y2: height }));
  const [nameX, nameY] = names;
  const below = clamp(axisY + 15, 15, height - 6);
  for (const x of xs) {
    const at = toX(plot, x);
    if (x === 0 || at < 14 || at > width - 14) continue;
    words.push(svg("text", { class: "halo", x: at, y: below, "text-anchor": "middle" }, written(x)));
  }
  const digits = 1 + Math.max(0, Math.ceil(Math.log10(Math.max(Math.abs(y0), Math.abs(y1), 1e-300) / tickStep(y1 - y0, up))));
  const right = axisX < 40;
  const tools = plot.box.querySelector(".plot-tools") ? TOOLS : 0;
  const left = nameY !== undefined && !right && axisX + 16 + 9 * nameY.length > width - tools; // of the axis, since the buttons are on its right
  for (const y of ys) {
    const at = toY(plot, y);
    if (y === 0 || at < (nameY && (right || left) ? 30 : 12) || at > height - 8) continue;
    const label = written(y, Math.max(4, digits));
    words.push(svg("text", { class: "halo", x: right ? axisX + 6 : axisX - 6, y: at + 4, "text-anchor": right ? "start" : "end" }, label));
  }
  if (x0 < 0 && x1 > 0 && y0 < 0 && y1 > 0) words.push(svg("text", { class: "halo", x: axisX - 6, y: below, "text-anchor": "end" }, "0"));
  if (nameX) words.push(svg("text", { class: "halo name", x: width - 8, y: clamp(axisY - 8, 30, height - 26), "text-anchor": "end" }, nameX));
  if (nameY) words.push(svg("text", { class: "halo name", x: left ? axisX - 8 : axisX + 8, y: 18, "text-anchor": left ? "end" : "start" }, nameY));
  grid.replaceChildren(...lines);
  labels.replaceChildren(...words);
}

/** A box for a plot inside a figure, with the buttons that zoom it. */
export function plotBox(zoom?: (factor: number) => void, reset?: () => void): HTMLElement {
  const box = html("div");
  if (zoom && reset) {
    const button = (label: string, sign: string, act: () => void): HTMLButtonElement => {
      const node = html("button", { type: "button", "aria-label": label, title: label }, sign);
      node.addEventListener("click", act);
      return node;
    };
    box.append(html("div", { class: "plot-tools" },
      button("Zoom in", "+", () => zoom(0.7)), button("Zoom out", "−", () => zoom(1 / 0.7)), button("Show the first view", "⟲", reset)));
  }
  return box;
}
