/** What a prediction is marked as: a place on the axis, an arrow at a point, or a rate with the steps that it gives. */

import { gridOf, makeField, onTheme, sameScale } from "../plot/field";
import { arrow, curve, dot, makePlot, segment, text, toX, toY, type Plot } from "../plot/plot";
import { clamp, written, type Window } from "../plot/scale";
import { html, svg } from "../plot/svg";
import { along, at, type Source } from "../source";
import { numberAttribute, windowAttribute } from "./figure";

export interface Way {
  readonly window: Window;
  readonly low: number;
  readonly high: number;
  readonly plane: boolean; // the mark moves in the plane, not along the axis
  readonly keepsStill: boolean; // the still picture stays above the live one
  readonly value: (x: number, y: number) => number; // what a place in the picture marks
  readonly taken: (x: number) => number; // a value within bounds, without dust
  readonly spot: (plot: Plot, x: number | null) => readonly [number, number]; // where the mark is held
  readonly draw: (plot: Plot, x: number | null, truth: number | null, unit: string) => SVGElement[];
}

type Make = (element: HTMLElement, source: Source | null, ghost: Source | null, box: HTMLElement) => Way;

/** A place on the axis of a curve that stays hidden, or on a plain line; the truth brings the curve. */
const place: Make = (element, source, ghost, box) => {
  const [low, high] = bounds(element);
  const line = !source;
  if (line) lineLike(box);
  const window = line ? lineWindow(low, high) : shownWindow(element, low, high);
  const dots = line ? [] : numbers(element, "dots");
  return {
    window, low, high, plane: false, keepsStill: line, value: (x) => x, taken: rounded(low, high, window),
    spot: (plot, x) => [x ?? low, plot.window.y0 + 0.08 * (plot.window.y1 - plot.window.y0)],
    draw: (plot, x, truth) => {
      const curves = [];
      if (ghost) curves.push(curve(along(ghost, 0, ghost.wrt[0], {}), plot, "ghost"));
      if (source && truth !== null) curves.push(curve(along(source, 0, source.wrt[0], {}), plot, "value"));
      plot.curves.replaceChildren(...curves);
      const seen = source ? dots.map((t) => dot(plot, t, at(source, { [source.wrt[0]]: t })[0], "dot value", 7)) : [];
      return [...seen, ...compared(plot, x, truth, line ? 0.68 : 0.3)];
    },
  };
};

/** A direction, in degrees, as an arrow at a point of a map of level lines. */
const turned: Make = (element, source, _ghost, box) => {
  const [low, high] = bounds(element);
  const [ax, ay] = numbers(element, "at");
  const window = windowOf(element) ?? { x0: ax - 3, x1: ax + 3, y0: ay - 2, y1: ay + 2 };
  const canvas = html("canvas", { "aria-hidden": "true" });
  box.append(canvas);
  let field: (() => void) | null = null;
  let size = "";
  const radius = (plot: Plot): number => 0.32 * Math.min(plot.window.x1 - plot.window.x0, plot.window.y1 - plot.window.y0);
  const tip = (plot: Plot, angle: number, part = 1): [number, number] => [ax + part * radius(plot) * Math.cos(angle * DEGREE), ay + part * radius(plot) * Math.sin(angle * DEGREE)];
  return {
    window, low, high, plane: true, keepsStill: false,
    value: (x, y) => Math.atan2(y - ay, x - ax) / DEGREE, taken: (angle) => Math.round(((angle % 360) + 360) % 360) % 360,
    spot: (plot, angle) => (angle === null ? [ax, ay] : tip(plot, angle)),
    draw: (plot, angle, truth, unit) => {
      const now = `${plot.size.width} ${plot.size.height}`;
      if (source && now !== size) {
        plot.window = sameScale(window, plot.size);
        if (!field) {
          field = makeField(plot, canvas, (n) => gridOf(source, [source.wrt[0], source.wrt[1]], {}, plot.window, n));
          onTheme(field);
        }
        field();
        size = now;
      }
      const marks: SVGElement[] = [dot(plot, ax, ay, "dot value", 6)];
      if (angle !== null) marks.push(arrow(plot, ax, ay, ...tip(plot, angle), truth === null ? "update" : "update dotted"));
      if (truth === null) return marks;
      const strong = arrow(plot, ax, ay, ...tip(plot, truth), "value");
      strong.classList.add("arrow-strong");
      marks.push(strong, text(plot, ...tip(plot, truth, 1.1), `${written(Math.round(truth), 3)}°`, "halo value", 4, 4));
      if (angle !== null) {
        const gap = ((((angle - truth) % 360) + 540) % 360) - 180;
        const arc = Array.from({ length: 25 }, (_, k) => tip(plot, truth + (gap * k) / 24, 0.45).map((v, i) => (i ? toY : toX)(plot, v).toFixed(1)).join(","));
        marks.push(svg("polyline", { class: "line muted", points: arc.join(" ") }), text(plot, ...tip(plot, truth + gap / 2, 0.6), `off by ${Math.round(Math.abs(gap))}°`, "halo", -16, 4));
      }
      void unit;
      return marks;
    },
  };
};

