/** Several optimizers from one start, on level lines or on a curve: `<steepest-race>`, the picture of /descend. */

import { clickAndPan, makeHandle, type Handle } from "../plot/handle";
import { numberField, readout, slider, type Control } from "../plot/controls";
import { curve, makePlot, text, toX, toY, type Plot } from "../plot/plot";
import { gridOf, makeField, onTheme, sameScale } from "../plot/field";
import { clamp, niceRange, written, type Window } from "../plot/scale";
import { remember } from "../plot/address";
import { html, svg } from "../plot/svg";
import { makePlayer, type Player } from "../plot/player";
import { along, at, type Source } from "../source";
import { frame, numberAttribute, windowAttribute, type Frame } from "./figure";
import { descend, readOptimizer, type Optimizer } from "./optimizer";
import type { Walk } from "./walk";

interface Runner { readonly row: Optimizer; readonly place: number; readonly walk: Walk }

export class Race extends HTMLElement {
  #source!: Source;
  #rows: readonly Optimizer[] = [];
  #chosen: readonly string[] = [];
  #plot: Plot | null = null;
  #frame!: Frame;
  #canvas = html("canvas", { "aria-hidden": "true" });
  #field!: () => void;
  #handle!: Handle;
  #home: Window = { x0: -3, x1: 3, y0: -2, y1: 2 };
  #start: number[] = [1, 1];
  #rate = 0.1;
  #steps = 60;
  #shown = 60;
  #runners: readonly Runner[] = [];
  #fields: Control[] = [];
  #rateControl!: Control;
  #stepsField!: Control;
  #read!: { k: (t: string) => void; best: (t: string) => void };
  #player!: Player;

