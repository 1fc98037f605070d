/** A line fitted by SGD: the data with the line beside the noisy path over the loss: `<steepest-sgd batch="4">`. */

import { numberField, readout, slider, type Control } from "../plot/controls";
import { clickAndPan, makeHandle, type Handle } from "../plot/handle";
import type { Grid } from "../plot/contour";
import { dot, makePlot, segment, toX, toY, type Plot } from "../plot/plot";
import { makeField, onTheme } from "../plot/field";
import { clamp, fixed, written, type Window } from "../plot/scale";
import { html, svg } from "../plot/svg";
import { memoryOf, type Memory } from "../plot/memory";
import { makePlayer, type Player } from "../plot/player";
import { evaluateOver } from "../program";
import { answer, ask, type Source } from "../source";
import { excuse, frame, numberAttribute } from "./figure";
import { outcome, turns, type Walk } from "./walk";
import { descend, optimizerOf, type Optimizer } from "./optimizer";

const RATES = [1e-5, 10] as const;
const SEEDS = [1, 9999] as const;
const LOSS = "(w*x + b - y)^2"; // of one point

/** The points, the order of the rows in each epoch, and where all this is seen: as the engine draws them by the seed. */
interface Scene {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly order: readonly (readonly number[])[];
  readonly start: { readonly w: number; readonly b: number };
  readonly windows: { readonly points: Window; readonly ground: Window };
}

export class Sgd extends HTMLElement {
  #source!: Source;
  #row!: Optimizer;
  #scene!: Scene;
  #memory!: Memory;
  #data!: Plot;
  #loss!: Plot;
  #canvas = html("canvas", { "aria-hidden": "true" });
  #field!: () => void;
  #handle!: Handle;
  #xs = new Float64Array();
  #ys = new Float64Array();
  #set = { batch: 4, rate: 0.1, seed: 1 };
  #start: readonly [number, number] = [0, 0];
  #walk!: Walk;
  #shown = 0;
  #said!: HTMLElement;
  #controls!: { batch: Control; rate: Control; seed: Control };
  #read!: { k: (t: string) => void; loss: (t: string) => void; line: (t: string) => void };
  #player!: Player;

