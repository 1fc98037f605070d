/** A curve, its derivative, and a tangent to drag along it: `<steepest-tangent f="x^2 sin(x)" wrt="x" at="1">`. */

import { clickAndPan, makeHandle, type Handle } from "../plot/handle";
import { check, numberField, readout, slider, button, type Control } from "../plot/controls";
import { curve, dot, makePlot, segment, text, toX, toY, type Plot } from "../plot/plot";
import { clamp, fixed, niceRange, panned, written, zoomed, type Window } from "../plot/scale";
import { html, svg } from "../plot/svg";
import { memoryOf, type Memory } from "../plot/memory";
import { along, at, sourceFor, type Source } from "../source";
import { excuse, frame, numberAttribute, windowAttribute, type Frame } from "./figure";

type Values = Record<string, number>;

const LIMIT = 1e6; // of what may be typed

export class Tangent extends HTMLElement {
  #source: Source | null = null;
  #memory!: Memory;
  #plot!: Plot;
  #frame!: Frame;
  #handle!: Handle;
  #x = 1;
  #held: Values = {};
  #slope = true; // whether f′ is drawn
  #xField!: Control;
  #slopeBox!: { show: (on: boolean) => void };
  #params: Readonly<Record<string, Control>> = {};
  #read!: { f: (t: string) => void; slope: (t: string) => void; line: (t: string) => void };
  #paramsBox = html("div", { class: "controls params", hidden: true });
  #table = html("tbody");
  #home: Window = { x0: -5, x1: 5, y0: -5, y1: 5 };

