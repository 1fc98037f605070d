import { describe, expect, it } from "vitest";
import { descend, readOptimizer } from "./optimizer";
import { FAR, outcome } from "./walk";

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
  const becomes = (rate: number, shown: number, from = parabola) => outcome(descend(row, from, [2], rate, FAR), shown);
  it.each([
    [0.1, 30, "there"], [0.6, 12, "there"], [0.002, 30, "slow"], [0.9, 12, "swings"], [0.999, 12, "swings"], [1, 12, "forever"],
    [1.001, 12, "diverges"], [1.1, 30, "diverges"], [1.5, 12, "diverges"], [1e6, 30, "diverges"],
  ] as const)("at the rate %d, of which %d steps are seen: %s", (rate, shown, word) => expect(becomes(rate, shown)).toBe(word));
  it("has no bottom on a slope that goes on, nor under a hill", () => {
    expect(becomes(0.1, 30, ([x]) => ({ value: -x, gradient: [-1] }))).toBe("falls");
    expect(becomes(0.1, 30, ([x]) => ({ value: -x * x, gradient: [-2 * x] }))).toBe("falls");
  });
  it("can go on between the same two places, or among many", () => {
    const valleys = ([x]: readonly number[]) => ({ value: x ** 4 - 3 * x * x + x, gradient: [4 * x ** 3 - 6 * x + 1] });
    expect(outcome(descend(row, valleys, [1], 0.22, FAR), 40)).toBe("forever");
    expect(["forever", "wanders"]).toContain(outcome(descend(row, valleys, [-1.2], 0.2, FAR), 40));
  });
  it("passes a level place without being there", () => {
    expect(outcome(descend(heavy, parabola, [2], 0.01, FAR), 12)).not.toBe("there");
  });
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
