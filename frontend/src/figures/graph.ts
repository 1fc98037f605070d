/** The computation graph with numbers: forward node by node, then backward: `<steepest-graph f="sigmoid(w*x + b)">`. */

import { numberField, type Control } from "../plot/controls";
import { makePlayer, type Player } from "../plot/player";
import { fixed, written } from "../plot/scale";
import { html, set, svg } from "../plot/svg";
import { memoryOf, type Memory } from "../plot/memory";
import { excuse, frame, numberAttribute } from "./figure";
import { readGraph, renamed, work, type Graph as Data, type Worked } from "./graph_maths";
import { layout, type Layout } from "./layout";

const WIDTH = 118;
const NARROWEST = 84;
const HEIGHT = 74;
const GAP = 34; // between layers, for the lines
const ROOM = 14; // between boxes of a layer
const LIMIT = 1e6; // of what may be typed

export class Graph extends HTMLElement {
  #graph!: Data;
  #layout!: Layout;
  #handed = false; // by a page, which keeps the values
  #memory!: Memory;
  #at: Record<string, number> = {};
  #stage = 0; // nodes told so far: first values forward, then derivatives backward
  #chosen = -1;
  #box!: HTMLElement;
  #svg = svg("svg", { role: "group", "aria-label": "Computation graph" });
  #said!: HTMLElement;
  #rows = html("tbody");
  #fields: Record<string, Control> = {};
  #player!: Player;

