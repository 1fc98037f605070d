/**
 * A prediction on a figure, inside a question: a mark to be placed, and after "Compare" the truth and how far off it is.
 * Nothing is marked before the first touch. What a mark is (a place on the axis, an arrow, a rate with its steps) is a `Way`.
 */

import { clickAndPan, makeHandle, type Handle } from "../plot/handle";
import { makePlot, type Plot } from "../plot/plot";
import { written } from "../plot/scale";
import { ask, type Source } from "../source";
import { excuse, frame, numberAttribute } from "./figure";
import { WAYS, type Way } from "./predict_ways";

export class Predict extends HTMLElement {
  #way!: Way;
  #plot!: Plot;
  #handle!: Handle;
  #x: number | null = null; // what is marked
  #ready = false;

  connectedCallback(): void {
    if (this.#ready) return;
    this.#ready = true;
    this.#x = this.hasAttribute("mark") ? numberAttribute(this, "mark", NaN) : null;
    if (this.#x !== null && !Number.isFinite(this.#x)) this.#x = null;
    const { f, curve, wrt } = { f: this.getAttribute("f"), curve: this.getAttribute("curve"), wrt: (this.getAttribute("wrt") ?? "").split(",").filter(Boolean) };
    const found = (text: string | null): Promise<Source | null> => (text ? ask(text, wrt) : Promise.resolve(null));
    Promise.all([found(f), found(curve)]).then(([source, ghost]) => this.#build(source, ghost), (problem: unknown) => excuse(this, problem));
  }

  get #name(): string { return this.getAttribute("axis") ?? "x"; }
  get #unit(): string { return this.getAttribute("unit") ?? ""; }

  #build(source: Source | null, ghost: Source | null): void {
    const still = this.querySelector(".still");
    const words = `Your prediction, ${this.#name}`;
    const { box, key, controls, said } = frame(this);
    for (const part of [key, controls, said]) part.remove();
    this.#way = (WAYS[this.getAttribute("as") ?? "place"] ?? WAYS.place)(this, source, ghost, box);
    if (still && this.#way.keepsStill) this.prepend(still);
    this.#plot = makePlot(box, words, this.#way.window, () => this.#draw());
    const { low, high } = this.#way;
    const plane = this.#way.plane;
    this.#handle = makeHandle(this.#plot, {
      label: words, classes: "update",
      x: plane ? { low: () => this.#plot.window.x0, high: () => this.#plot.window.x1, get: () => this.#spot()[0] } : { low: () => low, high: () => high, get: () => this.#x ?? low },
      ...(plane ? { y: { low: () => this.#plot.window.y0, high: () => this.#plot.window.y1, get: () => this.#spot()[1] } } : {}),
      move: (x, y) => this.#set(this.#way.value(x, y)),
      said: () => (this.#x === null ? "nothing marked yet" : this.#said(this.#x)),
    });
    this.#plot.root.append(this.#handle.node);
    clickAndPan(this.#plot, (x, y) => { this.#set(this.#way.value(x, y)); this.#handle.node.focus({ preventScroll: true }); });
    this.#plot.redraw();
  }

  #said(x: number): string { return `${this.#name} ${written(x, 3)}${this.#unit ? ` ${this.#unit}` : ""}`; }
  #spot(): readonly [number, number] { return this.#way.spot(this.#plot, this.#x); }

  /** Put the mark where a number field says. */
  set mark(x: number) {
    if (!this.#way) return;
    this.#x = this.#way.taken(x);
    this.#draw();
  }

  #set(x: number): void {
    this.#x = this.#way.taken(x);
    this.dispatchEvent(new CustomEvent("predicted", { detail: this.#x, bubbles: true }));
    this.#draw();
  }

  #draw(): void {
    const truth = this.hasAttribute("truth") ? numberAttribute(this, "truth", NaN) : null;
    const marks = this.#way.draw(this.#plot, this.#x, truth, this.#unit);
    for (const mark of marks) mark.setAttribute("aria-hidden", "true");
    this.#plot.marks.replaceChildren(...marks);
    this.#handle.place(...this.#spot());
    this.#handle.node.classList.toggle("waiting", this.#x === null);
    const off = truth === null || this.#x === null ? "" : `; it is ${this.#said(truth)}`;
    this.#plot.root.setAttribute("aria-label", `Your prediction, ${this.#name}${off}`);
  }
}
