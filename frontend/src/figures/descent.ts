/** Gradient descent on a curve or on level lines: `<steepest-descent f="x^2" start="2" rate="0.1">`. */

import { clickAndPan, makeHandle, type Handle } from "../plot/handle";
import { numberField, readout, slider, type Control } from "../plot/controls";
import { arrow, curve, dot, makePlot, toX, toY, type Plot } from "../plot/plot";
import { gridOf, makeField, onTheme, sameScale } from "../plot/field";
import { clamp, fixed, including, niceRange, written, zoomed, type Window } from "../plot/scale";
import { html, svg } from "../plot/svg";
import { memoryOf, type Memory } from "../plot/memory";
import { makePlayer, type Player } from "../plot/player";
import { along, at, sourceFor, type Source } from "../source";
import { excuse, frame, numberAttribute, windowAttribute } from "./figure";
import { descend, optimizerOf, type Optimizer } from "./optimizer";
import { FAR, outcome, type Walk } from "./walk";

const LIMIT = 1e3; // of a start that may be typed
const RATES = [1e-6, 100] as const;
const MOST = 30; // times as large as at first, a window may become to show a walk that leaves

export class Descent extends HTMLElement {
  #source!: Source;
  #row!: Optimizer;
  #memory!: Memory;
  #plot!: Plot;
  #canvas = html("canvas", { "aria-hidden": "true" });
  #field!: () => void;
  #handle!: Handle;
  #home!: Window;
  #view: Window | null = null; // what was chosen by zooming
  #start: number[] = [2];
  #rate = 0.1;
  #momentum = 0;
  #steps = 30;
  #shown = 30;
  #walk!: Walk;
  #far!: Walk; // the same walk, far enough to tell what becomes of it
  #others: readonly Walk[] = []; // from other starts, to compare
  #said!: HTMLElement;
  #fields: Control[] = [];
  #controls!: { rate: Control; momentum: Control | null };
  #read!: { k: (t: string) => void; f: (t: string) => void; g: (t: string) => void };
  #player!: Player;

