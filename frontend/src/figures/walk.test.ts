import { describe, expect, it } from "vitest";
import { outcome, walk } from "./walk";

const parabola = ([x]: readonly number[]) => ({ value: x * x, gradient: [2 * x] });

describe("a walk downhill on x²", () => {
  it.each([[0.1, "converged"], [0.9, "converged"], [0.999, "oscillates"], [0.002, "slow"], [1.1, "diverged"]] as const)(
    "with rate %d it %s", (rate, word) => expect(outcome(walk(parabola, [2], rate, 30))).toBe(word));
  it("takes the step x − rate·slope", () => expect(walk(parabola, [2], 0.1, 1).points).toEqual([[2], [1.6]]));
  it("stops when it has left", () => expect(walk(parabola, [2], 5, 1000).points.length).toBeLessThan(30));
  it("momentum remembers the last step", () => {
    const { points } = walk(parabola, [2], 0.1, 2, 0.5);
    expect(points[2][0]).toBeCloseTo(1.6 - 0.1 * (0.5 * 4 + 3.2), 12);
  });
});
