/** The computation graph with numbers: forward node by node, then backward: `<steepest-graph f="sigmoid(w*x + b)">`. */

import { numberField, type Control } from "../plot/controls";
import { makePlayer, type Player } from "../plot/player";
import { fixed, written } from "../plot/scale";
import { html, set, svg } from "../plot/svg";
import { memoryOf, type Memory } from "../plot/memory";
import { excuse, frame, numberAttribute } from "./figure";
import { layout, readGraph, work, type Graph as Data, type Worked } from "./graph_maths";

const WIDTH = 118;
const HEIGHT = 74;

export class Graph extends HTMLElement {
  #graph!: Data;
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
    found.then((data) => { this.#graph = readGraph(data); this.#build(); }).catch((problem: unknown) => excuse(this, problem));
  }

  get #end(): number { return 2 * this.#graph.nodes.length; }
  #leaves(): string[] { return this.#graph.nodes.filter((node) => node.inputs.length === 0 && this.#graph.program.inputs.includes(node.name)).map((node) => node.name); }

  #build(): void {
    const first = Object.fromEntries(this.#graph.program.inputs.map((name) => [name, numberAttribute(this, `value-${name}`, 1)]));
    this.#at = Object.fromEntries(Object.entries(first).map(([name, value]) => [name, this.#memory.number(name, value)]));
    const start = numberAttribute(this, "stage", Infinity);
    this.#stage = Math.min(this.#memory.number("stage", start), this.#end);
    const { box, key, controls, said } = frame(this);
    this.#said = said;
    this.#box = box;
    box.classList.add("plot", "graph");
    box.append(this.#svg);
    key.append(html("li", { class: "value" }, "values, worked out forward"), html("li", { class: "gradient" }, "derivatives of the result, handed backward"));
    for (const name of this.#leaves()) {
      const field = numberField({ label: name, low: -1e3, high: 1e3, step: 0.1, change: (v) => { this.#at[name] = v; this.#memory.keep(name, v); this.#draw(); } });
      this.#fields[name] = field;
      controls.append(field.node);
    }
    this.#player = makePlayer(() => this.#stage, () => this.#end, (k) => { this.#stage = k; this.#chosen = this.#current(); this.#memory.keep("stage", k === this.#end ? null : k); this.#draw(); }, () => {
      this.#at = { ...first };
      this.#stage = Math.min(start, this.#end);
      this.#chosen = -1;
      for (const name of [...Object.keys(first), "stage"]) this.#memory.keep(name, null);
      this.#draw();
    }, 1.4);
    controls.append(this.#player.node);
    const heads = ["node", "is", "value", "derivative of the result", "because"].map((h) => html("th", { scope: "col" }, h));
    controls.after(html("details", { class: "numbers" }, html("summary", {}, "The graph as a table"), html("table", { class: "values words" }, html("thead", {}, html("tr", {}, ...heads)), this.#rows)));
    new ResizeObserver(() => this.#draw()).observe(box);
    this.#draw();
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
    const { places, layers, rows } = layout(graph);
    const upright = this.#box.clientWidth < layers * (WIDTH + 16); // on a phone the graph grows downwards
    const across = upright ? rows : layers;
    const down = upright ? layers : rows;
    const width = Math.max(this.#box.clientWidth, 200);
    const cellX = width / across;
    const nodeWidth = Math.min(WIDTH, cellX - 10);
    const cellY = HEIGHT + (upright ? 34 : 26);
    const height = down * cellY + 16;
    this.#box.style.height = `${height}px`;
    set(this.#svg, { viewBox: `0 0 ${width} ${height}`, width, height });
    const centre = (k: number): readonly [number, number] => {
      const { layer, row } = places[k];
      return upright ? [(row + 0.5) * cellX, (layer + 0.5) * cellY + 8] : [(layer + 0.5) * cellX, (row + 0.5) * cellY + 8];
    };
    const told = (k: number): boolean => this.#stage > k;
    const back = (k: number): boolean => this.#stage >= 2 * n - k;
    const edges: SVGElement[] = [];
    const boxes: SVGElement[] = [];
    graph.nodes.forEach((node, k) => {
      const [x, y] = centre(k);
      node.inputs.forEach((input) => {
        const [ax, ay] = centre(input);
        const from = upright ? [ax, ay + HEIGHT / 2] : [ax + nodeWidth / 2, ay];
        const to = upright ? [x, y - HEIGHT / 2] : [x - nodeWidth / 2, y];
        const bend = upright ? `C${from[0]} ${from[1] + 18} ${to[0]} ${to[1] - 18}` : `C${from[0] + 24} ${from[1]} ${to[0] - 24} ${to[1]}`;
        edges.push(svg("path", { class: `edge ${back(input) && back(k) ? "gradient" : told(k) ? "value" : ""}`, d: `M${from.join(" ")}${bend} ${to.join(" ")}` }));
      });
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
    if (k === nodes.length - 1) return `∂f/∂${nodes[k].name} = 1, since this is the result itself`;
    const parts: string[] = [];
    nodes.forEach((user, j) => user.inputs.forEach((input, i) => {
      if (input === k) parts.push(`${bracket(worked.adjoints[j])} · ${bracket(worked.local[j][i])}`);
    }));
    const formula = nodes.flatMap((user) => user.inputs.flatMap((input, i) => (input === k ? [`∂f/∂${user.name} · ${/[−+]/.test(user.slopes[i].formula) ? `(${user.slopes[i].formula})` : user.slopes[i].formula}`] : []))).join(" + ");
    return `∂f/∂${nodes[k].name} = ${formula} = ${parts.join(" + ")} = ${written(worked.adjoints[k], 3)}`;
  }
}

const bracket = (v: number): string => (v < 0 ? `(${written(v, 3)})` : written(v, 3));
const short = (words: string, width: number): string => (words.length * 7.6 > width - 8 ? `${words.slice(0, Math.max(3, Math.floor((width - 8) / 7.6) - 1))}…` : words);
