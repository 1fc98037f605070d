import { describe, expect, it } from "vitest";
import { level } from "./contour";
import { sameScale } from "./field";
import { runs } from "./sample";
import { fixed, niceRange, readNumber, ticks, written } from "./scale";

const over = (f: (x: number) => number) => (xs: Float64Array) => xs.map(f);
const window = { x0: -5, x1: 5, y0: -5, y1: 5 };
const size = { width: 600, height: 400 };

describe("numbers as people write them", () => {
  it.each([[0.1 + 0.2, "0.3"], [-2, "−2"], [0, "0"], [Infinity, "∞"], [NaN, "undefined"], [1234567, "1.23e6"]])("%d", (x, words) => expect(written(x)).toBe(words));
  it("never shows minus zero", () => expect(fixed(-0.0001, 2)).not.toMatch(/^[-−]0\.?0*$/));
  it.each([["1.5", 1.5], ["−2", -2], ["1,5", 1.5], ["pi/2", Math.PI / 2], ["2pi", 2 * Math.PI], ["1/4", 0.25], ["abc", null], ["", null], ["1e-3", 0.001]])("reads %s", (words, x) => expect(readNumber(words)).toBe(x));
  it("ticks are round", () => expect(ticks(-1, 1, 4)).toEqual([-1, -0.5, 0, 0.5, 1]));
});

describe("a window", () => {
  it("shows all of a tame function", () => { const [low, high] = niceRange([-1, 0, 1]); expect(low).toBeLessThan(-1); expect(high).toBeGreaterThan(1); });
  it("does not follow a pole", () => { const ys = Array.from({ length: 401 }, (_, k) => 1 / ((k - 200.5) / 40)); expect(niceRange(ys)[1]).toBeLessThan(8); });
  it("survives a constant and nothing at all", () => { expect(niceRange([3])).toEqual([2, 4]); expect(niceRange([NaN])).toEqual([-1, 1]); });
  it("can have one unit on both axes", () => { const w = sameScale(window, size); expect((w.x1 - w.x0) / size.width).toBeCloseTo((w.y1 - w.y0) / size.height, 12); });
});

describe("the path of a graph", () => {
  it("is one run for a smooth function", () => expect(runs(over(Math.sin), window, size)).toHaveLength(1));
  it("is one run for a steep one", () => expect(runs(over((x) => Math.tanh(80 * x)), window, size)).toHaveLength(1));
  it("breaks at a pole", () => expect(runs(over((x) => 1 / x), window, size)).toHaveLength(2));
  it("breaks at a jump", () => expect(runs(over((x) => (x < 1 ? 0 : 2)), window, size)).toHaveLength(2));
  it("breaks at every pole of tan", () => expect(runs(over(Math.tan), window, size)).toHaveLength(5));
  it("draws a root down to its foot", () => {
    const [run] = runs(over(Math.sqrt), window, size);
    expect(run[0]).toBeCloseTo(300, 0);
    expect(run[1]).toBeCloseTo(200, 0);
  });
});

describe("level lines", () => {
  it("of a plane are straight", () => {
    const values = Float64Array.from([0, 1, 2, 0, 1, 2, 0, 1, 2]);
    const found = level({ values, columns: 3, rows: 3 }, 0.5);
    expect(found).toHaveLength(8);
    found.forEach((v, k) => { if (k % 2 === 0) expect(v).toBeCloseTo(0.5); });
  });
});
