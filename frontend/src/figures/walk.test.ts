import { describe, expect, it } from "vitest";
import { descend, readOptimizer } from "./optimizer";
import { outcome } from "./walk";

const schema = "steepest.program/1";
const down = [["load", 0], ["load", 1], ["load", 2], ["mul"], ["sub"], ["out", 0]];  // x − rate·g
const row = readOptimizer({
  name: "plain", title: "Plain", hyper: {}, state: [],
  start: { schema, inputs: ["x", "rate"], outputs: [], code: [] },
  update: { schema, inputs: ["x", "rate", "g"], outputs: ["x"], code: down },
});
const heavy = readOptimizer({
  name: "heavy", title: "Heavy", hyper: { mu: 0.9 }, state: ["v"],
  start: { schema, inputs: ["x", "rate"], outputs: ["v"], code: [["const", 0], ["out", 0]] },
  update: {
    schema, inputs: ["x", "rate", "g", "mu", "v"], outputs: ["v", "x"],
    code: [["load", 3], ["load", 4], ["mul"], ["load", 2], ["add"], ["let", 0], ["get", 0], ["out", 0],
      ["load", 0], ["load", 1], ["get", 0], ["mul"], ["sub"], ["out", 1]],
  },
});
const parabola = ([x]: readonly number[]) => ({ value: x * x, gradient: [2 * x] });

describe("a walk downhill on x²", () => {
  it.each([[0.1, "converged"], [0.9, "converged"], [0.999, "oscillates"], [0.002, "slow"], [1.1, "diverged"]] as const)(
    "with rate %d it %s", (rate, word) => expect(outcome(descend(row, parabola, [2], rate, 30))).toBe(word));
  it("takes the step that the row's program says", () => expect(descend(row, parabola, [2], 0.1, 1).points).toEqual([[2], [1.6]]));
  it("stops when it has left", () => expect(descend(row, parabola, [2], 5, 1000).points.length).toBeLessThan(30));
  it("keeps the row's state, with a setting of its own", () => {
    const { points } = descend(heavy, parabola, [2], 0.1, 2, { hyper: { mu: 0.5 } });
    expect(points[2][0]).toBeCloseTo(1.6 - 0.1 * (0.5 * 4 + 3.2), 12);
  });
  it("steps along the gradient that it is given, and tells the exact one", () => {
    const { points, gradients } = descend(row, parabola, [2], 0.1, 2, { estimate: (_, step) => [step] });
    expect(points).toEqual([[2], [2], [1.9]]);
    expect(gradients[2][0]).toBeCloseTo(3.8, 12);
  });
});