  connectedCallback(): void {
    if (this.#memory) return;
    this.#memory = memoryOf(this);
    const first = { batch: numberAttribute(this, "batch", 4), rate: numberAttribute(this, "rate", 0.1), seed: numberAttribute(this, "seed", 1) };
    const batch = Math.round(this.#memory.number("batch", first.batch, 1, numberAttribute(this, "points", 32)));
    this.#set = { batch, rate: this.#memory.number("rate", first.rate, ...RATES), seed: Math.round(this.#memory.number("seed", first.seed, ...SEEDS)) };
    Promise.all([ask(LOSS, ["w", "b"], ["x", "y"]), optimizerOf("sgd"), this.#drawn(this.#set.seed)]).then(([source, row, scene]) => {
      this.#source = source;
      this.#row = row;
      this.#see(scene);
      const { ground } = scene.windows;
      this.#start = [this.#memory.number("w", scene.start.w, ground.x0, ground.x1), this.#memory.number("b", scene.start.b, ground.y0, ground.y1)];
      this.#build(first);
    }, (problem) => excuse(this, problem));
  }

  /** What was walked. */
  get walks(): readonly Walk[] { return [this.#walk]; }

  #drawn(seed: number): Promise<Scene> {
    const count = String(numberAttribute(this, "points", 32));
    const asked = { count, noise: String(numberAttribute(this, "noise", 0.5)), seed: String(seed), epochs: String(numberAttribute(this, "steps", 60)) };
    return answer(`/api/v1/points?${new URLSearchParams(asked)}`) as Promise<Scene>;
  }

  #see(scene: Scene): void {
    this.#scene = scene;
    this.#xs = Float64Array.from(scene.x);
    this.#ys = Float64Array.from(scene.y);
  }

  #build(first: Readonly<Record<"batch" | "rate" | "seed", number>>): void {
    const count = this.#xs.length;
    const { points, ground } = this.#scene.windows;
    const { box, key, controls, said } = frame(this);
    this.#said = said;
    key.append(html("li", { class: "value" }, "the fitted line and the loss"), html("li", { class: "update" }, "the steps; each sees only its batch (filled dots)"));
    const row = html("div", { class: "pair" });
    box.replaceWith(row);
    const [left, right] = [html("div"), html("div")];
    row.append(left, right);
    for (const part of [left, right]) part.style.setProperty("--shape", "1 / 1");
    right.append(this.#canvas);
    this.#data = makePlot(left, "The data with the fitted line", points, () => this.#drawMarks(), ["x", "y"]);
    this.#loss = makePlot(right, "The loss over slope w and intercept b, with the path", ground, () => this.#drawLoss(), ["w", "b"]);
    this.#field = makeField(this.#loss, this.#canvas, (n) => this.#grid(n), 14, 48);
    this.#handle = makeHandle(this.#loss, {
      label: "Start (w, b)", classes: "start", x: { low: () => ground.x0, high: () => ground.x1, get: () => this.#start[0] }, y: { low: () => ground.y0, high: () => ground.y1, get: () => this.#start[1] },
      move: (w, b) => this.#from(w, b), said: () => `w = ${written(this.#start[0], 3)}, b = ${written(this.#start[1], 3)}`,
    });
    this.#loss.root.append(this.#handle.node);
    clickAndPan(this.#loss, (w, b) => this.#from(w, b));
    const change = (name: "batch" | "rate" | "seed") => (value: number): void => {
      this.#set[name] = value;
      this.#memory.keep(name, value);
      if (name === "seed") this.#reseed();
      else this.#again();
    };
    this.#controls = {
      batch: slider({ label: "batch size", low: 1, high: count, step: 1, decimals: 0, change: change("batch") }),
      rate: slider({ label: "learning rate", low: 0.005, high: 0.6, step: 0.0025, curved: true, decimals: 6, typed: RATES, change: change("rate") }),
      seed: numberField({ label: "seed", low: SEEDS[0], high: SEEDS[1], step: 1, decimals: 0, change: change("seed") }),
    };
    const [step, loss, line] = [readout("step"), readout("loss on all points", "value"), readout("line")];
    this.#read = { k: step.show, loss: loss.show, line: line.show };
    this.#player = makePlayer(() => this.#shown, () => this.#walk.points.length - 1, (k) => this.#show(k), () => {
      this.#set = { ...first };
      for (const name of ["batch", "rate", "seed", "w", "b"]) this.#memory.keep(name, null);
      this.#start = [this.#scene.start.w, this.#scene.start.b];
      this.#reseed();
    }, 12);
    controls.append(this.#controls.batch.node, this.#controls.rate.node, this.#controls.seed.node, step.node, loss.node, line.node, this.#player.node);
    onTheme(() => this.#loss.redraw());
    this.#run();
    this.#shown = clamp(Math.round(this.#memory.number("step", this.#shown)), 0, this.#shown);
    this.#data.redraw();
    this.#loss.redraw();
  }

  #from(w: number, b: number): void {
    this.#start = [w, b];
    this.#memory.keep("w", w);
    this.#memory.keep("b", b);
    this.#again();
  }