  /** Show this graph: a workbench hands it over. The values of names that stay are kept. */
  set graph(data: unknown) {
    this.#memory ??= memoryOf(this);
    this.#handed = true;
    this.#graph = readGraph(data);
    const before = this.#at;
    this.#chosen = -1;
    this.#build();
    for (const name of Object.keys(this.#at)) this.#at[name] = before[name] ?? this.#at[name];
    this.#draw();
  }

  /** Put in these values, as another figure has them. */
  put(values: Readonly<Record<string, number>>): void {
    if (!this.#graph) return;
    for (const [name, value] of Object.entries(values)) if (name in this.#at) this.#at[name] = value;
    this.#draw();
  }

  connectedCallback(): void {
    if (this.#memory || this.hasAttribute("waiting")) return;
    this.#memory = memoryOf(this);
    const inside = this.querySelector('script[type="application/json"]')?.textContent;
    const text = this.getAttribute("f") ?? "sigmoid(w*x + b)";
    const found: Promise<unknown> = inside
      ? Promise.resolve(JSON.parse(inside))
      : fetch(`/api/v1/graph?${new URLSearchParams({ text })}`).then(async (response) => {
          const body = (await response.json()) as { error?: { message: string } };
          if (!response.ok) throw new Error(body.error?.message ?? "The function could not be read.");
          return body;
        });
    const names = (this.getAttribute("names") ?? "").split(",").map((name) => name.trim());
    found.then((data) => { this.#graph = renamed(readGraph(data), names); this.#build(); }).catch((problem: unknown) => excuse(this, problem));
  }

  get #end(): number { return 2 * this.#graph.nodes.length; }
  #leaves(): string[] { return this.#graph.nodes.filter((node) => node.inputs.length === 0 && this.#graph.program.inputs.includes(node.name)).map((node) => node.name); }

  #build(): void {
    this.#layout = layout(this.#graph.nodes);
    const first = Object.fromEntries(this.#graph.program.inputs.map((name) => [name, numberAttribute(this, `value-${name}`, 1)]));
    this.#at = Object.fromEntries(Object.entries(first).map(([name, value]) => [name, this.#handed ? value : this.#memory.number(name, value, -LIMIT, LIMIT)]));
    const start = numberAttribute(this, "stage", Infinity);
    this.#stage = Math.min(this.#memory.number("stage", start), this.#end);
    const { box, key, controls, said } = frame(this);
    this.#said = said;
    this.#box = box;
    box.classList.add("plot", "graph");
    box.append(this.#svg);
    key.append(html("li", { class: "value" }, "values, worked out forward"), html("li", { class: "gradient" }, "derivatives of the result, handed backward"));
    for (const name of this.#leaves()) {
      const field = numberField({ label: name, low: -LIMIT, high: LIMIT, step: 0.1, change: (v) => { this.#at[name] = v; if (!this.#handed) this.#memory.keep(name, v); this.#moved(); } });
      this.#fields[name] = field;
      controls.append(field.node);
    }
    this.#player = makePlayer(() => this.#stage, () => this.#end, (k) => { this.#stage = k; this.#chosen = this.#current(); this.#memory.keep("stage", k === this.#end ? null : k); this.#draw(); }, () => {
      this.#at = { ...first };
      this.#stage = Math.min(start, this.#end);
      this.#chosen = -1;
      for (const name of [...(this.#handed ? [] : Object.keys(first)), "stage"]) this.#memory.keep(name, null);
      this.#moved();
    }, 1.4);
    controls.append(this.#player.node);
    const heads = ["node", "is", "value", "derivative of the result", "because"].map((h) => html("th", { scope: "col" }, h));
    controls.after(html("details", { class: "numbers" }, html("summary", {}, "The graph as a table"), html("table", { class: "values words" }, html("thead", {}, html("tr", {}, ...heads)), this.#rows)));
    new ResizeObserver(() => this.#draw()).observe(box);
    this.#draw();
  }

  /** The values have changed here. */
  #moved(): void {
    this.#draw();
    this.dispatchEvent(new CustomEvent("moved", { detail: { ...this.#at }, bubbles: true }));
  }

  /** The node that the last step told something about. */
  #current(): number {
    const n = this.#graph.nodes.length;
    return this.#stage === 0 ? -1 : this.#stage <= n ? this.#stage - 1 : 2 * n - this.#stage;
  }

  #draw(): void {
    const graph = this.#graph;
    const n = graph.nodes.length;
    const worked = work(graph, this.#at);
    const { stops, lines, layers, rows } = this.#layout;
    const room = this.#box.clientWidth;
    const upright = room < layers * (WIDTH + GAP); // on a phone the graph grows downwards
    const width = Math.max(room, 200, upright ? rows * (NARROWEST + ROOM) : 0);
    const nodeWidth = upright ? Math.min(WIDTH, width / rows - ROOM) : WIDTH;
    const unit = upright ? nodeWidth + ROOM : HEIGHT + ROOM + 6; // of a row
    const stride = upright ? HEIGHT + GAP : width / layers; // of a layer
    const height = (upright ? layers * stride - GAP : rows * unit) + 16;
    const margin = upright ? (width - rows * unit) / 2 : 8;
    this.#box.style.height = `${height}px`;
    set(this.#svg, { viewBox: `0 0 ${width} ${height}`, width, height });
    const centre = (k: number): Point => {
      const { layer, row } = stops[k];
      const across = margin + row * unit;
      return upright ? [across, layer * stride + HEIGHT / 2 + 8] : [(layer + 0.5) * stride, across];
    };
    const told = (k: number): boolean => this.#stage > k;
    const back = (k: number): boolean => this.#stage >= 2 * n - k;
    const half = (upright ? HEIGHT : nodeWidth) / 2; // of a box, in the direction of the layers
    const off = ([x, y]: Point, ahead: number, aside: number): Point => (upright ? [x + aside, y + ahead] : [x + ahead, y + aside]);
    const edges: SVGElement[] = lines.flatMap(([from, to]) => {
      const [source, target] = [stops[from], stops[to]];
      const into = lines.filter(([, other]) => other === to).sort(([a], [b]) => stops[a].row - stops[b].row);
      const port = target.lane ? 0 : (into.findIndex(([a]) => a === from) - (into.length - 1) / 2) * Math.min(16, (upright ? nodeWidth : HEIGHT) / (into.length + 1));
      const start = off(centre(from), half, 0);
      const end = off(centre(to), -half, port);
      const classes = back(source.node) ? "gradient" : told(target.lane ? source.node : target.node) ? "value" : "";
      const through = target.lane ? `L${off(centre(to), half, 0).join(" ")}` : "";
      const drawn: SVGElement[] = [svg("path", { class: `edge ${classes}`, d: `M${start.join(" ")}${bend(start, end, upright)}${through}` })];
      if (classes === "gradient") {
        if (!source.lane) drawn.push(head(start, upright ? [0, -1] : [-1, 0], classes));
      } else if (!target.lane) drawn.push(head(end, upright ? [0, 1] : [1, 0], classes));
      return drawn;
    });
    const boxes: SVGElement[] = [];
    graph.nodes.forEach((node, k) => {
      const [x, y] = centre(k);
      const group = svg("g", { class: `node${this.#chosen === k ? " chosen" : ""}${node.inputs.length ? "" : " leaf"}`, transform: `translate(${x - nodeWidth / 2} ${y - HEIGHT / 2})`, role: "button", tabindex: 0, "aria-pressed": String(this.#chosen === k), "aria-label": this.#words(k, worked, told(k), back(k)) },
        svg("rect", { width: nodeWidth, height: HEIGHT, rx: 10 }),
        svg("text", { x: nodeWidth / 2, y: 21, "text-anchor": "middle", class: "title" }, short(node.inputs.length ? `${node.name} = ${node.formula}` : node.name, nodeWidth)),
        svg("text", { x: nodeWidth / 2, y: 43, "text-anchor": "middle", class: "number value" }, told(k) ? fixed(worked.values[k], 3) : "·"),
        svg("text", { x: nodeWidth / 2, y: 63, "text-anchor": "middle", class: "number gradient" }, back(k) ? `∂ ${fixed(worked.adjoints[k], 3)}` : "·"));
      const choose = (): void => { this.#chosen = this.#chosen === k ? -1 : k; this.#draw(); this.#svg.querySelectorAll<SVGGElement>(".node")[k]?.focus({ preventScroll: true }); };
      group.addEventListener("click", choose);
      group.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(); } });
      boxes.push(group);
    });
    this.#svg.replaceChildren(svg("g", { "aria-hidden": "true" }, ...edges), ...boxes);
    for (const [name, field] of Object.entries(this.#fields)) field.show(this.#at[name]);
    const shown = this.#chosen >= 0 ? this.#chosen : this.#current();
    this.#said.textContent = shown < 0 ? "Step works out one node after another, then hands the derivatives back." : this.#sentence(shown, worked);
    this.#rows.replaceChildren(...graph.nodes.map((node, k) => html("tr", {}, ...[node.name, node.formula, told(k) ? written(worked.values[k]) : "·", back(k) ? written(worked.adjoints[k]) : "·", back(k) ? this.#because(k, worked) : ""].map((cell) => html("td", {}, cell)))));
  }

  #words(k: number, worked: Worked, told: boolean, back: boolean): string {
    const node = this.#graph.nodes[k];
    return `${node.name}${node.inputs.length ? ` = ${node.formula}` : ""}${told ? `, value ${written(worked.values[k], 3)}` : ""}${back ? `, derivative ${written(worked.adjoints[k], 3)}` : ""}`;
  }

  #sentence(k: number, worked: Worked): string {
    const node = this.#graph.nodes[k];
    const n = this.#graph.nodes.length;
    if (this.#stage < 2 * n - k) return node.inputs.length ? `Forward: ${node.name} = ${node.formula} = ${written(worked.values[k], 4)}.` : `${node.name} is given: ${written(worked.values[k], 4)}.`;
    return `Backward: ${this.#because(k, worked)}.`;
  }

  /** ∂f/∂node = Σ over its users of ∂f/∂user · the local slope. */
  #because(k: number, worked: Worked): string {
    const { nodes } = this.#graph;
    const result = nodes[nodes.length - 1].name;
    if (k === nodes.length - 1) return `∂${result}/∂${nodes[k].name} = 1, since this is the result itself`;
    const parts: string[] = [];
    nodes.forEach((user, j) => user.inputs.forEach((input, i) => {
      if (input === k) parts.push(`${bracket(worked.adjoints[j])} · ${bracket(worked.local[j][i])}`);
    }));
    const formula = nodes.flatMap((user) => user.inputs.flatMap((input, i) => (input === k ? [`∂${result}/∂${user.name} · ${/[−+]/.test(user.slopes[i].formula) ? `(${user.slopes[i].formula})` : user.slopes[i].formula}`] : []))).join(" + ");
    return `∂${result}/∂${nodes[k].name} = ${formula} = ${parts.join(" + ")} = ${written(worked.adjoints[k], 3)}`;
  }
}

type Point = readonly [number, number];

/** A line that leaves and arrives in the direction of the layers, and turns between them. */
function bend([ax, ay]: Point, [bx, by]: Point, upright: boolean): string {
  return upright ? `C${ax} ${(ay + by) / 2} ${bx} ${(ay + by) / 2} ${bx} ${by}` : `C${(ax + bx) / 2} ${ay} ${(ax + bx) / 2} ${by} ${bx} ${by}`;
}

/** The head of an arrow whose tip is here. */
function head([x, y]: Point, [dx, dy]: Point, classes: string): SVGElement {
  const at = (along: number, across: number): string => `${x - dx * along - dy * across},${y - dy * along + dx * across}`;
  return svg("polygon", { class: `edge-head ${classes}`, points: `${x},${y} ${at(8, 4)} ${at(8, -4)}` });
}

const bracket = (v: number): string => (v < 0 ? `(${written(v, 3)})` : written(v, 3));
const short = (words: string, width: number): string => (words.length * 7.6 > width - 8 ? `${words.slice(0, Math.max(3, Math.floor((width - 8) / 7.6) - 1))}…` : words);
