/** The gradient on a map of level lines: `<steepest-gradient f="x^2 + 2y^2" at="1.2,0.8">`. */

import { clickAndPan, makeHandle, type Handle } from "../plot/handle";
import { button, check, numberField, readout, type Control } from "../plot/controls";
import { arrow, makePlot, type Plot } from "../plot/plot";
import { gridOf, makeField, onTheme, sameScale } from "../plot/field";
import { fixed, written, zoomed, type Window } from "../plot/scale";
import { html } from "../plot/svg";
import { memoryOf, type Memory } from "../plot/memory";
import { at, sourceFor, type Source } from "../source";
import { excuse, frame, windowAttribute } from "./figure";

const LIMIT = 1e3; // of what may be typed
const EDGE = 14; // pixels that the head of an arrow keeps from the border
const TOP = 50; // and from the upper one, where the zoom buttons are
const SHORTEST = 36; // pixels of an arrow, even where that is over the border

export class Gradient extends HTMLElement {
  #source!: Source;
  #memory!: Memory;
  #plot!: Plot;
  #canvas = html("canvas", { "aria-hidden": "true" });
  #field!: () => void;
  #handle!: Handle;
  #x = 1.2;
  #y = 0.8;
  #arrows = true;
  #fields!: [Control, Control];
  #read!: { f: (t: string) => void; g: (t: string) => void; size: (t: string) => void };
  #said!: HTMLElement;
  #arrowsBox!: { show: (on: boolean) => void };
  #home!: Window;

