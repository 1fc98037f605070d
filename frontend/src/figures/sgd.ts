/** A line fitted by SGD: the data with the line beside the noisy path over the loss: `<steepest-sgd batch="4">`. */

import { numberField, readout, slider, type Control } from "../plot/controls";
import { clickAndPan, makeHandle, type Handle } from "../plot/handle";
import { dot, makePlot, segment, toX, toY, type Plot } from "../plot/plot";
import { drawField, onTheme } from "../plot/field";
import { fixed, written } from "../plot/scale";
import { html, svg } from "../plot/svg";
import { memoryOf, type Memory } from "../plot/memory";
import { makePlayer, type Player } from "../plot/player";
import { normal, random, sample } from "../plot/random";
import { evaluateOver } from "../program";
import { sourceFor, type Source } from "../source";
import { excuse, frame, numberAttribute } from "./figure";

const TRUE = { w: 1.2, b: 0.5 };

export class Sgd extends HTMLElement {
  #source!: Source;
  #memory!: Memory;
  #data!: Plot;
  #loss!: Plot;
  #canvas = html("canvas", { "aria-hidden": "true" });
  #handle!: Handle;
  #xs = new Float64Array();
  #ys = new Float64Array();
  #set = { batch: 4, rate: 0.1, seed: 1 };
  #start: [number, number] = [-1.4, -1];
  #points: [number, number][] = [];
  #batches: number[][] = [];
  #shown = 0;
  #said!: HTMLElement;
  #controls!: { batch: Control; rate: Control; seed: Control };
  #read!: { k: (t: string) => void; loss: (t: string) => void; line: (t: string) => void };
  #player!: Player;

