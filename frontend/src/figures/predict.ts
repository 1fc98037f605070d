/** A place to mark a prediction, on a line or on a curve: `<steepest-predict ask="Where is the slope 0?" window="-3,3" answer="1">`. Never a gate. */

import { clickAndPan, makeHandle, type Handle } from "../plot/handle";
import { button, numberField, type Control } from "../plot/controls";
import { curve, makePlot, segment, text, type Plot } from "../plot/plot";
import { niceRange, written } from "../plot/scale";
import { html } from "../plot/svg";
import { memoryOf, type Memory } from "../plot/memory";
import { along, at, sourceFor, type Source } from "../source";
import { excuse, frame, numberAttribute, windowAttribute } from "./figure";

export class Predict extends HTMLElement {
  #source: Source | null = null;
  #memory!: Memory;
  #plot!: Plot;
  #handle!: Handle;
  #field!: Control;
  #hidden: HTMLInputElement | null = null;
  #said!: HTMLElement;
  #x = 0;
  #touched = false;
  #open = false;

  connectedCallback(): void {
    if (this.#memory) return;
    this.#memory = memoryOf(this);
    if (!this.hasAttribute("f")) { this.#build(); return; }
    sourceFor(this, "x", ["x"]).then((source) => { this.#source = source; this.#build(); }, (problem) => excuse(this, problem));
  }

  #height(x: number): number { return this.#source ? at(this.#source, { [this.#source.wrt[0]]: x })[0] : 0; }

  #build(): void {
    const ask = this.getAttribute("ask") ?? "Mark your prediction";
    const name = this.#source?.wrt[0] ?? "x";
    const given = windowAttribute(this, "window") ?? [-5, 5];
    const [x0, x1] = given;
    let y0 = -1;
    let y1 = 1;
    if (given.length === 4) [y0, y1] = [given[2], given[3]];
    else if (this.#source) [y0, y1] = niceRange([...along(this.#source, 0, name, {})(new Float64Array(200).map((_, k) => x0 + ((x1 - x0) * k) / 199))]);
    this.#x = this.#memory.number("at", (x0 + x1) / 2);
    const { box, key, controls, said } = frame(this);
    key.remove();
    this.#said = said;
    if (!this.#source) box.style.setProperty("--shape", "16 / 3");
    box.classList.toggle("low", !this.#source);
    this.#plot = makePlot(box, ask, { x0, x1, y0, y1 }, () => this.#draw());
    this.#handle = makeHandle(this.#plot, {
      label: ask, classes: "update", x: { low: () => x0, high: () => x1, get: () => this.#x }, move: (x) => this.#set(x),
      said: () => `${name} = ${written(this.#x, 3)}`,
    });
    this.#plot.root.append(this.#handle.node);
    clickAndPan(this.#plot, (x) => { this.#set(x); this.#handle.node.focus({ preventScroll: true }); });
    this.#field = numberField({ label: "your mark", low: x0, high: x1, step: (x1 - x0) / 100, decimals: 2, change: (x) => this.#set(x) });
    const formField = this.getAttribute("name");
    if (formField) {
      this.#hidden = html("input", { type: "hidden", name: formField });
      this.append(this.#hidden);
    }
    const end = html("div", { class: "end" });
    if (this.hasAttribute("answer")) end.append(button("Compare", () => { this.#open = true; this.#plot.redraw(); }, "button small primary"));
    controls.append(this.#field.node, end);
    said.textContent = ask;
    this.#plot.redraw();
  }

  #set(x: number): void {
    const grain = 10 ** Math.floor(Math.log10((this.#plot.window.x1 - this.#plot.window.x0) / 200));
    this.#x = Number((Math.round(x / grain) * grain).toPrecision(8));
    this.#touched = true;
    this.#memory.keep("at", this.#x);
    if (this.#hidden) this.#hidden.value = String(this.#x);
    this.dispatchEvent(new CustomEvent("predicted", { detail: this.#x, bubbles: true }));
    this.#draw();
  }

  #draw(): void {
    const plot = this.#plot;
    const { y0, y1 } = plot.window;
    if (this.#source) plot.curves.replaceChildren(curve(along(this.#source, 0, this.#source.wrt[0], {}), plot, "value"));
    const marks: SVGElement[] = [segment(plot, this.#x, y0, this.#x, y1, "update dotted")];
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
    this.#field.show(this.#x);
  }
}