  #show(step: number): void {
    this.#shown = step;
    this.#memory.keep("step", step === this.#walk.points.length - 1 ? null : step);
    this.#drawMarks();
  }

  /** Other points, as the seed says; until they are here, the old ones stay. */
  #reseed(): void {
    const { seed } = this.#set;
    this.#drawn(seed).then((scene) => {
      if (seed !== this.#set.seed) return;
      this.#see(scene);
      this.#again();
      this.#loss.redraw();
    }, (problem) => excuse(this, problem));
  }

  /** Loss and gradient, the mean over these points. */
  #mean(w: number, b: number, which: readonly number[] | null): [number, number, number] {
    const x = which ? Float64Array.from(which, (k) => this.#xs[k]) : this.#xs;
    const y = which ? Float64Array.from(which, (k) => this.#ys[k]) : this.#ys;
    return evaluateOver(this.#source.program, { w, b, x, y }, x.length).slice(0, 3).map((part) => part.reduce((a, v) => a + v, 0) / x.length) as [number, number, number];
  }

  /** The rows that step k sees: each epoch goes once through all of them, in an order of its own. */
  #batch(k: number): readonly number[] {
    const { batch } = this.#set;
    const steps = Math.floor(this.#xs.length / batch); // in an epoch
    const at = (k % steps) * batch;
    return this.#scene.order[Math.floor(k / steps)].slice(at, at + batch);
  }

  #run(): void {
    const slope = ([w, b]: readonly number[], which: readonly number[] | null = null): { value: number; gradient: number[] } => {
      const [value, ...gradient] = this.#mean(w, b, which);
      return { value, gradient };
    };
    const estimate = (point: readonly number[], k: number): number[] => slope(point, this.#batch(k)).gradient;
    this.#walk = descend(this.#row, (point) => slope(point), this.#start, this.#set.rate, numberAttribute(this, "steps", 60), { estimate });
    this.#shown = this.#walk.points.length - 1;
  }

  #again(): void {
    this.#player.stop();
    this.#run();
    this.#show(this.#shown);
  }

  /** The loss on all points over w and b. */
  #grid(n: number): Grid {
    const { x0, x1, y0, y1 } = this.#loss.window;
    const values = new Float64Array(n * n).map((_, k) => this.#mean(x0 + ((x1 - x0) * (k % n)) / (n - 1), y0 + ((y1 - y0) * Math.floor(k / n)) / (n - 1), null)[0]);
    return { values, columns: n, rows: n };
  }

  #drawLoss(): void {
    this.#field();
    this.#drawMarks();
  }

  #drawMarks(): void {
    if (!this.#player || !this.#walk) return;
    const { points, values } = this.#walk;
    const k = Math.min(this.#shown, points.length - 1);
    const [w, b] = points[k];
    const used = new Set(k > 0 ? this.#batch(k - 1) : []);
    const { x0, x1 } = this.#data.window;
    const marks: SVGElement[] = [...this.#xs].map((x, i) => dot(this.#data, x, this.#ys[i], used.has(i) ? "dot update" : "ring plain", used.has(i) ? 6 : 4));
    if (Number.isFinite(values[k])) marks.unshift(segment(this.#data, x0, w * x0 + b, x1, w * x1 + b, "value thick"));
    for (const mark of marks) mark.setAttribute("aria-hidden", "true");
    this.#data.marks.replaceChildren(...marks);
    const seen = points.slice(0, k + 1).map(([pw, pb]) => [toX(this.#loss, pw), toY(this.#loss, pb)]);
    const gone = seen.findIndex(([px, py]) => !(Math.abs(px) < 5000 && Math.abs(py) < 5000));
    const path = gone < 0 ? seen : seen.slice(0, gone);
    const trace: SVGElement[] = [
      svg("polyline", { class: "line update path", points: path.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join(" ") }),
      ...path.slice(1).map(([cx, cy], i) => svg("circle", { class: i === k - 1 ? "dot update" : "dot update small", cx, cy, r: i === k - 1 ? 6 : 2.5 })),
    ];
    for (const mark of trace) mark.setAttribute("aria-hidden", "true");
    this.#loss.marks.replaceChildren(...trace);
    this.#handle.place(this.#start[0], this.#start[1]);
    this.#controls.batch.show(this.#set.batch);
    this.#controls.rate.show(this.#set.rate);
    this.#controls.seed.show(this.#set.seed);
    this.#read.k(`${k} of ${points.length - 1}`);
    this.#read.loss(fixed(values[k], 3));
    this.#read.line(`y = ${fixed(w, 2)} x ${b < 0 ? "−" : "+"} ${fixed(Math.abs(b), 2)}`);
    this.#said.textContent = this.#sentence();
  }

  #sentence(): string {
    const { points, values } = this.#walk;
    const { batch, rate } = this.#set;
    const count = this.#xs.length;
    const last = values.length - 1;
    if (batch < count) {
      return values[last] < values[0]
        ? `Every step sees ${batch} of ${count} points: cheap, noisy, and on average in the right direction.`
        : "The line ends worse than it began: the rate is too large for these batches.";
    }
    const zigzag = turns(points, last) > 0.3 * last;
    const all = "Every step sees all points, so there is no noise";
    switch (outcome(this.#walk, last, numberAttribute(this, "steps", 60))) {
      case "diverges": return `${all}: what throws the line off, further each time, is the rate ${written(rate, 4)}.`;
      case "forever": case "wanders": return `${all}; the rate ${written(rate, 4)} is so large that the line swings without coming to rest.`;
      default: return zigzag ? `${all}: the path zigzags because the rate is large, and each step overshoots.` : `${all}: the path is smooth.`;
    }
  }
}