  connectedCallback(): void {
    if (this.#memory) return;
    this.#memory = memoryOf(this);
    const start = windowlike(this.getAttribute("start"));
    const wrt = start && start.length > 1 ? ["x", "y"] : ["x"];
    const row = optimizerOf(this.hasAttribute("momentum") ? "momentum" : "gradient descent");
    Promise.all([sourceFor(this, "x^2", wrt), row]).then(([source, row]) => { this.#source = source; this.#row = row; this.#build(); }, (problem) => excuse(this, problem));
  }

  /** What was walked: from the start, then from the other starts. */
  get walks(): readonly Walk[] { return [this.#walk, ...this.#others]; }

  get #flat(): boolean { return this.#source.wrt.length > 1; }

  #build(): void {
    const names = this.#source.wrt;
    const given = windowlike(this.getAttribute("start")) ?? (this.#flat ? [2, 1] : [2]);
    const first = { start: given, rate: numberAttribute(this, "rate", 0.1), momentum: numberAttribute(this, "momentum", 0) };
    this.#start = given.map((value, i) => this.#memory.number(names[i], value, -LIMIT, LIMIT));
    this.#rate = this.#memory.number("rate", first.rate, ...RATES);
    this.#momentum = this.#memory.number("momentum", first.momentum, 0, 0.999);
    this.#steps = numberAttribute(this, "steps", 30);
    const { box, key, controls, said } = frame(this, (factor) => this.#zoom(factor), () => { this.#view = null; this.#memory.keep("view", null); this.#plot.redraw(); });
    this.#said = said;
    key.append(html("li", { class: "value" }, "the loss"), html("li", { class: "update" }, "the steps"));
    const window = windowAttribute(this, "window") ?? (this.#flat ? [-3, 3, -2, 2] : [-3, 3]);
    if (this.#flat) {
      this.#home = { x0: window[0], x1: window[1], y0: window[2], y1: window[3] };
      box.append(this.#canvas);
      onTheme(() => this.#plot.redraw());
    } else {
      const xs = new Float64Array(300).map((_, k) => window[0] + ((window[1] - window[0]) * k) / 299);
      const [y0, y1] = window.length === 4 ? [window[2], window[3]] : niceRange([...along(this.#source, 0, names[0], {})(xs)]);
      this.#home = { x0: window[0], x1: window[1], y0, y1 };
    }
    const view = this.#memory.window("view", this.#home);
    this.#view = view === this.#home ? null : view;
    this.#plot = makePlot(box, this.#flat ? "Level lines of the loss with the path of the descent" : "The loss with the steps of the descent", this.#home, () => this.#draw(), this.#flat ? names : [names[0], "loss"]);
    this.#field = makeField(this.#plot, this.#canvas, (n) => gridOf(this.#source, [names[0], names[1]], {}, this.#plot.window, n), 16);
    const range = (low: "x0" | "y0", high: "x1" | "y1"): { low: () => number; high: () => number } => ({ low: () => this.#plot.window[low], high: () => this.#plot.window[high] });
    this.#handle = makeHandle(this.#plot, {
      label: "Where the descent starts", classes: "start", x: { ...range("x0", "x1"), get: () => this.#start[0] },
      ...(this.#flat ? { y: { ...range("y0", "y1"), get: () => this.#start[1] } } : {}),
      move: (x, y) => this.#setStart(this.#flat ? [x, y] : [x]),
      said: () => `starts at ${this.#start.map((v) => written(v, 3)).join(", ")}; ${this.#sentence()}`,
    });
    this.#plot.root.append(this.#handle.node);
    clickAndPan(this.#plot, (x, y) => { this.#setStart(this.#flat ? [x, y] : [x]); this.#handle.node.focus({ preventScroll: true }); });

    const [step, value, size] = [readout("step"), readout("loss", "value"), readout(this.#flat ? "gradient, length" : "slope", "gradient")];
    this.#read = { k: step.show, f: value.show, g: size.show };
    const most = numberAttribute(this, "max-rate", 1.2);
    const rate = slider({
      label: "learning rate", low: 0.001, high: most, step: most / 240, curved: true, decimals: 6, typed: RATES,
      change: (v) => { this.#rate = v; this.#memory.keep("rate", v); this.#again(); },
    });
    const momentum = this.hasAttribute("momentum")
      ? slider({ label: "momentum", low: 0, high: 0.99, step: 0.01, typed: [0, 0.999], change: (v) => { this.#momentum = v; this.#memory.keep("momentum", v); this.#again(); } })
      : null;
    this.#fields = this.#start.map((_, i) => numberField({ label: `start ${names[i]}`, low: -LIMIT, high: LIMIT, step: 0.1, change: (v) => this.#setStart(this.#start.map((old, j) => (j === i ? v : old))) }));
    this.#controls = { rate, momentum };
    this.#player = makePlayer(() => this.#shown, () => this.#walk.points.length - 1, (k) => this.#show(k), () => {
      this.#rate = first.rate;
      this.#momentum = first.momentum;
      this.#start = [...first.start];
      this.#view = null;
      for (const name of [...names, "rate", "momentum", "view"]) this.#memory.keep(name, null);
      this.#again();
    }, 10);
    controls.append(rate.node, ...(momentum ? [momentum.node] : []), ...this.#fields.map((field) => field.node), step.node, value.node, size.node, this.#player.node);
    this.#run();
    this.#shown = clamp(Math.round(this.#memory.number("step", this.#shown)), 0, this.#shown);
    this.#plot.redraw();
  }

  #zoom(factor: number): void {
    const { x0, x1, y0, y1 } = this.#plot.window;
    this.#view = zoomed(this.#plot.window, factor, (x0 + x1) / 2, this.#flat ? (y0 + y1) / 2 : clamp(0, y0, y1));
    this.#memory.keep("view", this.#view);
    this.#plot.redraw();
  }

  #show(step: number): void {
    this.#shown = step;
    this.#memory.keep("step", step === this.#walk.points.length - 1 ? null : step);
    this.#plot.redraw();
  }

  #setStart(start: readonly number[]): void {
    this.#start = [...start];
    this.#start.forEach((v, i) => this.#memory.keep(this.#source.wrt[i], v));
    this.#again();
  }

  #again(): void {
    this.#player.stop();
    this.#run();
    this.#show(this.#shown);
  }

  #run(): void {
    const names = this.#source.wrt;
    const slope = (point: readonly number[]): { value: number; gradient: number[] } => {
      const [value, ...gradient] = at(this.#source, Object.fromEntries(names.map((name, i) => [name, point[i]])));
      return { value, gradient };
    };
    const own = "mu" in this.#row.hyper ? { hyper: { mu: this.#momentum } } : {};
    const walk = (start: readonly number[], steps = this.#steps): Walk => descend(this.#row, slope, start, this.#rate, steps, own);
    this.#far = walk(this.#start, Math.max(FAR, this.#steps));
    const upTo = <T>(all: readonly T[]): readonly T[] => all.slice(0, this.#steps + 1);
    this.#walk = { points: upTo(this.#far.points), values: upTo(this.#far.values), gradients: upTo(this.#far.gradients) };
    this.#shown = this.#walk.points.length - 1;
    const given = windowlike(this.getAttribute("others")) ?? [];
    const starts = this.#flat ? given.flatMap((x, i) => (i % 2 === 0 ? [[x, given[i + 1]]] : [])) : given.map((x) => [x]);
    this.#others = starts.map((start) => walk(start));
  }

  #draw(): void {
    const seen = this.#walk.points.slice(0, this.#shown + 1).map((_, i) => this.#place(i));
    const window = this.#view ?? including(this.#home, seen, MOST);
    this.#plot.window = window;
    if (this.#flat) {
      this.#plot.window = sameScale(window, this.#plot.size);
      this.#field();
    } else {
      this.#plot.curves.replaceChildren(curve(along(this.#source, 0, this.#source.wrt[0], {}), this.#plot, "value"));
    }
    this.#drawMarks();
  }

  /** Where step `i` of the walk is drawn. */
  #place(i: number): readonly [number, number] {
    const { points, values } = this.#walk;
    return this.#flat ? [points[i][0], points[i][1]] : [points[i][0], values[i]];
  }

  #drawMarks(): void {
    const { points, values, gradients } = this.#walk;
    const k = Math.min(this.#shown, points.length - 1);
    const plot = this.#plot;
    const others = this.#others.flatMap((other) => {
      const at = (i: number): readonly [number, number] => (this.#flat ? [other.points[i][0], other.points[i][1]] : [other.points[i][0], other.values[i]]);
      const seen = other.points.map((_, i) => at(i)).filter(([x, y], i) => i <= k && Number.isFinite(x) && Number.isFinite(y));
      return seen.length === 0 ? [] : [
        svg("polyline", { class: "line update other", points: seen.map(([x, y]) => `${toX(plot, x).toFixed(1)},${clamp(toY(plot, y), -4000, 4000).toFixed(1)}`).join(" ") }),
        dot(plot, ...seen[0], "ring plain", 5), ...seen.slice(1).map(([x, y], i) => i === seen.length - 2 ? dot(plot, x, y, "dot update", 6) : dot(plot, x, y, "dot update small", 3)),
      ];
    });
    const place = (i: number): readonly [number, number] => this.#place(i);
    const inside = ([x, y]: readonly [number, number]): boolean => Number.isFinite(x) && Number.isFinite(y) && Math.abs(toX(plot, x)) < 5000 && Math.abs(toY(plot, y)) < 5000;
    const nodes: SVGElement[] = [...others];
    const shown: number[] = [];
    for (let i = 0; i <= k && inside(place(i)); i++) shown.push(i);
    if (this.#flat) {
      nodes.push(svg("polyline", { class: "line update path", points: shown.map((i) => { const [x, y] = place(i); return `${toX(plot, x).toFixed(1)},${toY(plot, y).toFixed(1)}`; }).join(" ") }));
    } else {
      for (let i = 1; i < shown.length; i++) {
        const [[ax, ay], [bx, by]] = [place(i - 1), place(i)];
        nodes.push(i <= 12 ? arrow(plot, ax, ay, bx, by, "update") : svg("line", { class: "line update", x1: toX(plot, ax), y1: toY(plot, ay), x2: toX(plot, bx), y2: toY(plot, by) }));
      }
    }
    for (const i of shown.slice(1)) nodes.push(i === k ? dot(plot, ...place(i), "dot update", 6) : dot(plot, ...place(i), "dot update small", 3.5));
    for (const node of nodes) node.setAttribute("aria-hidden", "true");
    plot.marks.replaceChildren(...nodes);
    this.#handle.place(...place(0));
    this.#fields.forEach((field, i) => field.show(this.#start[i]));
    this.#controls.rate.show(this.#rate);
    this.#controls.momentum?.show(this.#momentum);
    this.#read.k(`${k} of ${this.#steps}`);
    this.#read.f(fixed(tiny(values[k]), 4));
    this.#read.g(fixed(tiny(this.#flat ? Math.hypot(...gradients[k]) : gradients[k][0]), 3));
    this.#said.textContent = this.#sentence();
    this.#said.className = `said ${outcome(this.#far, this.#steps)}`;
  }

  #sentence(): string {
    const end = this.#walk.points[this.#walk.points.length - 1];
    const where = end.map((v) => written(Number(v.toFixed(2)), 4)).join(", ");
    switch (outcome(this.#far, this.#steps)) {
      case "there": return `Converged near ${end.length > 1 ? `(${where})` : where}: the slope there is almost zero.`;
      case "slow": return `Still on its way after ${this.#walk.points.length - 1} steps: the steps are short. A larger rate gets there sooner.`;
      case "swings": return "Each step overshoots the bottom, by less than the one before: it swings from side to side, and arrives. A smaller rate gets there sooner.";
      case "forever": return "It swings from side to side for ever: no step comes nearer to the bottom than the one before. Only a smaller rate arrives.";
      case "wanders": return "It goes on moving to and fro and has not come to rest. A smaller rate arrives.";
      case "falls": return "It falls without end: on that side the ground has no bottom.";
      case "diverges": return "Diverged: every step overshoots by more than the one before. The rate is too large for this curvature.";
    }
  }
}

const tiny = (v: number): number => (Math.abs(v) < 1e-6 ? 0 : v);

function windowlike(text: string | null): number[] | null {
  const values = (text ?? "").split(/[\s,]+/).filter(Boolean).map(Number);
  return values.length > 0 && values.every(Number.isFinite) ? values : null;
}
