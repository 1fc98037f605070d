import { describe, expect, it } from "vitest";
import { levelLines, levels, type Line } from "./contour";
import { sameScale } from "./field";
import { runs } from "./sample";
import { refusal } from "./controls";
import { labelled } from "./labels";
import { fixed, including, neat, niceRange, panned, readNumber, readWindow, ticks, written, writtenWindow, zoomed } from "./scale";

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

describe("a window that is zoomed and moved", () => {
  it("keeps the point round which it is zoomed, and goes back", () => {
    const near = zoomed(window, 0.7, 1, 2);
    expect((1 - near.x0) / (near.x1 - near.x0)).toBeCloseTo((1 - window.x0) / (window.x1 - window.x0), 12);
    const back = zoomed(near, 1 / 0.7, 1, 2);
    expect(back.x0).toBeCloseTo(window.x0, 12);
    expect(back.y1).toBeCloseTo(window.y1, 12);
  });
  it("stops where neighbouring pixels would be one number, and where they would be none", () => {
    let [small, large] = [window, window];
    for (let k = 0; k < 2000; k++) [small, large] = [zoomed(small, 0.5, 3, 0), zoomed(large, 2, 3, 0)];
    for (const w of [small, large]) { expect(w.x1).toBeGreaterThan(w.x0); expect(w.y1 - w.y0).toBeLessThan(Infinity); }
    expect(panned(window, 1e300, 0)).toBe(window);
  });
  it("is read from the address as it was written there; nonsense is none", () => {
    const near = zoomed(window, 0.7, 0.123456789, 2);
    const read = readWindow(writtenWindow(near))!;
    expect(read.x0).toBeCloseTo(near.x0, 3);
    expect(writtenWindow(read)).toBe(writtenWindow(near));
    for (const text of ["", "1,2,3", "1,0,0,1", "0,nan,0,1", "0,1e300,0,1e300", "0,1,,2", "1,1,0,1"]) expect(readWindow(text)).toBe(null);
  });
  it("grows with points that leave, up to a limit", () => {
    const grown = including(window, [[0, 0], [7, 3], [-30, 0], [1e6, 0]], 10);
    expect(grown.x0).toBeLessThan(-30);
    expect(grown.x1).toBeGreaterThan(7);
    expect(grown.x1).toBeLessThan(100);
    expect(including(window, [[0, 0]], 10)).toEqual(window);
  });
  it("gives round numbers to a pointer", () => expect(neat(1.23456789, 10)).toBe(1.23));
});

describe("what is typed in a number field", () => {
  const limits = { low: -2, high: 2 };
  it.each([["1.5", ""], ["−2", ""], ["1e9", "from −2 to 2"], ["abc", "not a number"], ["0x1", "not a number"]])("%s: %s", (text, reason) => expect(refusal(text, limits)).toBe(reason));
  it("must be whole where only whole numbers count", () => expect(refusal("1.5", { ...limits, decimals: 0 })).toBe("a whole number"));
});

describe("labels", () => {
  it("of points at one place stand apart, and inside the picture", () => {
    const wanted = ["Gradient descent", "Momentum", "Nesterov", "RMSProp", "Adam"].map((words) => ({ x: 595, y: 395, words }));
    const placed = labelled(wanted, size);
    placed.forEach((one, k) => {
      expect(one.y).toBeLessThanOrEqual(size.height);
      for (const other of placed.slice(k + 1)) expect(Math.abs(one.y - other.y) >= 15 || one.anchor !== other.anchor).toBe(true);
    });
  });
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
  const n = 40;
  const place = (k: number): number => -2 + (4 * k) / (n - 1);
  const grid = (f: (x: number, y: number) => number) => ({ values: new Float64Array(n * n).map((_, k) => f(place(k % n), place(Math.floor(k / n)))), columns: n, rows: n });
  const closed = (line: Line): boolean => line[0] === line[line.length - 2] && line[1] === line[line.length - 1];
  const onBorder = (x: number, y: number): boolean => x === 0 || y === 0 || x === n - 1 || y === n - 1;
  const saddles = grid((x, y) => Math.sin(2 * x) * Math.cos(3 * y));

  it("of a plane are straight", () => {
    const [lines] = levelLines({ values: Float64Array.from([0, 1, 2, 0, 1, 2, 0, 1, 2]), columns: 3, rows: 3 }, [0.5]);
    expect(lines).toEqual([[0.5, 0, 0.5, 1, 0.5, 2]]);
  });
  it("of a bowl are closed circles", () => {
    const cuts = [0.3, 1, 2.2];
    levelLines(grid((x, y) => x * x + y * y), cuts).forEach((lines, k) => {
      expect(lines).toHaveLength(1);
      expect(closed(lines[0])).toBe(true);
      for (let i = 0; i < lines[0].length; i += 2) expect(place(lines[0][i]) ** 2 + place(lines[0][i + 1]) ** 2).toBeCloseTo(cuts[k], 1);
    });
  });
  it("end only at the border, and no side of a cell is crossed twice", () => {
    for (const lines of levelLines(saddles, [-0.5, -0.01, 0, 0.4])) {
      const seen = lines.flatMap((line) => Array.from({ length: line.length / 2 - (closed(line) ? 1 : 0) }, (_, k) => `${line[2 * k]} ${line[2 * k + 1]}`));
      expect(new Set(seen).size).toBe(seen.length);
      for (const line of lines) if (!closed(line)) for (const k of [0, line.length - 2]) expect(onBorder(line[k], line[k + 1])).toBe(true);
    }
  });
  it("cross every side whose ends lie apart, once", () => {
    const { values } = saddles;
    let apart = 0;
    for (let k = 0; k < n * n; k++) {
      if (k % n < n - 1 && values[k] < 0.4 !== values[k + 1] < 0.4) apart++;
      if (k + n < n * n && values[k] < 0.4 !== values[k + n] < 0.4) apart++;
    }
    const lines = levelLines(saddles, [0.4])[0];
    expect(lines.reduce((sum, line) => sum + line.length / 2 - (closed(line) ? 1 : 0), 0)).toBe(apart);
  });
  it("leave out what is not a number", () => {
    for (const lines of levelLines(grid((x, y) => Math.log(x) + y), [-1, 0])) for (const line of lines) expect(line.every(Number.isFinite)).toBe(true);
  });
  it("rise, and tell most near the bottom", () => {
    const found = levels(grid((x, y) => x * x + y * y).values, 6);
    expect(found).toHaveLength(6);
    for (let k = 1; k < 6; k++) expect(found[k] - found[k - 1]).toBeGreaterThan(k > 1 ? found[k - 1] - found[k - 2] : 0);
    expect(levels(Float64Array.of(NaN, Infinity), 3)).toEqual([]);
  });
});
