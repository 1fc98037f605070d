/** A function of two variables as a picture: a wash that deepens with the value, and level lines over it. */

import { evaluateOver } from "../program";
import type { Source } from "../source";
import { levelLines, levels, type Grid, type Line } from "./contour";
import { toX, toY, type Plot } from "./plot";
import type { Size } from "./sample";
import { svg } from "./svg";
import { written, type Window } from "./scale";

/** The window enlarged so that one unit is as long on both axes: only then are gradients at right angles to level lines. */
export function sameScale(window: Window, size: Size): Window {
  const { x0, x1, y0, y1 } = window;
  const unit = Math.max((x1 - x0) / size.width, (y1 - y0) / size.height);
  const [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const [hx, hy] = [(unit * size.width) / 2, (unit * size.height) / 2];
  return { x0: cx - hx, x1: cx + hx, y0: cy - hy, y1: cy + hy };
}

/** f on an n × n grid over the window. */
export function gridOf(source: Source, names: readonly [string, string], held: Readonly<Record<string, number>>, window: Window, n: number): Grid {
  const xs = new Float64Array(n * n);
  const ys = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      xs[j * n + i] = window.x0 + ((window.x1 - window.x0) * i) / (n - 1);
      ys[j * n + i] = window.y0 + ((window.y1 - window.y0) * j) / (n - 1);
    }
  }
  const values = evaluateOver(source.program, { ...source.held, ...held, [names[0]]: xs, [names[1]]: ys }, n * n, 1)[0];
  return { values, columns: n, rows: n };
}

const PAUSE = 150; // milliseconds after which a picture is at rest

/**
 * A way to draw a field under a plot: the wash on `canvas`, `count` level lines in the plot's `back` layer, from
 * `grid(n)` with n × n values. While it is drawn again and again, as by a zoom, half as many values must do each way.
 */
export function makeField(plot: Plot, canvas: HTMLCanvasElement, grid: (n: number) => Grid, count = 14, fine = 128): () => void {
  let last = -Infinity;
  let row = 0; // how many drawings have followed each other without a pause
  let timer = 0;
  return () => {
    const now = performance.now();
    row = now - last < PAUSE ? row + 1 : 0;
    last = now;
    window.clearTimeout(timer);
    const moving = row > 1;
    drawField(plot, canvas, grid(moving ? fine / 2 : fine), count);
    if (moving) timer = window.setTimeout(() => drawField(plot, canvas, grid(fine), count), PAUSE);
  };
}

function drawField(plot: Plot, canvas: HTMLCanvasElement, grid: Grid, count: number): void {
  const cuts = levels(grid.values, count);
  paint(canvas, grid, cuts);
  const scaleX = (i: number): number => toX(plot, plot.window.x0 + ((plot.window.x1 - plot.window.x0) * i) / (grid.columns - 1));
  const scaleY = (j: number): number => toY(plot, plot.window.y0 + ((plot.window.y1 - plot.window.y0) * j) / (grid.rows - 1));
  const tenth = (px: number): number => Math.round(10 * px) / 10;
  const lines = levelLines(grid, cuts);
  const nodes = lines.map((those) => {
    let d = "";
    for (const line of those) {
      for (let k = 0; k < line.length; k += 2) d += `${k === 0 ? "M" : " "}${tenth(scaleX(line[k]))} ${tenth(scaleY(line[k + 1]))}`;
    }
    return svg("path", { class: "isoline", d });
  });
  plot.back.replaceChildren(...nodes, ...heights(plot, lines, cuts, scaleX, scaleY));
}

const APART = 64; // pixels between two numbers on level lines
const SHORTEST = 40; // points of a line that can carry one

/** The heights of some of the lines, written on them from the highest down, where there is room. */
function heights(plot: Plot, lines: readonly (readonly Line[])[], cuts: readonly number[], scaleX: (i: number) => number, scaleY: (j: number) => number): SVGElement[] {
  const { width, height } = plot.size;
  const [axisX, axisY] = [toX(plot, 0), toY(plot, 0)]; // their own numbers stand there
  const taken: (readonly [number, number])[] = [];
  const found: SVGElement[] = [];
  for (let n = cuts.length - 1; n >= 0; n -= 2) {
    const longest = lines[n].reduce<Line>((a, b) => (b.length > a.length ? b : a), []);
    if (longest.length < 2 * SHORTEST) continue;
    for (const part of [0.3, 0.65, 0.45, 0.85, 0.15]) {
      const k = 2 * Math.floor((part * longest.length) / 2);
      const [x, y] = [scaleX(longest[k]), scaleY(longest[k + 1])];
      if (x < 30 || x > width - 30 || y < 44 || y > height - 24 || Math.abs(x - axisX) < 46 || Math.abs(y - axisY) < 24 || taken.some(([a, b]) => Math.hypot(a - x, b - y) < APART)) continue;
      taken.push([x, y]);
      found.push(svg("text", { class: "height", x, y: y + 4, "text-anchor": "middle" }, written(cuts[n], 2)));
      break;
    }
  }
  return found;
}

function paint(canvas: HTMLCanvasElement, grid: Grid, cuts: readonly number[]): void {
  const { columns, rows, values } = grid;
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext("2d");
  if (!context || cuts.length === 0) return;
  const [r, g, b] = colourOf(canvas);
  const image = context.createImageData(columns, rows);
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const value = values[j * columns + i];
      let band = 0;
      while (band < cuts.length && value > cuts[band]) band++;
      const at = ((rows - 1 - j) * columns + i) * 4;
      image.data[at] = r;
      image.data[at + 1] = g;
      image.data[at + 2] = b;
      image.data[at + 3] = Number.isFinite(value) ? Math.round(255 * (0.02 + 0.3 * (band / cuts.length))) : 0;
    }
  }
  context.putImageData(image, 0, 0);
}

/** The colour that the style gives to `node`, as red, green, blue. */
function colourOf(node: Element): [number, number, number] {
  const found = /(\d+)[, ]+(\d+)[, ]+(\d+)/.exec(getComputedStyle(node).color);
  return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : [90, 120, 160];
}

/** Call `repaint` when the theme changes: canvases do not follow it by themselves. */
export function onTheme(repaint: () => void): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}