/** A learning rate on a line, and above it the steps that it gives, drawn at once. */
const rated: Make = (element, source, _ghost, box) => {
  const [low, high] = bounds(element);
  const [start] = numbers(element, "start");
  const steps = numberAttribute(element, "steps", 12);
  const own = windowOf(element) ?? { x0: -2, x1: 2, y0: -0.5, y1: 4 };
  const picture = html("div");
  box.before(picture);
  lineLike(box);
  let rate: number | null = null;
  const walk = (eta: number): (readonly [number, number])[] => {
    const points: (readonly [number, number])[] = [];
    if (!source) return points;
    for (let k = 0, w = start; k <= steps && Math.abs(w) < 1e6; k++) {
      const [value, slope] = at(source, { [source.wrt[0]]: w });
      points.push([w, value]);
      w -= eta * slope;
    }
    return points;
  };
  const drawSteps = (plot: Plot): void => {
    if (!source) return;
    plot.curves.replaceChildren(curve(along(source, 0, source.wrt[0], {}), plot, "value"));
    const points = rate === null ? walk(0).slice(0, 1) : walk(rate);
    const lines = points.slice(1).map(([x, y], k) => segment(plot, points[k][0], points[k][1], x, y, "update"));
    const inside = points.filter(([x, y]) => Math.abs(toX(plot, x)) < 4000 && Math.abs(toY(plot, y)) < 4000);
    plot.marks.replaceChildren(...lines, ...inside.map(([x, y], k) => (k === 0 ? dot(plot, x, y, "ring plain", 6) : dot(plot, x, y, "dot update small", 4))));
  };
  const upper = makePlot(picture, "The loss, with the steps that the marked rate gives", own, drawSteps);
  upper.redraw();
  return {
    window: lineWindow(low, high), low, high, plane: false, keepsStill: false, value: (x) => x, taken: rounded(low, high, lineWindow(low, high)),
    spot: (_plot, x) => [x ?? low, 0],
    draw: (plot, x, truth) => {
      if (rate !== x) { rate = x; upper.redraw(); }
      return compared(plot, x, truth, 0.68);
    },
  };
};

export const WAYS: Readonly<Record<string, Make>> = { place, arrow: turned, rate: rated };

const DEGREE = Math.PI / 180;

/** The mark, the truth, and how far apart they are on the axis across, at a part `level` of the height. */
function compared(plot: Plot, x: number | null, truth: number | null, level: number): SVGElement[] {
  const { x0, x1, y0, y1 } = plot.window;
  const marks: SVGElement[] = [];
  if (x !== null) marks.push(segment(plot, x, y0, x, y1, "update dotted"));
  if (truth === null) return marks;
  const label = (t: number, y: number, words: string, classes: string): SVGTextElement => {
    const node = text(plot, clamp(t, x0, x1), y, words, classes, 0, 0);
    const room = toX(plot, clamp(t, x0, x1));
    node.setAttribute("text-anchor", room < 60 ? "start" : room > plot.size.width - 60 ? "end" : "middle");
    return node;
  };
  marks.push(segment(plot, truth, y0, truth, y1, "value thick"), label(truth, y0 + 0.89 * (y1 - y0), `here: ${written(truth, 3)}`, "halo value"));
  if (x !== null && Math.abs(toX(plot, x) - toX(plot, truth)) > 12) {
    const y = y0 + level * (y1 - y0);
    marks.push(segment(plot, x, y, truth, y, "muted"), label((x + truth) / 2, y + 0.04 * (y1 - y0), `off by ${written(Math.abs(x - truth), 2)}`, "halo"));
  }
  return marks;
}

const bounds = (element: Element): [number, number] => [numberAttribute(element, "low", 0), numberAttribute(element, "high", 1)];
const numbers = (element: Element, name: string): number[] => (element.getAttribute(name) ?? "").split(/[\s,]+/).filter(Boolean).map(Number);

function windowOf(element: Element): Window | null {
  const given = windowAttribute(element, "window");
  return given?.length === 4 ? { x0: given[0], x1: given[1], y0: given[2], y1: given[3] } : null;
}

function shownWindow(element: Element, low: number, high: number): Window {
  return windowOf(element) ?? { x0: low, x1: high, y0: -1, y1: 1 };
}

const lineWindow = (low: number, high: number): Window => ({ x0: low - 0.04 * (high - low), x1: high + 0.04 * (high - low), y0: -1, y1: 1 });

function lineLike(box: HTMLElement): void {
  box.style.setProperty("--shape", "16 / 3");
  box.classList.add("low");
}

/** To a twohundredth of what is seen, as a short number. */
function rounded(low: number, high: number, window: Window): (x: number) => number {
  const grain = 10 ** Math.floor(Math.log10((window.x1 - window.x0) / 200));
  return (x) => Number((Math.round(clamp(x, low, high) / grain) * grain).toPrecision(8));
}
