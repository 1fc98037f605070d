/** A curve, its derivative, and a tangent to drag along it: `<steepest-tangent f="x^2 sin(x)" wrt="x" at="1">`. */

import { clickAndPan, makeHandle, type Handle } from "../plot/handle";
import { check, numberField, readout, slider, button, type Control } from "../plot/controls";
import { curve, dot, makePlot, segment, text, toX, toY, type Plot } from "../plot/plot";
import { clamp, fixed, niceRange, written, type Window } from "../plot/scale";
import { html, svg } from "../plot/svg";
import { recalledNumber, remember } from "../plot/address";
import { along, at, sourceFor, type Source } from "../source";
import { excuse, frame, numberAttribute, windowAttribute, type Frame } from "./figure";

type Values = Record<string, number>;

export class Tangent extends HTMLElement {
  #source: Source | null = null;
  #plot!: Plot;
  #frame!: Frame;
  #handle!: Handle;
  #x = 1;
  #held: Values = {};
  #shows = { slope: true };
  #xField!: Control;
  #read!: { f: (t: string) => void; slope: (t: string) => void; line: (t: string) => void };
  #params = html("div", { class: "controls params", hidden: true });
  #table = html("tbody");
  #home: Window = { x0: -5, x1: 5, y0: -5, y1: 5 };
  #live = false;