  /** The optimizers that came with the page. */
  rows(): readonly Optimizer[] {
    if (this.#rows.length === 0) this.#rows = (JSON.parse(this.querySelector(".optimizers")?.textContent ?? "[]") as unknown[]).map(readOptimizer);
    return this.#rows;
  }

  get settings(): Record<string, string> {
    return { x: String(this.#start[0]), ...(this.#flat ? { y: String(this.#start[1]) } : {}), rate: String(this.#rate), steps: String(this.#steps) };
  }

  /** What each of them did, by name. */
  get walks(): Record<string, Walk> { return Object.fromEntries(this.#runners.map(({ row, walk }) => [row.name, walk])); }

  get #flat(): boolean { return this.#source.wrt.length > 1; }

  show(source: Source, chosen: readonly string[]): void {
    const fresh = this.#source?.text !== source.text;
    const bent = this.#source && this.#source.wrt.length !== source.wrt.length;
    this.#source = source;
    this.#chosen = chosen;
    this.rows();
    if (!this.#plot || bent) this.#build();
    else if (fresh) this.#look();
    this.#again(false);
    this.#plot!.redraw();
  }

  #look(): void {
    const given = windowAttribute(this, "window") ?? [-3, 3, -2, 2];
    const [x0, x1] = given;
    if (this.#flat) { this.#home = { x0, x1, y0: given[2] ?? -2, y1: given[3] ?? 2 }; return; }
    const xs = new Float64Array(200).map((_, k) => x0 + ((x1 - x0) * k) / 199);
    const [y0, y1] = niceRange([...along(this.#source, 0, this.#source.wrt[0], {})(xs)]);
    this.#home = { x0, x1, y0, y1 };
  }

  #build(): void {
    if (!this.#plot) {
      this.#start = [numberAttribute(this, "x", 1), numberAttribute(this, "y", 1)];
      this.#rate = numberAttribute(this, "rate", 0.1);
      this.#steps = numberAttribute(this, "steps", 60);
    }
    this.#look();
    const names = this.#source.wrt;
    this.#frame = frame(this, (factor) => this.#zoom(factor), () => { this.#look(); this.#plot!.redraw(); });
    const { box, controls, said } = this.#frame;
    said.hidden = true;
    if (this.#flat) box.prepend(this.#canvas);
    this.#plot = makePlot(box, "The landscape with the paths", this.#home, () => this.#draw());
    this.#field = makeField(this.#plot, this.#canvas, (n) => gridOf(this.#source, [this.#source.wrt[0], this.#source.wrt[1]], {}, this.#plot!.window, n), 18);
    const axis = (low: "x0" | "y0", high: "x1" | "y1", i: number): { low: () => number; high: () => number; get: () => number } => ({ low: () => this.#plot!.window[low], high: () => this.#plot!.window[high], get: () => this.#start[i] });
    this.#handle = makeHandle(this.#plot, {
      label: "Where everyone starts", x: axis("x0", "x1", 0), ...(this.#flat ? { y: axis("y0", "y1", 1) } : {}),
      move: (x, y) => this.#setStart(this.#flat ? [x, y] : [x, this.#start[1]]),
      said: () => names.map((name, i) => `${name} = ${written(this.#start[i], 3)}`).join(", "),
    });
    this.#plot.root.append(this.#handle.node);
    clickAndPan(this.#plot, (x, y) => { this.#setStart(this.#flat ? [x, y] : [x, this.#start[1]]); this.#handle.node.focus({ preventScroll: true }); });
    onTheme(() => this.#plot!.redraw());
    this.#rateControl = slider({ label: "learning rate", low: 0.0005, high: 1.2, step: 1.2 / 400, curved: true, written: (v) => written(v, 3), change: (v) => { this.#rate = Number(v.toPrecision(4)); this.#changed(); } });
    this.#stepsField = numberField({ label: "steps", low: 1, high: 500, step: 10, decimals: 0, change: (v) => { this.#steps = Math.round(v); this.#changed(); } });
    this.#fields = names.map((name, i) => numberField({ label: `start ${name}`, low: -1e3, high: 1e3, step: 0.1, change: (v) => this.#setStart(this.#start.map((old, j) => (j === i ? v : old))) }));
    const [step, best] = [readout("step"), readout("lowest so far", "value")];
    this.#read = { k: step.show, best: best.show };
    this.#player = makePlayer(() => this.#shown, () => this.#steps, (k) => { this.#shown = k; this.#drawMarks(); }, () => {
      this.#start = [numberAttribute(this, "x", 1), numberAttribute(this, "y", 1)];
      this.#rate = numberAttribute(this, "rate", 0.1);
      this.#steps = numberAttribute(this, "steps", 60);
      this.#changed();
    }, 20);
    controls.append(this.#rateControl.node, this.#stepsField.node, ...this.#fields.map((field) => field.node), step.node, best.node, this.#player.node);
  }

  #zoom(factor: number): void {
    const { x0, x1, y0, y1 } = this.#plot!.window;
    const [cx, cy] = [(x0 + x1) / 2, (y0 + y1) / 2];
    this.#home = { x0: cx - (cx - x0) * factor, x1: cx + (x1 - cx) * factor, y0: cy - (cy - y0) * factor, y1: cy + (y1 - cy) * factor };
    this.#plot!.redraw();
  }

  #setStart(start: readonly number[]): void {
    this.#start = start.map((v) => Number(v.toFixed(3)));
    this.#changed();
  }

  #changed(): void {
    remember(this.settings);
    this.#again(true);
  }

  #again(tell: boolean): void {
    this.#player.stop();
    const names = this.#source.wrt;
    const slope = (point: readonly number[]): { value: number; gradient: number[] } => {
      const [value, ...gradient] = at(this.#source, Object.fromEntries(names.map((name, i) => [name, point[i]])));
      return { value, gradient };
    };
    const start = this.#start.slice(0, names.length);
    this.#runners = this.#rows.flatMap((row, k) => (this.#chosen.includes(row.name) ? [{ row, place: k + 1, walk: descend(row, slope, start, this.#rate, this.#steps) }] : []));
    this.#shown = this.#steps;
    this.#drawMarks();
    if (tell) this.dispatchEvent(new CustomEvent("changed", { bubbles: true }));
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
    let best = Infinity;
    const height = (walk: Walk, i: number): number => (this.#flat ? walk.points[i][1] : walk.values[i]);
    for (const { row, place, walk } of this.#runners) {
      const last = Math.min(this.#shown, walk.points.length - 1);
      const seen: string[] = [];
      let end: readonly [number, number] | null = null;
      for (let i = 0; i <= last; i++) {
        const [px, py] = [toX(plot, walk.points[i][0]), toY(plot, height(walk, i))];
        if (!Number.isFinite(px) || !Number.isFinite(py) || Math.abs(px) > 5000 || Math.abs(py) > 5000) break;
        if (walk.values[i] < best) best = walk.values[i];
        seen.push(`${px.toFixed(1)},${py.toFixed(1)}`);
        end = [walk.points[i][0], height(walk, i)];
      }
      if (this.#steps <= 150) nodes.push(svg("path", { class: `race-dots race-${place}`, d: seen.slice(1, -1).map((point) => `M${point}h0`).join("") }));
      nodes.push(svg("polyline", { class: `race-line race-${place}`, points: seen.join(" ") }));
      if (end) {
        nodes.push(svg("circle", { class: `race-dot race-${place} end`, cx: toX(plot, end[0]), cy: toY(plot, end[1]), r: 6 }));
        const px = clamp(toX(plot, end[0]), 0, plot.size.width);
        nodes.push(text(plot, end[0], end[1], row.title.replace(/ \(.*/, "").replace("Gradient descent", "GD"), `halo race-name race-${place}`, px > plot.size.width - 90 ? -80 : 10, -8 + 15 * ((place - 1) % 3)));
      }
    }
    for (const node of nodes) node.setAttribute("aria-hidden", "true");
    plot.marks.replaceChildren(...nodes);
    this.#handle.place(this.#start[0], this.#flat ? this.#start[1] : at(this.#source, { [this.#source.wrt[0]]: this.#start[0] })[0]);
    this.#fields.forEach((field, i) => field.show(this.#start[i]));
    this.#rateControl.show(this.#rate);
    this.#stepsField.show(this.#steps);
    this.#read.k(`${Math.min(this.#shown, this.#steps)} of ${this.#steps}`);
    this.#read.best(written(Math.abs(best) < 1e-9 ? 0 : best, 4));
  }
}
