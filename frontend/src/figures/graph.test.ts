import { describe, expect, it } from "vitest";
import { readGraph, renamed, work } from "./graph_maths";
import { layout, spread, type Dependent } from "./layout";

// f = (x·y)², u₁ = x·y
const graph = readGraph({
  text: "(x*y)^2", latex: "", nodes: [
    { name: "x", formula: "x", latex: "x", inputs: [], value: 0, slopes: [] },
    { name: "y", formula: "y", latex: "y", inputs: [], value: 1, slopes: [] },
    { name: "u₁", formula: "x · y", latex: "", inputs: [0, 1], value: 2, slopes: [{ output: 1, formula: "y", latex: "y" }, { output: 0, formula: "x", latex: "x" }] },
    { name: "f", formula: "u₁²", latex: "", inputs: [2], value: 3, slopes: [{ output: 4, formula: "2 u₁", latex: "" }] },
  ],
  program: { schema: "steepest.program/1", inputs: ["x", "y"], outputs: ["a", "b", "c", "d", "e"], code: [
    ["load", 0], ["out", 0], ["load", 1], ["out", 1], ["load", 0], ["load", 1], ["mul"], ["let", 0], ["get", 0], ["out", 2], ["get", 0], ["ipow", 2], ["out", 3], ["const", 2], ["get", 0], ["mul"], ["out", 4],
  ] },
});

describe("a computation graph", () => {
  it("has values forward and derivatives backward", () => {
    const worked = work(graph, { x: 2, y: 3 });
    expect(worked.values).toEqual([2, 3, 6, 36]);
    expect(worked.adjoints).toEqual([36, 24, 12, 1]);
  });
  it("is laid out in layers", () => {
    const { stops, layers, rows } = layout(graph.nodes);
    expect(stops.map((stop) => stop.layer)).toEqual([0, 0, 1, 2]);
    expect([layers, rows]).toEqual([3, 2]);
  });
  it("can have names of its own for what is worked out", () => {
    const other = renamed(graph, ["p", "L"]);
    expect(other.nodes.map((node) => node.name)).toEqual(["x", "y", "p", "L"]);
    expect(other.nodes[3].formula).toBe("p²");
    expect(other.nodes[3].slopes[0].formula).toBe("2 p");
  });
});

/** Graphs of 2 to 24 nodes whose inputs are drawn by a small generator. */
function random(seed: number): Dependent[] {
  let state = seed;
  const below = (n: number): number => (state = (state * 1103515245 + 12345) % 2147483648) % n;
  const leaves = 1 + below(4);
  const nodes: Dependent[] = Array.from({ length: leaves }, () => ({ inputs: [] }));
  for (let k = 0; k < 1 + below(20); k++) nodes.push({ inputs: [...new Set([below(nodes.length), ...(below(3) ? [below(nodes.length)] : [])])] });
  return nodes;
}

describe("the layout of a graph", () => {
  const seeds = Array.from({ length: 60 }, (_, k) => 7919 * (k + 1));
  it.each(seeds)("with the seed %d has lines from layer to layer, and room for each box and each line", (seed) => {
    const nodes = random(seed);
    const { stops, lines, layers, rows } = layout(nodes);
    for (const [a, b] of lines) expect(stops[b].layer).toBe(stops[a].layer + 1);
    for (let l = 0; l < layers; l++) {
      const here = stops.filter((stop) => stop.layer === l).sort((a, b) => a.row - b.row);
      for (let i = 1; i < here.length; i++) expect(here[i].row - here[i - 1].row).toBeGreaterThan((here[i].lane ? 0.36 : 1) / 2 + (here[i - 1].lane ? 0.36 : 1) / 2 - 1e-9);
      for (const { row, lane } of here) { expect(row).toBeGreaterThan((lane ? 0.36 : 1) / 2 - 1e-9); expect(row).toBeLessThan(rows - (lane ? 0.36 : 1) / 2 + 1e-9); }
    }
    nodes.forEach((node, k) => node.inputs.forEach((input) => { // every input arrives, through lanes of its own
      let at = lines.filter(([, to]) => to === k).map(([from]) => from).find((from) => stops[from].node === input);
      while (at !== undefined && stops[at].lane) at = lines.find(([, to]) => to === at)?.[0];
      expect(at).toBe(input);
    }));
  });
  it("spreads what would collide, and leaves the rest where it is wished", () => {
    expect(spread([0, 0, 5], [0, 1, 1])).toEqual([-0.5, 0.5, 5]);
    expect(spread([3, 1], [0, 1])).toEqual([1.5, 2.5]);
  });
});
