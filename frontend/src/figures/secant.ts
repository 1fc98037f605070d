/** Secant → tangent: `<steepest-secant f="x^2" at="1" h="1.5">`. */

import { clickAndPan, makeHandle, type Handle } from "../plot/handle";
import { button, numberField, readout, type Control } from "../plot/controls";
import { curve, makePlot, segment, text, toX, toY, type Plot } from "../plot/plot";
import { clamp, fixed, niceRange, written } from "../plot/scale";
import { html, svg } from "../plot/svg";
import { memoryOf, type Memory } from "../plot/memory";
import { along, at, sourceFor, type Source } from "../source";
import { excuse, frame, numberAttribute, windowAttribute } from "./figure";

const SMALLEST = 1e-6;
const LIMIT = 1e3; // of what may be typed
const HARDLY = 3; // pixels by which two lines in the picture can hardly be told apart

export class Secant extends HTMLElement {
  #source!: Source;
  #plot!: Plot;
  #memory!: Memory;
  #a = 1;
  #h = 1.5;
  #first!: Handle;
  #second!: Handle;
  #fields!: { a: Control; h: Control };
  #read!: { secant: (t: string) => void; tangent: (t: string) => void; gap: (t: string) => void };
  #said!: HTMLElement;

  connectedCallback(): void {
    if (this.#memory) return;
    this.#memory = memoryOf(this);
    sourceFor(this, "x^2", ["x"]).then((source) => { this.#source = source; this.#build(); }, (problem) => excuse(this, problem));
  }

  #f(x: number): number { return at(this.#source, { [this.#source.wrt[0]]: x })[0]; }
  #slope(x: number): number { return at(this.#source, { [this.#source.wrt[0]]: x })[1]; }

  #build(): void {
    const name = this.#source.wrt[0];
    const first = { a: numberAttribute(this, "at", 1), h: numberAttribute(this, "h", 1.5) };
    this.#a = this.#memory.number("at", first.a, -LIMIT, LIMIT);
    const h = this.#memory.number("h", first.h, -LIMIT, LIMIT);
    this.#h = Math.abs(h) < SMALLEST ? first.h : h;
    const { box, key, controls, said } = frame(this);
    this.#said = said;
    key.append(html("li", { class: "value" }, "the function"), html("li", { class: "update" }, "secant through two points"), html("li", { class: "thin" }, "tangent"));
    const given = windowAttribute(this, "window") ?? [-1, 4];
    const xs = new Float64Array(200).map((_, k) => given[0] + ((given[1] - given[0]) * k) / 199);
    const [y0, y1] = given.length === 4 ? [given[2], given[3]] : niceRange([...along(this.#source, 0, name, {})(xs)]);
    this.#plot = makePlot(box, "Graph with a secant and a tangent", { x0: given[0], x1: given[1], y0, y1 }, () => this.#draw(), [name]);
    const range = { low: () => this.#plot.window.x0, high: () => this.#plot.window.x1 };
    this.#first = makeHandle(this.#plot, {
      label: "First point", x: { ...range, get: () => this.#a },
      move: (x) => this.#set(x, this.#h), said: () => `${name} = ${written(this.#a, 4)}, slope of the curve there ${written(this.#slope(this.#a), 3)}`,
    });
    this.#second = makeHandle(this.#plot, {
      label: "Second point", classes: "update", x: { ...range, get: () => this.#a + this.#h },
      move: (x) => this.#set(this.#a, x - this.#a), said: () => `h = ${written(this.#h, 3)}, slope of the secant ${written(this.#secant(), 4)}`,
    });
    this.#plot.root.append(this.#first.node, this.#second.node);
    clickAndPan(this.#plot, (x) => { this.#set(this.#a, x - this.#a); this.#second.node.focus({ preventScroll: true }); });
    const secant = readout("slope of the secant", "update");
    const tangent = readout("slope of the tangent", "gradient");
    const gap = readout("difference");
    this.#read = { secant: secant.show, tangent: tangent.show, gap: gap.show };
    this.#fields = {
      a: numberField({ label: name, low: -LIMIT, high: LIMIT, step: 0.1, change: (a) => this.#set(a, this.#h) }),
      h: numberField({ label: "h", low: -LIMIT, high: LIMIT, step: 0.1, decimals: 7, change: (h) => this.#set(this.#a, h) }),
    };
    controls.append(this.#fields.a.node, this.#fields.h.node, secant.node, tangent.node, gap.node, html("div", { class: "end" },
      button("Halve h", () => this.#set(this.#a, this.#h / 2), "button small primary"), button("Reset", () => { this.#set(first.a, first.h); for (const what of ["at", "h"]) this.#memory.keep(what, null); })));
    this.#plot.redraw();
  }

  #secant(): number { return (this.#f(this.#a + this.#h) - this.#f(this.#a)) / this.#h; }

  #set(a: number, h: number): void {
    const sign = h < 0 ? -1 : 1;
    this.#a = a;
    this.#h = sign * Math.max(SMALLEST, Math.abs(Number(h.toPrecision(8)))); // h = 0 has no secant: 0/0
    this.#memory.keep("at", a);
    this.#memory.keep("h", this.#h);
    this.#drawMarks();
  }

  #draw(): void {
    this.#plot.curves.replaceChildren(curve(along(this.#source, 0, this.#source.wrt[0], {}), this.#plot, "value"));
    this.#drawMarks();
  }

  #drawMarks(): void {
    const [plot, a, h] = [this.#plot, this.#a, this.#h];
    const [fa, fb, slope, secant] = [this.#f(a), this.#f(a + h), this.#slope(a), this.#secant()];
    const { x0, x1 } = plot.window;
    const nodes: SVGElement[] = [];
    const straight = (m: number, classes: string): SVGElement => segment(plot, x0, fa + m * (x0 - a), x1, fa + m * (x1 - a), classes);
    if (Number.isFinite(slope)) nodes.push(straight(slope, "gradient"));
    if (Number.isFinite(secant)) nodes.push(straight(secant, "update"));
    if (Math.abs(toX(plot, a + h) - toX(plot, a)) > 26 && Number.isFinite(fb)) {
      nodes.push(svg("polyline", { class: "line muted dotted", points: `${toX(plot, a)},${toY(plot, fa)} ${toX(plot, a + h)},${toY(plot, fa)} ${toX(plot, a + h)},${toY(plot, fb)}` }));
      nodes.push(text(plot, a + h / 2, fa, `h = ${written(h, 3)}`, "halo update", -18, fb > fa ? 16 : -8));
      if (Math.abs(toY(plot, fb) - toY(plot, fa)) > 20) {
        nodes.push(text(plot, a + h, (fa + clamp(fb, plot.window.y0, plot.window.y1)) / 2, written(fb - fa, 3), "halo update", h > 0 ? 7 : -44, 4));
      }
    }
    for (const node of nodes) node.setAttribute("aria-hidden", "true");
    plot.marks.replaceChildren(...nodes);
    this.#first.place(a, fa);
    this.#second.place(a + h, fb);
    this.#fields.a.show(a);
    this.#fields.h.show(h);
    this.#read.secant(fixed(secant, 5));
    this.#read.tangent(fixed(slope, 5));
    this.#read.gap(written(secant - slope, 2));
    this.#said.textContent = this.#sentence(secant, slope);
  }

  #sentence(secant: number, slope: number): string {
    const { window, size } = this.#plot;
    const [a, h] = [this.#a, this.#h];
    if (secant === slope) return "Secant and tangent have one slope here.";
    const apart = (Math.abs(secant - slope) * Math.max(Math.abs(window.x0 - a), Math.abs(window.x1 - a)) * size.height) / (window.y1 - window.y0); // at the border
    const inside = a >= window.x0 && a <= window.x1;
    const digits = 2 + Math.max(2, Math.ceil(-Math.log10(Math.abs(secant / slope - 1)))); // as many as tell the two numbers apart
    return inside && apart < HARDLY && digits < 14
      ? `The lines can hardly be told apart, but the secant’s slope is ${written(secant, digits)}, not ${written(slope, digits)}: only the limit, as h goes to 0, is the derivative.`
      : `(f(${written(a + h, 4)}) − f(${written(a, 4)})) / ${written(h, 3)} = ${written(secant, 5)}`;
  }
}