  connectedCallback(): void {
    if (this.#source) return;
    if (this.hasAttribute("waiting")) return; // a workbench hands the function over
    sourceFor(this, "x^2", ["x"]).then((source) => { this.source = source; }, (problem) => excuse(this, problem));
  }

  /** Show this function; the point, what is held and the window stay where they still make sense. */
  set source(source: Source) {
    const first = this.#source === null;
    const [text, drawn] = [this.#source?.text, this.#drawn];
    this.#source = source;
    const other = drawn !== this.#drawn;
    if (other) this.#build();
    const others = source.program.inputs.filter((name) => name !== this.#name);
    this.#held = Object.fromEntries(others.map((name) => [name, this.#held[name] ?? this.#memory.number(name, this.#given(name), -LIMIT, LIMIT)]));
    this.#buildParams(others);
    if (other || text !== source.text) {
      this.#home = this.#chooseWindow();
      this.#plot.window = first ? this.#memory.window("view", this.#home) : this.#home;
      if (!first) this.#memory.keep("view", null);
    }
    this.#plot.redraw();
  }

  get values(): Readonly<Record<string, number>> { return { ...this.#held, [this.#name]: this.#x }; }

  /** Put in these values, as another figure has them. */
  put(values: Readonly<Record<string, number>>): void {
    if (!this.#source) return;
    for (const [name, value] of Object.entries(values)) if (name in this.#held) this.#hold(name, value);
    const x = values[this.#name];
    if (x !== undefined && x !== this.#x) this.#move(x);
    else this.#plot.redraw();
  }

  get #name(): string { return this.#source?.wrt[0] ?? "x"; }

  /** The order of the higher derivative that came with the function; 0 for none. */
  get #higher(): number {
    const found = /^d(\d+)\//.exec(this.#source?.program.outputs.at(-1) ?? "");
    return found ? Number(found[1]) : 0;
  }

  /** What the labels speak of. */
  get #drawn(): string { return this.#source ? `${this.#name} ${this.#higher} ${this.#source.program.inputs.length > 1}` : ""; }

  #build(): void {
    if (!this.#memory) {
      this.#memory = memoryOf(this);
      this.#x = this.#memory.number("at", numberAttribute(this, "at", 1), -LIMIT, LIMIT);
      this.#slope = this.#memory.text("slope", "on") !== "off";
    }
    this.#frame = frame(this, (factor) => this.#zoom(factor), () => this.#reset());
    const { box, key, controls, said } = this.#frame;
    said.hidden = true;
    const f = this.getAttribute("name") ?? "f";
    const higher = this.#higher;
    key.append(html("li", { class: "value" }, `${f}, the function`), html("li", { class: "gradient" }, `${f}′, its derivative${this.#source!.program.inputs.length > 1 ? ` by ${this.#name}` : ""}`),
      ...(higher ? [html("li", { class: "higher" }, `${f}${primes(higher)}, of order ${higher}`)] : []), html("li", { class: "thin" }, "the tangent"));
    this.#plot = makePlot(box, "Graph of the function, its derivative and a tangent", this.#home, () => this.#draw());
    this.#handle = makeHandle(this.#plot, {
      label: "Point of the tangent",
      x: { low: () => this.#plot.window.x0, high: () => this.#plot.window.x1, get: () => this.#x },
      move: (x) => this.#move(x),
      said: () => this.#sentence(),
    });
    this.#plot.root.append(this.#handle.node);
    clickAndPan(this.#plot, (x) => { this.#move(x); this.#handle.node.focus({ preventScroll: true }); }, (dx, dy) => this.#see(panned(this.#plot.window, dx, dy)));
    this.#plot.root.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      this.#zoom(event.deltaY > 0 ? 1.1 : 0.9);
    }, { passive: false });

    this.#xField = numberField({ label: this.#name, low: -LIMIT, high: LIMIT, step: 0.1, change: (x) => this.#move(x) });
    const value = readout(`${f}`, "value");
    const slope = readout(`${f}′, the slope`, "gradient");
    const line = readout("tangent line");
    this.#read = { f: value.show, slope: slope.show, line: line.show };
    const shown = check(`show ${f}′`, this.#slope, (on) => { this.#slope = on; this.#memory.keep("slope", on ? null : "off"); this.#plot.redraw(); });
    this.#slopeBox = shown;
    controls.append(this.#xField.node, value.node, slope.node, line.node, html("div", { class: "end" }, shown.node, button("Reset", () => this.#reset())));
    controls.before(this.#paramsBox);
    const table = html("table", { class: "values" },
      html("thead", {}, html("tr", {}, ...[this.#name, f, `${f}′`].map((h) => html("th", { scope: "col" }, h)))), this.#table);
    controls.after(html("details", { class: "numbers" }, html("summary", {}, "The picture as a table"), table));
  }

  #buildParams(names: readonly string[]): void {
    this.#paramsBox.hidden = names.length === 0;
    const shown = names.join(",");
    if (this.#paramsBox.dataset.names !== shown) {
      this.#paramsBox.dataset.names = shown;
      this.#params = Object.fromEntries(names.map((name) => [name, slider({
        label: name, low: -5, high: 5, step: 0.1, typed: [-LIMIT, LIMIT], change: (value) => { this.#hold(name, value); this.#plot.redraw(); },
      })]));
      this.#paramsBox.replaceChildren(...Object.values(this.#params).map((control) => control.node));
    }
    for (const name of names) this.#params[name].show(this.#held[name]);
  }

  /** The value of another letter. */
  #hold(name: string, value: number): void {
    this.#held[name] = value;
    this.#memory.keep(name, value);
    this.#params[name].show(value);
  }

  /** The value that the page gives a letter. */
  #given(name: string): number { return numberAttribute(this, `value-${name}`, 1); }

  #chooseWindow(): Window {
    const given = windowAttribute(this, "window");
    const [x0, x1] = given ?? [-5, 5];
    if (given?.length === 4) return { x0, x1, y0: given[2], y1: given[3] };
    const xs = new Float64Array(401).map((_, k) => x0 + ((x1 - x0) * k) / 400);
    const source = this.#source!;
    const f = along(source, 0, this.#name, this.#held)(xs);
    const [f0, f1] = niceRange([...f]);
    const [g0, g1] = niceRange([...along(source, 1, this.#name, this.#held)(xs)]);
    const both = Math.max(f1, g1) - Math.min(f0, g0);
    const [y0, y1] = both < 4.5 * (f1 - f0) ? niceRange([f0, g0, f1, g1]) : [f0, f1]; // f′ too, unless f would be flat
    return { x0, x1, y0, y1 };
  }

  #move(x: number): void {
    this.#x = x;
    this.#memory.keep("at", x);
    const { x0, x1 } = this.#plot.window;
    if (x < x0 || x > x1) this.#see(panned(this.#plot.window, x - (x0 + x1) / 2, 0));
    else this.#drawMarks();
  }

  #see(window: Window): void {
    this.#plot.window = window;
    this.#memory.keep("view", window);
    this.#plot.redraw();
  }

  #zoom(factor: number): void {
    const { window } = this.#plot;
    const height = at(this.#source!, this.values)[0];
    this.#see(zoomed(window, factor, clamp(this.#x, window.x0, window.x1), Number.isFinite(height) ? clamp(height, window.y0, window.y1) : (window.y0 + window.y1) / 2));
  }

  #reset(): void {
    this.#x = numberAttribute(this, "at", 1);
    this.#slope = true;
    this.#slopeBox.show(true);
    for (const name of Object.keys(this.#held)) {
      this.#hold(name, this.#given(name));
      this.#memory.keep(name, null);
    }
    for (const what of ["at", "view", "slope"]) this.#memory.keep(what, null);
    this.#plot.window = this.#home;
    this.#plot.redraw();
  }

  #draw(): void {
    const source = this.#source!;
    const nodes: SVGElement[] = [];
    if (this.#slope && this.#higher) nodes.push(curve(along(source, source.program.outputs.length - 1, this.#name, this.#held), this.#plot, "higher"));
    if (this.#slope) nodes.push(curve(along(source, 1, this.#name, this.#held), this.#plot, "gradient"));
    nodes.push(curve(along(source, 0, this.#name, this.#held), this.#plot, "value"));
    this.#plot.curves.replaceChildren(...nodes);
    this.#drawMarks();
    this.#drawTable();
  }

  #drawMarks(): void {
    const [value, slope] = at(this.#source!, this.values);
    const plot = this.#plot;
    const nodes: SVGElement[] = [];
    plot.back.replaceChildren();
    const tangent = Number.isFinite(value) && Number.isFinite(slope);
    if (tangent) {
      const { x0, x1 } = plot.window;
      const run = niceRun(x1 - x0);
      const corner = { x: this.#x + run, y: value };
      const rise = value + slope * run;
      plot.back.append(svg("polygon", { class: "wash", points: [[this.#x, value], [corner.x, corner.y], [corner.x, rise]].map(([x, y]) => `${toX(plot, x)},${toY(plot, y)}`).join(" ") }));
      nodes.push(segment(plot, x0, value + slope * (x0 - this.#x), x1, value + slope * (x1 - this.#x), "gradient"));
      nodes.push(segment(plot, this.#x, value, corner.x, corner.y, "muted dotted"), segment(plot, corner.x, value, corner.x, rise, "gradient dotted"));
      const tall = Math.abs(toY(plot, rise) - toY(plot, value));
      if (tall > 14) {
        nodes.push(text(plot, corner.x, (value + clamp(rise, plot.window.y0, plot.window.y1)) / 2, `${written(slope * run, 3)}`, "gradient halo", 6, 4));
        nodes.push(text(plot, (this.#x + corner.x) / 2, value, written(run, 3), "halo", -4, slope > 0 ? 15 : -6));
      }
    }
    if (this.#slope && Number.isFinite(slope)) {
      nodes.push(segment(plot, this.#x, 0, this.#x, slope, "gradient dotted"), dot(plot, this.#x, slope, "ring", 5));
    }
    for (const node of nodes) node.setAttribute("aria-hidden", "true");
    plot.marks.replaceChildren(...nodes);
    this.dispatchEvent(new CustomEvent("moved", { detail: this.values, bubbles: true }));
    this.#handle.place(this.#x, value);
    this.#xField.show(this.#x);
    this.#read.f(fixed(value, 3));
    this.#read.slope(fixed(slope, 3));
    this.#read.line(tangent ? line(value, slope, this.#x, this.#name) : "none here");
  }

  #sentence(): string {
    const [value, slope] = at(this.#source!, this.values);
    return `${this.#name} = ${written(this.#x, 4)}, f = ${written(value, 3)}, slope = ${written(slope, 3)}`;
  }

  #drawTable(): void {
    const { x0, x1 } = this.#plot.window;
    const rows: HTMLElement[] = [];
    for (let k = 0; k <= 10; k++) {
      const x = Number((x0 + ((x1 - x0) * k) / 10).toPrecision(4));
      const [value, slope] = at(this.#source!, { ...this.#held, [this.#name]: x });
      rows.push(html("tr", {}, ...[x, value, slope].map((v) => html("td", {}, written(v, 4)))));
    }
    this.#table.replaceChildren(...rows);
  }
}

/** A run for the slope triangle: 1 where that is a good size on the screen, else the next round number. */
function niceRun(span: number): number {
  const rough = span / 9;
  const power = 10 ** Math.floor(Math.log10(rough));
  return (rough / power < 1.6 ? 1 : rough / power < 3.6 ? 2 : 5) * power;
}

/** ′ as often as the order says; from 4 on as a number. */
const primes = (order: number): string => ["", "′", "″", "‴"][order] ?? `⁽${[..."⁰¹²³⁴⁵⁶⁷⁸⁹"][order]}⁾`;

function line(value: number, slope: number, x: number, name: string): string {
  const height = value - slope * x;
  const sign = height < 0 ? "−" : "+";
  return `y = ${fixed(slope, 2)} ${name} ${sign} ${fixed(Math.abs(height), 2)}`;
}
