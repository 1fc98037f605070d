/** Several optimizers from one start, on level lines or on a curve: `<steepest-race>`, the picture of /descend. */

import { clickAndPan, makeHandle, type Handle } from "../plot/handle";
import { numberField, readout, slider, type Control } from "../plot/controls";
import { curve, makePlot, toX, toY, type Plot } from "../plot/plot";
import { gridOf, makeField, onTheme, sameScale } from "../plot/field";
import { labelled } from "../plot/labels";
import { clamp, niceRange, written, zoomed, type Window } from "../plot/scale";
import { memoryOf, type Memory } from "../plot/memory";
import { html, svg } from "../plot/svg";
import { makePlayer, type Player } from "../plot/player";
import { along, at, sourceOf, type Source } from "../source";
import { frame } from "./figure";
import { descend, readOptimizer, type Optimizer } from "./optimizer";
import type { Walk } from "./walk";

const LIMIT = 1e3; // of a start that may be typed
const RATES = [1e-6, 100] as const;
const MOST_STEPS = 500;
const LETTERS: Readonly<Record<string, string>> = { rate: "rate", mu: "μ", alpha: "α", beta1: "β₁", beta2: "β₂" }; // of the settings that are shown

type Own = Readonly<Record<string, Readonly<Record<string, number>>>>; // by method and name

/** What the page hands over: a function with its setting, and the one that Reset comes back to. */
interface Setting {
  readonly program: unknown;
  readonly optimizers: readonly unknown[];
  readonly start: readonly number[];
  readonly rate: number;
  readonly steps: number;
  readonly own: Own;
  readonly first: { readonly start: readonly number[]; readonly rate: number; readonly steps: number };
  readonly window: readonly number[];
}

interface Runner { readonly row: Optimizer; readonly place: number; readonly walk: Walk }

export class Race extends HTMLElement {
  #source!: Source;
  #setting!: Setting;
  #rows: readonly Optimizer[] = [];
  #chosen: readonly string[] = [];
  #memory!: Memory;
  #plot: Plot | null = null;
  #canvas = html("canvas", { "aria-hidden": "true" });
  #field!: () => void;
  #handle!: Handle;
  #home: Window = { x0: -3, x1: 3, y0: -2, y1: 2 };
  #start: readonly number[] = [];
  #rate = 0.1;
  #steps = 60;
  #own: Own = {};
  #shown = 60;
  #runners: readonly Runner[] = [];
  #fields: readonly Control[] = [];
  #rateControl!: Control;
  #stepsField!: Control;
  #owns: readonly { readonly method: string; readonly name: string; readonly control: Control }[] = [];
  #ownBox = html("div", { class: "controls" });
  #read!: { k: (t: string) => void; best: (t: string) => void };
  #player!: Player;