  connectedCallback(): void {
    if (this.#memory) return;
    this.#memory = memoryOf(this);
    sourceFor(this, "x^2 + 2y^2", ["x", "y"]).then((source) => { this.#source = source; this.#build(); }, (problem) => excuse(this, problem));
  }

  #at(x: number, y: number): number[] { return at(this.#source, { [this.#source.wrt[0]]: x, [this.#source.wrt[1]]: y }); }

  #build(): void {
    const [nameX, nameY] = this.#source.wrt;
    const first = windowAttribute(this, "at") ?? [1.2, 0.8];
    const usual = this.getAttribute("arrows") !== "off";
    this.#arrows = this.#memory.text("arrows", usual ? "on" : "off") === "on";
    this.#x = this.#memory.number("x", first[0], -LIMIT, LIMIT);
    this.#y = this.#memory.number("y", first[1], -LIMIT, LIMIT);
    const whole = (): void => { this.#home = home; this.#memory.keep("view", null); this.#plot.redraw(); };
    const { box, key, controls, said } = frame(this, (factor) => this.#zoom(factor), whole);
    this.#said = said;
    key.append(html("li", { class: "thin" }, "gradient: the steepest way up"), html("li", { class: "update" }, "minus the gradient: the way down"));
    const given = windowAttribute(this, "window") ?? [-3, 3, -2, 2];
    const home = { x0: given[0], x1: given[1], y0: given[2], y1: given[3] };
    this.#home = this.#memory.window("view", home);
    box.append(this.#canvas);
    this.#plot = makePlot(box, "Level lines with the gradient at a point", this.#home, () => this.#draw(), [nameX, nameY]);
    this.#field = makeField(this.#plot, this.#canvas, (n) => gridOf(this.#source, [nameX, nameY], {}, this.#plot.window, n));
    const range = (low: "x0" | "y0", high: "x1" | "y1"): { low: () => number; high: () => number } => ({ low: () => this.#plot.window[low], high: () => this.#plot.window[high] });
    this.#handle = makeHandle(this.#plot, {
      label: `Point (${nameX}, ${nameY})`, x: { ...range("x0", "x1"), get: () => this.#x }, y: { ...range("y0", "y1"), get: () => this.#y },
      move: (x, y) => this.#set(x, y), said: () => this.#sentence(),
    });
    this.#plot.root.append(this.#handle.node);
    clickAndPan(this.#plot, (x, y) => { this.#set(x, y); this.#handle.node.focus({ preventScroll: true }); });
    const [value, gradient, size] = [readout("f", "value"), readout("gradient", "gradient"), readout("its length", "gradient")];
    this.#read = { f: value.show, g: gradient.show, size: size.show };
    this.#fields = [
      numberField({ label: nameX, low: -LIMIT, high: LIMIT, step: 0.1, change: (x) => this.#set(x, this.#y) }),
      numberField({ label: nameY, low: -LIMIT, high: LIMIT, step: 0.1, change: (y) => this.#set(this.#x, y) }),
    ];
    const everywhere = check("arrows everywhere", this.#arrows, (on) => { this.#arrows = on; this.#memory.keep("arrows", on === usual ? null : on ? "on" : "off"); this.#plot.redraw(); });
    this.#arrowsBox = everywhere;
    const reset = (): void => {
      [this.#x, this.#y] = first;
      this.#arrows = usual;
      this.#arrowsBox.show(usual);
      for (const what of ["x", "y", "arrows"]) this.#memory.keep(what, null);
      whole();
    };
    controls.append(this.#fields[0].node, this.#fields[1].node, value.node, gradient.node, size.node, html("div", { class: "end" }, everywhere.node, button("Reset", reset)));
    onTheme(() => this.#plot.redraw());
    this.#plot.redraw();
  }

  #zoom(factor: number): void {
    const { x0, x1, y0, y1 } = this.#home;
    this.#home = zoomed(this.#home, factor, (x0 + x1) / 2, (y0 + y1) / 2);
    this.#memory.keep("view", this.#home);
    this.#plot.redraw();
  }

  #set(x: number, y: number): void {
    this.#x = x;
    this.#y = y;
    this.#memory.keep("x", this.#x);
    this.#memory.keep("y", this.#y);
    this.#drawMarks();
  }

  #draw(): void {
    this.#plot.window = sameScale(this.#home, this.#plot.size);
    this.#field();
    const nodes: SVGElement[] = [];
    if (this.#arrows) {
      const { x0, x1, y0, y1 } = this.#plot.window;
      const step = ((x1 - x0) / this.#plot.size.width) * Math.max(40, this.#plot.size.width / 13);
      let longest = 0;
      const found: [number, number, number, number][] = [];
      for (let y = y0 + step / 2; y < y1; y += step) {
        for (let x = x0 + step / 2; x < x1; x += step) {
          const [, gx, gy] = this.#at(x, y);
          if (!Number.isFinite(gx) || !Number.isFinite(gy)) continue;
          longest = Math.max(longest, Math.hypot(gx, gy));
          found.push([x, y, gx, gy]);
        }
      }
      for (const [x, y, gx, gy] of found) {
        const length = Math.hypot(gx, gy);
        const shown = length === 0 ? 0 : (0.9 * step * Math.sqrt(length / longest)) / length;
        nodes.push(arrow(this.#plot, x, y, x + gx * shown, y + gy * shown, "gradient"));
      }
    }
    this.#plot.curves.replaceChildren(...nodes);
    this.#plot.curves.setAttribute("opacity", "0.45");
    this.#drawMarks();
  }

  #drawMarks(): void {
    const [x, y, plot] = [this.#x, this.#y, this.#plot];
    const [value, gx, gy] = this.#at(x, y);
    const span = Math.min(plot.window.x1 - plot.window.x0, plot.window.y1 - plot.window.y0);
    const length = Math.hypot(gx, gy);
    const shown = length === 0 ? 0 : Math.min(1, (0.38 * span) / length, Math.max(this.#room(gx, gy), ((SHORTEST / plot.size.width) * (plot.window.x1 - plot.window.x0)) / length)); // true to scale until it would leave the picture
    const nodes: SVGElement[] = [];
    if (Number.isFinite(length) && length > 1e-9) {
      const down = arrow(plot, x, y, x - gx * shown, y - gy * shown, "update");
      const up = arrow(plot, x, y, x + gx * shown, y + gy * shown, "gradient");
      for (const node of [down, up]) { node.setAttribute("aria-hidden", "true"); node.classList.add("arrow-strong"); }
      nodes.push(down, up);
    }
    plot.marks.replaceChildren(...nodes);
    this.#handle.place(x, y);
    this.#fields[0].show(x);
    this.#fields[1].show(y);
    this.#read.f(fixed(value, 3));
    this.#read.g(`(${fixed(gx, 2)}, ${fixed(gy, 2)})`);
    this.#read.size(fixed(length, 3));
    this.#said.textContent = !Number.isFinite(length) ? "Here there is no gradient." : length === 0 ? "The gradient is zero: flat in every direction." : length < 0.02 ? "The gradient is almost zero: nearly flat in every direction." : "The gradient stands at right angles to the level line and points uphill.";
  }

  /** How many times (gx, gy) reaches from the point to the border, up and down alike. */
  #room(gx: number, gy: number): number {
    const { window, size } = this.#plot;
    const unit = (window.x1 - window.x0) / size.width; // of a pixel
    const along = (at: number, low: number, high: number, by: number): number => (by === 0 ? Infinity : Math.max(0, by > 0 ? high - at : at - low) / Math.abs(by));
    const [edge, top] = [EDGE * unit, TOP * unit];
    return Math.min(along(this.#x, window.x0 + edge, window.x1 - edge, gx), along(this.#y, window.y0 + edge, window.y1 - top, gy));
  }

  #sentence(): string {
    const [value, gx, gy] = this.#at(this.#x, this.#y);
    return `(${written(this.#x, 3)}, ${written(this.#y, 3)}), f = ${written(value, 3)}, gradient (${written(gx, 3)}, ${written(gy, 3)})`;
  }
}
