/** A surface cut twice through one point: `<steepest-slices f="x^2 + x*y + y^2" at="1,0.5">`. Two ordinary curves, two partial derivatives. */

import { clickAndPan, makeHandle, type Handle } from "../plot/handle";
import { button, numberField, readout, type Control } from "../plot/controls";
import { curve, dot, makePlot, segment, text, type Plot } from "../plot/plot";
import { gridOf, makeField, onTheme } from "../plot/field";
import { fixed, niceRange, written, type Window } from "../plot/scale";
import { html } from "../plot/svg";
import { memoryOf, type Memory } from "../plot/memory";
import { along, at, sourceFor, type Source } from "../source";
import { excuse, frame, windowAttribute } from "./figure";

export class Slices extends HTMLElement {
  #source!: Source;
  #memory!: Memory;
  #map!: Plot;
  #canvas = html("canvas", { "aria-hidden": "true" });
  #field!: () => void;
  #cuts!: readonly [Plot, Plot];
  #handle!: Handle;
  #point: [number, number] = [1, 0.5];
  #fields!: readonly [Control, Control];
  #read!: readonly ((t: string) => void)[];

  connectedCallback(): void {
    if (this.#memory) return;
    this.#memory = memoryOf(this);
    sourceFor(this, "x^2 + x*y + y^2", ["x", "y"]).then((source) => { this.#source = source; this.#build(); }, (problem) => excuse(this, problem));
  }

  #values(x: number, y: number): number[] { return at(this.#source, { [this.#source.wrt[0]]: x, [this.#source.wrt[1]]: y }); }

  #build(): void {
    const names = [this.#source.wrt[0], this.#source.wrt[1]] as const;
    const first = windowAttribute(this, "at") ?? [1, 0.5];
    const { box, key, controls, said } = frame(this);
    said.hidden = true;
    key.append(html("li", { class: "value" }, "f along one axis, the other letter held"), html("li", { class: "thin" }, "tangent: its slope is the partial derivative"));
    const given = windowAttribute(this, "window") ?? [-3, 3, -3, 3];
    const [x0, x1, y0, y1] = given.length === 4 ? given : [given[0], given[1], given[0], given[1]];
    const window: Window = { x0, x1, y0, y1 };
    this.#point = [this.#memory.number("x", first[0], x0, x1), this.#memory.number("y", first[1], y0, y1)];
    const corners = gridOf(this.#source, names, {}, window, 40);
    const [low, high] = niceRange([...corners.values]);
    const row = html("div", { class: "triple" });
    box.replaceWith(row);
    const [left, middle, right] = [html("div"), html("div"), html("div")];
    row.append(left, middle, right);
    for (const part of [left, middle, right]) part.style.setProperty("--shape", "1 / 1");
    left.append(this.#canvas);
    this.#map = makePlot(left, "The surface from above, by its level lines", window, () => this.#drawMap(), names);
    this.#field = makeField(this.#map, this.#canvas, (n) => gridOf(this.#source, names, {}, this.#map.window, n), 14, 96);
    this.#cuts = [
      makePlot(middle, `Cut along ${names[0]}`, { x0, x1, y0: low, y1: high }, () => this.#drawMarks(), [names[0]]),
      makePlot(right, `Cut along ${names[1]}`, { x0: y0, x1: y1, y0: low, y1: high }, () => this.#drawMarks(), [names[1]]),
    ];
    this.#handle = makeHandle(this.#map, {
      label: `Point (${names[0]}, ${names[1]})`, x: { low: () => x0, high: () => x1, get: () => this.#point[0] }, y: { low: () => y0, high: () => y1, get: () => this.#point[1] },
      move: (x, y) => this.#set(x, y), said: () => { const [, gx, gy] = this.#values(...this.#point); return `(${written(this.#point[0], 3)}, ${written(this.#point[1], 3)}), slope along ${names[0]} ${written(gx, 3)}, along ${names[1]} ${written(gy, 3)}`; },
    });
    this.#map.root.append(this.#handle.node);
    clickAndPan(this.#map, (x, y) => { this.#set(x, y); this.#handle.node.focus({ preventScroll: true }); });
    clickAndPan(this.#cuts[0], (x) => this.#set(x, this.#point[1]));
    clickAndPan(this.#cuts[1], (y) => this.#set(this.#point[0], y));
    const [value, dx, dy] = [readout("f", "value"), readout(`∂f/∂${names[0]}`, "gradient"), readout(`∂f/∂${names[1]}`, "gradient")];
    this.#read = [value.show, dx.show, dy.show];
    this.#fields = [
      numberField({ label: names[0], low: x0, high: x1, step: 0.1, change: (x) => this.#set(x, this.#point[1]) }),
      numberField({ label: names[1], low: y0, high: y1, step: 0.1, change: (y) => this.#set(this.#point[0], y) }),
    ];
    controls.append(this.#fields[0].node, this.#fields[1].node, value.node, dx.node, dy.node, html("div", { class: "end" }, button("Reset", () => { this.#set(first[0], first[1]); for (const what of ["x", "y"]) this.#memory.keep(what, null); })));
    onTheme(() => this.#map.redraw());
    this.#map.redraw();
    for (const cut of this.#cuts) cut.redraw();
  }

  #set(x: number, y: number): void {
    this.#point = [x, y];
    this.#memory.keep("x", this.#point[0]);
    this.#memory.keep("y", this.#point[1]);
    this.#drawMarks();
  }

  #drawMap(): void {
    this.#field();
    this.#drawMarks();
  }

  #drawMarks(): void {
    if (!this.#read) return;
    const names = this.#source.wrt;
    const [x, y] = this.#point;
    const found = this.#values(x, y);
    const { x0, x1, y0, y1 } = this.#map.window;
    const lines = [segment(this.#map, x0, y, x1, y, "value"), segment(this.#map, x, y0, x, y1, "value dotted")];
    for (const line of lines) line.setAttribute("aria-hidden", "true");
    this.#map.marks.replaceChildren(...lines);
    this.#handle.place(x, y);
    this.#cuts.forEach((cut, k) => {
      const here = this.#point[k];
      const slope = found[1 + k];
      const held = { [names[1 - k]]: this.#point[1 - k] };
      cut.curves.replaceChildren(curve(along(this.#source, 0, names[k], held), cut, "value"));
      const reach = (cut.window.x1 - cut.window.x0) / 4;
      const marks: SVGElement[] = [
        segment(cut, here - reach, found[0] - reach * slope, here + reach, found[0] + reach * slope, "gradient"), dot(cut, here, found[0], "dot value", 7),
        text(cut, cut.window.x0, cut.window.y1, `${names[1 - k]} = ${written(this.#point[1 - k], 3)} held`, "halo", 10, 20),
        text(cut, cut.window.x0, cut.window.y1, `slope ${written(slope, 3)}`, "halo gradient", 10, 38),
      ];
      for (const mark of marks) mark.setAttribute("aria-hidden", "true");
      cut.marks.replaceChildren(...marks);
      this.#fields[k].show(here);
    });
    found.slice(0, 3).forEach((value, k) => this.#read[k](fixed(value, 3)));
  }
}