  connectedCallback(): void {
    if (this.#live) return;
    if (this.hasAttribute("waiting")) return; // a workbench hands the function over
    sourceFor(this, "x^2", ["x"]).then((source) => { this.source = source; }, (problem) => excuse(this, problem));
  }

  /** Show this function; the point and the window stay when they still make sense. */
  set source(source: Source) {
    const fresh = this.#source?.text !== source.text || this.#name !== source.wrt[0];
    this.#source = source;
    if (!this.#live) this.#build();
    const others = source.program.inputs.filter((name) => name !== this.#name);
    this.#held = Object.fromEntries(others.map((name) => [name, this.#held[name] ?? recalledNumber(name) ?? numberAttribute(this, `value-${name}`, 1)]));
    this.#buildParams(others);
    if (fresh) {
      this.#home = this.#chooseWindow();
      this.#plot.window = this.#home;
    }
    this.#plot.redraw();
  }

  get values(): Readonly<Record<string, number>> { return { ...this.#held, [this.#name]: this.#x }; }

  get #name(): string { return this.#source?.wrt[0] ?? "x"; }

  #build(): void {
    this.#live = true;
    this.#x = recalledNumber("at") ?? numberAttribute(this, "at", 1);
    this.#frame = frame(this, (factor) => this.#zoom(factor), () => this.#reset());
    const { box, key, controls, said } = this.#frame;
    said.hidden = true;
    const f = this.getAttribute("name") ?? "f";
    key.append(html("li", { class: "value" }, `${f}, the function`), html("li", { class: "gradient" }, `${f}′, its derivative`), html("li", { class: "thin" }, "the tangent"));
    this.#plot = makePlot(box, "Graph of the function, its derivative and a tangent", this.#home, () => this.#draw());
    this.#handle = makeHandle(this.#plot, {
      label: "Point of the tangent",
      x: { low: () => this.#plot.window.x0, high: () => this.#plot.window.x1, get: () => this.#x },
      move: (x) => this.#move(x),
      said: () => this.#sentence(),
    });
    this.#plot.root.append(this.#handle.node);
    clickAndPan(this.#plot, (x) => { this.#move(x); this.#handle.node.focus({ preventScroll: true }); }, (dx, dy) => this.#pan(dx, dy));
    this.#plot.root.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      this.#zoom(event.deltaY > 0 ? 1.1 : 0.9);
    }, { passive: false });

    this.#xField = numberField({ label: this.#name, low: -1e6, high: 1e6, step: 0.1, change: (x) => this.#move(x, true) });
    const value = readout(`${f}`, "value");
    const slope = readout(`${f}′, the slope`, "gradient");
    const line = readout("tangent line");
    this.#read = { f: value.show, slope: slope.show, line: line.show };
    controls.append(this.#xField.node, value.node, slope.node, line.node,
      html("div", { class: "end" }, check(`show ${f}′`, true, (on) => { this.#shows.slope = on; this.#plot.redraw(); }), button("Reset", () => this.#reset())));
    controls.before(this.#params);
    const table = html("table", { class: "values" },
      html("thead", {}, html("tr", {}, ...[this.#name, f, `${f}′`].map((h) => html("th", { scope: "col" }, h)))), this.#table);
    controls.after(html("details", { class: "numbers" }, html("summary", {}, "The picture as a table"), table));
  }

  #buildParams(names: readonly string[]): void {
    this.#params.hidden = names.length === 0;
    const shown = names.join(",");
    if (this.#params.dataset.names === shown) return;
    this.#params.dataset.names = shown;
    this.#params.replaceChildren(...names.map((name) => {
      const control = slider({
        label: name, low: -5, high: 5, step: 0.1, decimals: 2,
        change: (value) => { this.#held[name] = value; remember({ [name]: String(value) }); this.#plot.redraw(); },
      });
      control.show(this.#held[name]);
      return control.node;
    }));
  }

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

  #move(x: number, exact = false): void {
    const grain = 10 ** Math.floor(Math.log10((this.#plot.window.x1 - this.#plot.window.x0) / 400));
    this.#x = exact ? x : Number((Math.round(x / grain) * grain).toPrecision(10));
    remember({ at: String(this.#x) });
    if (exact && (x < this.#plot.window.x0 || x > this.#plot.window.x1)) this.#pan(x - (this.#plot.window.x0 + this.#plot.window.x1) / 2, 0);
    else this.#drawMarks();
  }

  #pan(dx: number, dy: number): void {
    const { x0, x1, y0, y1 } = this.#plot.window;
    this.#plot.window = { x0: x0 + dx, x1: x1 + dx, y0: y0 + dy, y1: y1 + dy };
    this.#plot.redraw();
  }

  #zoom(factor: number): void {
    const { x0, x1, y0, y1 } = this.#plot.window;
    const point = at(this.#source!, { ...this.#held, [this.#name]: this.#x })[0];
    const cx = clamp(this.#x, x0, x1);
    const cy = Number.isFinite(point) ? clamp(point, y0, y1) : (y0 + y1) / 2;
    if ((x1 - x0) * factor > 1e5 || (x1 - x0) * factor < 1e-4) return;
    const around = (low: number, high: number, c: number): [number, number] => [c - (c - low) * factor, c + (high - c) * factor];
    const [nx0, nx1] = around(x0, x1, cx);
    const [ny0, ny1] = around(y0, y1, cy);
    this.#plot.window = { x0: nx0, x1: nx1, y0: ny0, y1: ny1 };
    this.#plot.redraw();
  }

  #reset(): void {
    this.#plot.window = this.#home;
    this.#x = numberAttribute(this, "at", 1);
    remember({ at: null });
    this.#plot.redraw();
  }

  #draw(): void {
    const source = this.#source!;
    const nodes: SVGElement[] = [];
    if (this.#shows.slope) nodes.push(curve(along(source, 1, this.#name, this.#held), this.#plot, "gradient"));
    nodes.push(curve(along(source, 0, this.#name, this.#held), this.#plot, "value"));
    this.#plot.curves.replaceChildren(...nodes);
    this.#drawMarks();
    this.#drawTable();
  }

  #drawMarks(): void {
    const [value, slope] = at(this.#source!, { ...this.#held, [this.#name]: this.#x });
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
    if (this.#shows.slope && Number.isFinite(slope)) {
      nodes.push(segment(plot, this.#x, 0, this.#x, slope, "gradient dotted"), dot(plot, this.#x, slope, "ring", 5));
    }
    for (const node of nodes) node.setAttribute("aria-hidden", "true");
    plot.marks.replaceChildren(...nodes);
    this.dispatchEvent(new CustomEvent("moved", { detail: { ...this.#held, [this.#name]: this.#x }, bubbles: true }));
    this.#handle.place(this.#x, value);
    this.#xField.show(this.#x);
    this.#read.f(fixed(value, 3));
    this.#read.slope(fixed(slope, 3));
    this.#read.line(tangent ? line(value, slope, this.#x, this.#name) : "none here");
  }

  #sentence(): string {
    const [value, slope] = at(this.#source!, { ...this.#held, [this.#name]: this.#x });
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

function line(value: number, slope: number, x: number, name: string): string {
  const height = value - slope * x;
  const sign = height < 0 ? "−" : "+";
  return `y = ${fixed(slope, 2)} ${name} ${sign} ${fixed(Math.abs(height), 2)}`;
}
