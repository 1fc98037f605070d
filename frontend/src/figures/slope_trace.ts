/** The slope of f, measured point by point, draws f′ below it: `<steepest-slope-trace f="sin(x)">`. */

import { clickAndPan, makeHandle, type Handle } from "../plot/handle";
import { numberField, readout, type Control } from "../plot/controls";
import { curve, dot, makePlot, segment, text, type Plot } from "../plot/plot";
import { fixed, niceRange, written } from "../plot/scale";
import { html } from "../plot/svg";
import { memoryOf, type Memory } from "../plot/memory";
import { makePlayer } from "../plot/player";
import { along, at, sourceFor, type Source } from "../source";
import { excuse, frame, numberAttribute, windowAttribute } from "./figure";

const PLACES = 120;

export class SlopeTrace extends HTMLElement {
  #source!: Source;
  #memory!: Memory;
  #upper!: Plot;
  #lower!: Plot;
  #handle!: Handle;
  #x = 1;
  #reached: [number, number] = [0, 0]; // what the pen has drawn
  #field!: Control;
  #read!: { f: (t: string) => void; slope: (t: string) => void };
  #said!: HTMLElement;

  connectedCallback(): void {
    if (this.#memory) return;
    this.#memory = memoryOf(this);
    sourceFor(this, "sin(x)", ["x"]).then((source) => { this.#source = source; this.#build(); }, (problem) => excuse(this, problem));
  }

  #build(): void {
    const name = this.#source.wrt[0];
    const [x0, x1] = windowAttribute(this, "window") ?? [-6, 6];
    const first = numberAttribute(this, "at", 1);
    this.#x = this.#memory.number("at", first, x0, x1);
    this.#reached = [x0, this.#x];
    const { box, key, controls, said } = frame(this);
    this.#said = said;
    key.append(html("li", { class: "value" }, "f: its height"), html("li", { class: "gradient" }, "f′: its slope, as a height"));
    const below = html("div");
    box.after(below);
    for (const part of [box, below]) part.style.setProperty("--shape", "16 / 6");
    const xs = new Float64Array(300).map((_, k) => x0 + ((x1 - x0) * k) / 299);
    const range = (output: number): readonly [number, number] => niceRange([...along(this.#source, output, name, {})(xs)]);
    const [fy0, fy1] = range(0);
    const [gy0, gy1] = range(1);
    this.#upper = makePlot(box, "Graph of the function with its tangent", { x0, x1, y0: fy0, y1: fy1 }, () => this.#draw(), [name]);
    this.#lower = makePlot(below, "Graph of the slope", { x0, x1, y0: gy0, y1: gy1 }, () => this.#draw(), [name]);
    this.#handle = makeHandle(this.#upper, {
      label: "Point on the curve", x: { low: () => x0, high: () => x1, get: () => this.#x }, move: (x) => this.#set(x),
      said: () => { const [value, slope] = at(this.#source, { [name]: this.#x }); return `${name} = ${written(this.#x, 3)}, height ${written(value, 3)}, slope ${written(slope, 3)}`; },
    });
    this.#upper.root.append(this.#handle.node);
    for (const plot of [this.#upper, this.#lower]) clickAndPan(plot, (x) => { this.#set(x); this.#handle.node.focus({ preventScroll: true }); });
    const value = readout("height f", "value");
    const slope = readout("slope f′", "gradient");
    this.#read = { f: value.show, slope: slope.show };
    this.#field = numberField({ label: name, low: x0, high: x1, step: 0.1, change: (x) => this.#set(x) });
    const place = (): number => Math.round(((this.#x - x0) / (x1 - x0)) * PLACES);
    const player = makePlayer(place, () => PLACES, (k) => { if (k === 0) this.#reached = [x0, x0]; this.#set(x0 + ((x1 - x0) * k) / PLACES); },
      () => { this.#reached = [x0, first]; this.#set(first); this.#memory.keep("at", null); }, 40);
    controls.append(this.#field.node, value.node, slope.node, player.node);
    this.#upper.redraw();
    this.#lower.redraw();
  }

  #set(x: number): void {
    this.#x = Number(x.toPrecision(6));
    this.#reached = [Math.min(this.#reached[0], this.#x), Math.max(this.#reached[1], this.#x)];
    this.#memory.keep("at", this.#x);
    this.#draw();
  }

  #draw(): void {
    if (!this.#lower) return;
    const name = this.#source.wrt[0];
    const [value, slope] = at(this.#source, { [name]: this.#x });
    const [upper, lower, x] = [this.#upper, this.#lower, this.#x];
    upper.curves.replaceChildren(curve(along(this.#source, 0, name, {}), upper, "value"));
    const width = (upper.window.x1 - upper.window.x0) / 8;
    const marks: SVGElement[] = [];
    if (Number.isFinite(slope)) marks.push(segment(upper, x - width, value - slope * width, x + width, value + slope * width, "gradient"));
    for (const mark of marks) mark.setAttribute("aria-hidden", "true");
    upper.marks.replaceChildren(...marks);
    const [from, to] = this.#reached;
    const traced = along(this.#source, 1, name, {});
    const clipped = (xs: Float64Array): Float64Array => traced(xs).map((y, k) => (xs[k] < from || xs[k] > to ? NaN : y));
    lower.curves.replaceChildren(curve(clipped, lower, "gradient"));
    const below: SVGElement[] = Number.isFinite(slope)
      ? [segment(lower, x, 0, x, slope, "gradient dotted"), dot(lower, x, slope, "dot gradient", 6), text(lower, x, slope, written(slope, 2), "halo gradient", 10, slope >= 0 ? -6 : 16)]
      : [];
    for (const mark of below) mark.setAttribute("aria-hidden", "true");
    lower.marks.replaceChildren(...below);
    this.#handle.place(x, value);
    this.#field.show(x);
    this.#read.f(fixed(value, 3));
    this.#read.slope(fixed(slope, 3));
    const steep = Math.abs(slope);
    this.#said.textContent = !Number.isFinite(slope) ? "Here the curve has no slope." : steep < 0.03 ? "Flat: the slope is 0, so f′ crosses or touches its axis." : slope > 0 ? "Rising: f′ is above its axis." : "Falling: f′ is below its axis.";
  }
}