  /** Where and how they race, as an address carries it; what is as at first is left out. */
  get settings(): Record<string, string> {
    const { first } = this.#setting;
    const names = ["x", "y"];
    const found = Object.fromEntries(this.#start.flatMap((v, i) => (v === first.start[i] ? [] : [[names[i], String(v)]])));
    if (this.#rate !== first.rate) found.rate = String(this.#rate);
    if (this.#steps !== first.steps) found.steps = String(this.#steps);
    for (const [method, own] of Object.entries(this.#own)) for (const [name, value] of Object.entries(own)) found[`${method}.${name}`] = String(value);
    return found;
  }

  /** What each of them did, by name. */
  get walks(): Record<string, Walk> { return Object.fromEntries(this.#runners.map(({ row, walk }) => [row.name, walk])); }

  get #flat(): boolean { return this.#source.wrt.length > 1; }

  /** Show this function with its setting. */
  begin(data: unknown, chosen: readonly string[]): void {
    const before = this.#source as Source | undefined;
    this.#setting = data as Setting;
    this.#source = sourceOf(this.#setting.program);
    if (this.#rows.length === 0) this.#rows = this.#setting.optimizers.map(readOptimizer);
    this.#memory = memoryOf(this);
    this.#chosen = chosen;
    this.#start = [...this.#setting.start];
    this.#rate = this.#setting.rate;
    this.#steps = this.#setting.steps;
    this.#own = this.#setting.own;
    if (before?.wrt.join() !== this.#source.wrt.join()) this.#build();
    this.#home = before ? this.#look() : this.#memory.window("view", this.#look());
    if (before) for (const what of ["view", "step"]) this.#memory.keep(what, null);
    this.#run();
    if (!before) this.#shown = clamp(Math.round(this.#memory.number("step", this.#steps)), 0, this.#steps);
    this.#showOwn();
    this.#plot!.redraw();
  }

  /** Let these race. */
  choose(chosen: readonly string[]): void {
    this.#chosen = chosen;
    this.#player.stop();
    this.#run();
    this.#showOwn();
    this.#drawMarks();
  }

  /** The first view. */
  #look(): Window {
    const [x0, x1, y0, y1] = this.#setting.window;
    const [x, y] = this.#setting.first.start;
    const out = Math.max(1, (1.3 * Math.abs(x)) / Math.max(Math.abs(x0), x1), this.#flat ? (1.3 * Math.abs(y)) / Math.max(Math.abs(y0), y1) : 1); // a start far away
    const wide = { x0: x0 * out, x1: x1 * out, y0: y0 * out, y1: y1 * out };
    if (this.#flat) return wide;
    const xs = new Float64Array(200).map((_, k) => wide.x0 + ((wide.x1 - wide.x0) * k) / 199);
    const [low, high] = niceRange([...along(this.#source, 0, this.#source.wrt[0], {})(xs)]);
    return { ...wide, y0: low, y1: high };
  }

  #build(): void {
    const names = this.#source.wrt;
    const { box, controls, said } = frame(this, (factor) => this.#zoom(factor), () => this.#see(this.#look(), false));
    said.hidden = true;
    if (this.#flat) box.prepend(this.#canvas);
    this.#plot = makePlot(box, "The landscape with the paths", this.#home, () => this.#draw(), this.#flat ? names : [names[0], "f"]);
    this.#field = makeField(this.#plot, this.#canvas, (n) => gridOf(this.#source, [this.#source.wrt[0], this.#source.wrt[1]], {}, this.#plot!.window, n), 18);
    const axis = (low: "x0" | "y0", high: "x1" | "y1", i: number): { low: () => number; high: () => number; get: () => number } => ({ low: () => this.#plot!.window[low], high: () => this.#plot!.window[high], get: () => this.#start[i] });
    const from = (x: number, y: number): void => this.#setStart(this.#flat ? [x, y] : [x]);
    this.#handle = makeHandle(this.#plot, {
      label: "Where everyone starts", classes: "start", x: axis("x0", "x1", 0), ...(this.#flat ? { y: axis("y0", "y1", 1) } : {}), move: from,
      said: () => names.map((name, i) => `${name} = ${written(this.#start[i], 3)}`).join(", "),
    });
    this.#plot.root.append(this.#handle.node);
    clickAndPan(this.#plot, (x, y) => { from(x, y); this.#handle.node.focus({ preventScroll: true }); });
    onTheme(() => this.#plot!.redraw());
    this.#rateControl = slider({ label: "learning rate", low: 0.0005, high: 1.2, step: 1.2 / 400, curved: true, decimals: 6, typed: RATES, change: (v) => { this.#rate = v; this.#changed(); } });
    this.#stepsField = numberField({ label: "steps", low: 1, high: MOST_STEPS, step: 10, decimals: 0, change: (v) => { this.#steps = v; this.#changed(); } });
    this.#fields = names.map((name, i) => numberField({ label: `start ${name}`, low: -LIMIT, high: LIMIT, step: 0.1, change: (v) => this.#setStart(this.#start.map((old, j) => (j === i ? v : old))) }));
    const [step, best] = [readout("step"), readout("lowest so far", "value")];
    this.#read = { k: step.show, best: best.show };
    this.#player = makePlayer(() => this.#shown, () => this.#steps, (k) => { this.#shown = k; this.#memory.keep("step", k === this.#steps ? null : k); this.#drawMarks(); }, () => {
      const { first } = this.#setting;
      this.#start = [...first.start];
      this.#rate = first.rate;
      this.#steps = first.steps;
      this.#own = {};
      this.#see(this.#look(), false);
      this.#changed();
    }, 20);
    controls.append(this.#rateControl.node, this.#stepsField.node, ...this.#fields.map((field) => field.node), step.node, best.node, this.#player.node);
    controls.after(html("details", { class: "numbers" }, html("summary", {}, "A rate and settings for each"), html("p", { class: "hint" }, "One rate for all is not one speed for all: RMSProp and Adam divide by the size of the gradient, so that their rate is about the length of a step."), this.#ownBox));
  }

  /** The fields for what each one has of its own. */
  #showOwn(): void {
    const wanted = this.#rows.filter((row) => this.#chosen.includes(row.name)).flatMap((row) => ["rate", ...Object.keys(row.hyper)].filter((name) => name in LETTERS).map((name) => ({ row, name })));
    if (wanted.map(({ row, name }) => row.name + name).join() !== this.#owns.map(({ method, name }) => method + name).join()) {
      this.#owns = wanted.map(({ row, name }) => ({
        method: row.name, name,
        control: numberField({
          label: `${short(row)}, ${LETTERS[name]}`, low: name === "rate" ? RATES[0] : 0, high: name === "rate" ? RATES[1] : 0.9999, step: name === "rate" ? 0.01 : 0.05, decimals: 6,
          change: (v) => { this.#own = { ...this.#own, [row.name]: { ...this.#own[row.name], [name]: v } }; this.#changed(); },
        }),
      }));
      this.#ownBox.replaceChildren(...this.#owns.map(({ control }) => control.node));
    }
  }

  #zoom(factor: number): void {
    const { x0, x1, y0, y1 } = this.#home;
    this.#see(zoomed(this.#home, factor, (x0 + x1) / 2, (y0 + y1) / 2));
  }

  #see(window: Window, keep = true): void {
    this.#home = window;
    this.#memory.keep("view", keep ? window : null);
    this.#plot!.redraw();
  }

  #setStart(start: readonly number[]): void {
    this.#start = [...start];
    this.#changed();
  }

  #changed(): void {
    this.#player.stop();
    this.#run();
    this.#memory.keep("step", null);
    this.#drawMarks();
    this.dispatchEvent(new CustomEvent("changed", { bubbles: true }));
  }

  #run(): void {
    const names = this.#source.wrt;
    const slope = (point: readonly number[]): { value: number; gradient: number[] } => {
      const [value, ...gradient] = at(this.#source, Object.fromEntries(names.map((name, i) => [name, point[i]])));
      return { value, gradient };
    };
    this.#runners = this.#rows.flatMap((row, k) => {
      if (!this.#chosen.includes(row.name)) return [];
      const { rate = this.#rate, ...hyper } = this.#own[row.name] ?? {};
      return [{ row, place: k + 1, walk: descend(row, slope, this.#start, rate, this.#steps, { hyper }) }];
    });
    this.#shown = this.#steps;
  }

  #draw(): void {
    const plot = this.#plot!;
    if (this.#flat) {
      plot.window = sameScale(this.#home, plot.size);
      this.#field();
      plot.curves.replaceChildren();
    } else {
      plot.window = this.#home;
      plot.back.replaceChildren();
      plot.curves.replaceChildren(curve(along(this.#source, 0, this.#source.wrt[0], {}), plot, "value"));
    }
    this.#drawMarks();
  }

  #drawMarks(): void {
    const plot = this.#plot;
    if (!plot || !this.#read) return;
    const nodes: SVGElement[] = [];
    const ends: { readonly x: number; readonly y: number; readonly words: string; readonly place: number }[] = [];
    let best = Infinity;
    for (const { row, place, walk } of this.#runners) {
      const last = Math.min(this.#shown, walk.points.length - 1);
      const seen: (readonly [number, number])[] = [];
      for (let i = 0; i <= last; i++) {
        if (walk.values[i] < best) best = walk.values[i];
        const [px, py] = [toX(plot, walk.points[i][0]), toY(plot, this.#flat ? walk.points[i][1] : walk.values[i])];
        if (Math.abs(px) > 5000 || Math.abs(py) > 5000) break;
        seen.push([px, py]);
      }
      const written = seen.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`);
      if (this.#steps <= 150) nodes.push(svg("path", { class: `race-dots race-${place}`, d: written.slice(1, -1).map((point) => `M${point}h0`).join("") }));
      nodes.push(svg("polyline", { class: `race-line race-${place}`, points: written.join(" ") }));
      const end = seen.at(-1);
      if (end) ends.push({ x: end[0], y: end[1], words: short(row), place });
    }
    for (const { x, y, place } of ends) nodes.push(svg("circle", { class: `race-dot race-${place} end`, cx: x, cy: y, r: 6 }));
    const inside = ends.filter(({ x, y }) => x > -20 && x < plot.size.width + 20 && y > -20 && y < plot.size.height + 20);
    labelled(inside, plot.size).forEach(({ x, y, anchor }, k) => nodes.push(svg("text", { class: `halo race-name race-${inside[k].place}`, x, y, "text-anchor": anchor }, inside[k].words)));
    for (const node of nodes) node.setAttribute("aria-hidden", "true");
    plot.marks.replaceChildren(...nodes);
    this.#handle.place(this.#start[0], this.#flat ? this.#start[1] : at(this.#source, { [this.#source.wrt[0]]: this.#start[0] })[0]);
    this.#fields.forEach((field, i) => field.show(this.#start[i]));
    this.#rateControl.show(this.#rate);
    this.#stepsField.show(this.#steps);
    for (const { method, name, control } of this.#owns) control.show(this.#own[method]?.[name] ?? (name === "rate" ? this.#rate : this.#rows.find((row) => row.name === method)!.hyper[name]));
    this.#read.k(`${Math.min(this.#shown, this.#steps)} of ${this.#steps}`);
    this.#read.best(Number.isFinite(best) ? written(Math.abs(best) < 1e-9 ? 0 : best, 4) : "none");
  }
}

/** A title without what stands in parentheses. */
const short = (row: Optimizer): string => row.title.replace(/ \(.*/, "").replace("Nesterov's momentum", "Nesterov");
