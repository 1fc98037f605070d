/**
 * A place to mark a prediction: on a line, on a curve, or on a few dots of a function that stays hidden. Never a gate.
 * `<steepest-predict ask="Where is the slope 0?" f="x^2 - 2x" window="-3,3" answer="1">`; inside a question it is `bare`.
 */

import { clickAndPan, makeHandle, type Handle } from "../plot/handle";
import { button, numberField, type Control } from "../plot/controls";
import { curve, dot, makePlot, segment, text, type Plot } from "../plot/plot";
import { niceRange, written, type Window } from "../plot/scale";
import { html } from "../plot/svg";
import { memoryOf, type Memory } from "../plot/memory";
import { along, ask, at, sourceFor, type Source } from "../source";
import { excuse, frame, numberAttribute, windowAttribute } from "./figure";

export class Predict extends HTMLElement {
  #source: Source | null = null; // the curve that is shown
  #hidden: Source | null = null; // the function of which only dots are shown
  #memory!: Memory;
  #plot!: Plot;
  #handle!: Handle;
  #field: Control | null = null;
  #form: HTMLInputElement | null = null;
  #said!: HTMLElement;
  #x = 0;
  #touched = false;
  #open = false;

  connectedCallback(): void {
    if (this.#memory) return;
    this.#memory = memoryOf(this);
    const axis = this.getAttribute("axis");
    const shown = this.getAttribute("curve");
    const dotted = this.getAttribute("hidden-f");
    const ready: Promise<unknown>[] = [];
    if (shown) ready.push(ask(shown, axis ? [axis] : []).then((source) => { this.#source = source; }));
    if (dotted) ready.push(ask(dotted, axis ? [axis] : []).then((source) => { this.#hidden = source; }));
    if (this.hasAttribute("f")) ready.push(sourceFor(this, "x", ["x"]).then((source) => { this.#source = source; }));
    Promise.all(ready).then(() => this.#build(), (problem: unknown) => excuse(this, problem));
  }

  get #name(): string { return this.getAttribute("axis") ?? this.#source?.wrt[0] ?? "x"; }
  #height(x: number): number { return this.#source && this.hasAttribute("f") ? at(this.#source, { [this.#source.wrt[0]]: x })[0] : this.#plot.window.y0 + 0.07 * (this.#plot.window.y1 - this.#plot.window.y0); }

  #window(): Window {
    const given = windowAttribute(this, "window") ?? [numberAttribute(this, "low", -5), numberAttribute(this, "high", 5)];
    if (given.length === 4) return { x0: given[0], x1: given[1], y0: given[2], y1: given[3] };
    const room = this.hasAttribute("window") ? 0 : 0.04 * (given[1] - given[0]);
    const [x0, x1] = [given[0] - room, given[1] + room];
    if (!this.#source) return { x0, x1, y0: -1, y1: 1 };
    const xs = new Float64Array(200).map((_, k) => x0 + ((x1 - x0) * k) / 199);
    const [y0, y1] = niceRange([...along(this.#source, 0, this.#source.wrt[0], {})(xs)]);
    return { x0, x1, y0, y1 };
  }

  #build(): void {
    const bare = this.hasAttribute("bare");
    const words = this.getAttribute("ask") ?? `Your prediction, ${this.#name}`;
    const kept = bare && !this.hasAttribute("hidden-f") ? this.querySelector(".still") : null;
    const window = this.#window();
    const [low, high] = [numberAttribute(this, "low", window.x0), numberAttribute(this, "high", window.x1)];
    this.#x = numberAttribute(this, "mark", this.#memory.number("at", low + 0.12 * (high - low)));
    this.#touched = this.hasAttribute("mark");
    const { box, key, controls, said } = frame(this);
    if (kept) this.prepend(kept);
    key.remove();
    this.#said = said;
    const line = !this.#source && !this.#hidden;
    if (line) box.style.setProperty("--shape", "16 / 3");
    box.classList.toggle("low", line);
    this.#plot = makePlot(box, words, window, () => this.#draw());
    this.#handle = makeHandle(this.#plot, {
      label: words, classes: "update", x: { low: () => low, high: () => high, get: () => this.#x }, move: (x) => this.#set(x),
      said: () => `${this.#name} = ${written(this.#x, 3)}`,
    });
    this.#plot.root.append(this.#handle.node);
    clickAndPan(this.#plot, (x) => { this.#set(Math.min(Math.max(x, low), high)); this.#handle.node.focus({ preventScroll: true }); });
    if (bare) {
      controls.remove();
      said.remove();
    } else {
      this.#field = numberField({ label: "your mark", low, high, step: (high - low) / 100, decimals: 2, change: (x) => this.#set(x) });
      const end = html("div", { class: "end" });
      if (this.hasAttribute("answer")) end.append(button("Compare", () => { this.#open = true; this.#plot.redraw(); }, "button small primary"));
      controls.append(this.#field.node, end);
      said.textContent = words;
    }
    const formField = this.getAttribute("name");
    if (formField) {
      this.#form = html("input", { type: "hidden", name: formField });
      this.append(this.#form);
    }
    this.#plot.redraw();
  }

  /** Put the mark where a number field says. */
  set mark(x: number) {
    this.#x = x;
    this.#touched = true;
    this.#draw();
  }

  #set(x: number): void {
    const grain = 10 ** Math.floor(Math.log10((this.#plot.window.x1 - this.#plot.window.x0) / 200));
    this.#x = Number((Math.round(x / grain) * grain).toPrecision(8));
    this.#touched = true;
    this.#memory.keep("at", this.#x);
    if (this.#form) this.#form.value = String(this.#x);
    this.dispatchEvent(new CustomEvent("predicted", { detail: this.#x, bubbles: true }));
    this.#draw();
  }

  #draw(): void {
    const plot = this.#plot;
    const { y0, y1 } = plot.window;
    if (this.#source) plot.curves.replaceChildren(curve(along(this.#source, 0, this.#source.wrt[0], {}), plot, this.hasAttribute("f") ? "value" : "ghost"));
    const marks: SVGElement[] = [segment(plot, this.#x, y0, this.#x, y1, "update dotted")];
    for (const x of (this.getAttribute("dots") ?? "").split(/[\s,]+/).filter(Boolean).map(Number)) {
      if (this.#hidden) marks.push(dot(plot, x, at(this.#hidden, { [this.#hidden.wrt[0]]: x })[0], "dot value", 7));
    }
    const answer = numberAttribute(this, "answer", NaN);
    if (this.#open && Number.isFinite(answer)) {
      marks.push(segment(plot, answer, y0, answer, y1, "value"), text(plot, answer, y1, `here: ${written(answer, 3)}`, "halo value", 8, 20));
      const off = Math.abs(answer - this.#x);
      const close = off <= (plot.window.x1 - plot.window.x0) * 0.03;
      this.#said.textContent = !this.#touched ? `It is at ${written(answer, 3)}.` : close ? "That is the place." : `You marked ${written(this.#x, 3)}; it is at ${written(answer, 3)}. Read on to see why.`;
    }
    for (const mark of marks) mark.setAttribute("aria-hidden", "true");
    plot.marks.replaceChildren(...marks);
    this.#handle.place(this.#x, this.#height(this.#x));
    this.#field?.show(this.#x);
  }
}
