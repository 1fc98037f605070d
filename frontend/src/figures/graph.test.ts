import { describe, expect, it } from "vitest";
import { layout, readGraph, work } from "./graph_maths";

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
    const { places, layers, rows } = layout(graph);
    expect(places.map((p) => p.layer)).toEqual([0, 0, 1, 2]);
    expect([layers, rows]).toEqual([3, 2]);
  });
});