  connectedCallback(): void {
    if (this.#memory) return;
    this.#memory = memoryOf(this);
    this.setAttribute("f", "(w*x + b - y)^2");
    sourceFor(this, "(w*x + b - y)^2", ["w", "b"]).then((source) => { this.#source = source; this.#build(); }, (problem) => excuse(this, problem));
  }

  #build(): void {
    const first = { batch: numberAttribute(this, "batch", 4), rate: numberAttribute(this, "rate", 0.1), seed: numberAttribute(this, "seed", 1) };
    const recall = (): void => { for (const name of ["batch", "rate", "seed"] as const) this.#set[name] = this.#memory.number(name, first[name]); };
    recall();
    const count = numberAttribute(this, "points", 32);
    const { box, key, controls, said } = frame(this);
    this.#said = said;
    key.append(html("li", { class: "value" }, "the fitted line and the loss"), html("li", { class: "update" }, "the steps; each sees only its batch (filled dots)"));
    const row = html("div", { class: "pair" });
    box.replaceWith(row);
    const [left, right] = [html("div"), html("div")];
    row.append(left, right);
    for (const part of [left, right]) part.style.setProperty("--shape", "1 / 1");
    right.append(this.#canvas);
    this.#makeData(count);
    this.#data = makePlot(left, "The data with the fitted line", { x0: -2.4, x1: 2.4, y0: -4, y1: 5 }, () => this.#drawMarks());
    this.#loss = makePlot(right, "The loss over slope w and intercept b, with the path", { x0: -2, x1: 3, y0: -2, y1: 3 }, () => this.#drawLoss());
    this.#handle = makeHandle(this.#loss, {
      label: "Start (w, b)", classes: "update", x: { low: () => -2, high: () => 3, get: () => this.#start[0] }, y: { low: () => -2, high: () => 3, get: () => this.#start[1] },
      move: (w, b) => { this.#start = [Number(w.toFixed(2)), Number(b.toFixed(2))]; this.#again(); }, said: () => `w = ${written(this.#start[0], 3)}, b = ${written(this.#start[1], 3)}`,
    });
    this.#loss.root.append(this.#handle.node);
    clickAndPan(this.#loss, (w, b) => { this.#start = [Number(w.toFixed(2)), Number(b.toFixed(2))]; this.#again(); });
    const change = (name: "batch" | "rate" | "seed") => (value: number): void => {
      this.#set[name] = value;
      this.#memory.keep(name, value);
      if (name === "seed") { this.#makeData(count); this.#loss.redraw(); }
      this.#again();
    };
    this.#controls = {
      batch: slider({ label: "batch size", low: 1, high: count, step: 1, decimals: 0, change: change("batch"), written: (v) => (v === count ? `${v}, all: no noise` : String(v)) }),
      rate: slider({ label: "learning rate", low: 0.005, high: 0.6, step: 0.0025, curved: true, written: (v) => written(v, 2), change: change("rate") }),
      seed: numberField({ label: "seed", low: 1, high: 9999, step: 1, decimals: 0, change: change("seed") }),
    };
    const [step, loss, line] = [readout("step"), readout("loss on all points", "value"), readout("line")];
    this.#read = { k: step.show, loss: loss.show, line: line.show };
    this.#player = makePlayer(() => this.#shown, () => this.#points.length - 1, (k) => { this.#shown = k; this.#drawMarks(); }, () => {
      this.#set = { ...first };
      for (const name of ["batch", "rate", "seed"]) this.#memory.keep(name, null);
      this.#start = [-1.4, -1];
      this.#makeData(count);
      this.#loss.redraw();
      this.#again();
    }, 12);
    controls.append(this.#controls.batch.node, this.#controls.rate.node, this.#controls.seed.node, step.node, loss.node, line.node, this.#player.node);
    onTheme(() => this.#loss.redraw());
    this.#run();
    this.#data.redraw();
    this.#loss.redraw();
  }

  #makeData(count: number): void {
    const next = random(this.#set.seed);
    const noise = numberAttribute(this, "noise", 0.5);
    this.#xs = new Float64Array(count).map(() => -2 + 4 * next());
    this.#ys = this.#xs.map((x) => TRUE.w * x + TRUE.b + noise * normal(next));
  }

  /** Loss and gradient, the mean over these points. */
  #mean(w: number, b: number, which: readonly number[] | null): [number, number, number] {
    const x = which ? Float64Array.from(which, (k) => this.#xs[k]) : this.#xs;
    const y = which ? Float64Array.from(which, (k) => this.#ys[k]) : this.#ys;
    return evaluateOver(this.#source.program, { w, b, x, y }, x.length).slice(0, 3).map((part) => part.reduce((a, v) => a + v, 0) / x.length) as [number, number, number];
  }

  #run(): void {
    const next = random(this.#set.seed * 7919 + 13);
    let [w, b] = this.#start;
    this.#points = [[w, b]];
    this.#batches = [[]];
    for (let k = 0; k < numberAttribute(this, "steps", 60); k++) {
      const batch = sample(next, this.#xs.length, this.#set.batch);
      const [, dw, db] = this.#mean(w, b, batch);
      w -= this.#set.rate * dw;
      b -= this.#set.rate * db;
      if (!(Math.abs(w) < 1e4 && Math.abs(b) < 1e4)) break;
      this.#points.push([w, b]);
      this.#batches.push(batch);
    }
    this.#shown = this.#points.length - 1;
  }

  #again(): void {
    this.#player.stop();
    this.#run();
    this.#drawMarks();
  }

  #drawLoss(): void {
    const n = 48;
    const { x0, x1, y0, y1 } = this.#loss.window;
    const values = new Float64Array(n * n);
    for (let j = 0; j < n; j++) for (let i = 0; i < n; i++) values[j * n + i] = this.#mean(x0 + ((x1 - x0) * i) / (n - 1), y0 + ((y1 - y0) * j) / (n - 1), null)[0];
    drawField(this.#loss, this.#canvas, { values, columns: n, rows: n }, 14);
    this.#drawMarks();
  }

  #drawMarks(): void {
    if (!this.#player || this.#points.length === 0) return;
    const k = Math.min(this.#shown, this.#points.length - 1);
    const [w, b] = this.#points[k];
    const used = new Set(this.#batches[k]);
    const { x0, x1 } = this.#data.window;
    const marks: SVGElement[] = [...this.#xs].map((x, i) => dot(this.#data, x, this.#ys[i], used.has(i) ? "dot update" : "ring plain", used.has(i) ? 6 : 4));
    marks.unshift(segment(this.#data, x0, w * x0 + b, x1, w * x1 + b, "value thick"));
    for (const mark of marks) mark.setAttribute("aria-hidden", "true");
    this.#data.marks.replaceChildren(...marks);
    const path = this.#points.slice(0, k + 1).map(([pw, pb]) => `${toX(this.#loss, pw).toFixed(1)},${toY(this.#loss, pb).toFixed(1)}`).join(" ");
    const trace: SVGElement[] = [svg("polyline", { class: "line update path", points: path }), ...this.#points.slice(1, k + 1).map(([pw, pb], i) => dot(this.#loss, pw, pb, "dot update", i === k - 1 ? 6 : 2.5))];
    for (const mark of trace) mark.setAttribute("aria-hidden", "true");
    this.#loss.marks.replaceChildren(...trace);
    this.#handle.place(this.#start[0], this.#start[1]);
    this.#controls.batch.show(this.#set.batch);
    this.#controls.rate.show(this.#set.rate);
    this.#controls.seed.show(this.#set.seed);
    const [loss] = this.#mean(w, b, null);
    this.#read.k(`${k} of ${this.#points.length - 1}`);
    this.#read.loss(fixed(loss, 3));
    this.#read.line(`y = ${fixed(w, 2)} x ${b < 0 ? "−" : "+"} ${fixed(Math.abs(b), 2)}`);
    this.#said.textContent = this.#set.batch >= this.#xs.length
      ? "Every step sees all points: the path is smooth."
      : `Every step sees ${this.#set.batch} of ${this.#xs.length} points: cheap, noisy, and on average in the right direction.`;
  }
}
