import { describe, expect, it } from "vitest";
import { erf, erfc, digamma, gamma, lgamma, trigamma, UNARY } from "./functions";
import { evaluate, evaluateOver, readProgram } from "./program";

const program = (inputs: string[], outputs: string[], code: unknown[]) =>
  readProgram({ schema: "steepest.program/1", inputs, outputs, code });

describe("a program", () => {
  const both = program(["x"], ["f", "df/dx"], [
    ["load", 0], ["call", "sin"], ["let", 0],
    ["get", 0], ["ipow", 2], ["out", 0],
    ["const", 2], ["get", 0], ["mul"], ["load", 0], ["call", "cos"], ["mul"], ["out", 1],
  ]);

  it("gives every output for a number", () => {
    const [f, slope] = evaluate(both, { x: 1.1 });
    expect(f).toBeCloseTo(Math.sin(1.1) ** 2, 15);
    expect(slope).toBeCloseTo(Math.sin(2.2), 15);
  });

  it("gives the same over arrays", () => {
    const xs = Float64Array.from([-1, 0, 0.5, 2]);
    const [f] = evaluateOver(both, { x: xs }, 4);
    xs.forEach((x, i) => expect(f[i]).toBe(evaluate(both, { x })[0]));
  });

  it("stops when the outputs that are wanted are there", () => {
    const xs = Float64Array.from([-1, 0, 0.5, 2]);
    expect(evaluateOver(both, { x: xs }, 4, 1)).toEqual(evaluateOver(both, { x: xs }, 4).slice(0, 1));
  });

  it("repeats a constant result", () => {
    const one = program(["x"], ["f"], [["const", 1], ["out", 0]]);
    expect([...evaluateOver(one, { x: new Float64Array(3) }, 3)[0]]).toEqual([1, 1, 1]);
  });

  it("does not look at the branch not taken", () => {
    const safe = program(["x"], ["f"], [
      ["load", 0], ["const", 0], ["gt"], ["load", 0], ["call", "log"], ["const", "-inf"], ["where"], ["out", 0],
    ]);
    expect(evaluate(safe, { x: -2 })).toEqual([-Infinity]);
    expect([...evaluateOver(safe, { x: Float64Array.from([-2, 1]) }, 2)[0]]).toEqual([-Infinity, 0]);
  });

  it("takes odd roots of negatives and refuses even ones", () => {
    const root = (p: number, q: number) => program(["x"], ["f"], [["load", 0], ["qpow", p, q], ["out", 0]]);
    expect(evaluate(root(1, 3), { x: -8 })[0]).toBeCloseTo(-2, 14);
    expect(evaluate(root(2, 3), { x: -8 })[0]).toBeCloseTo(4, 14);
    expect(evaluate(root(1, 2), { x: -4 })[0]).toBeNaN();
  });

  it("says what is wrong with a broken one", () => {
    expect(() => program(["x"], ["f"], [["add"], ["out", 0]])).toThrow("more than the stack holds");
    expect(() => program(["x"], ["f"], [["load", 0], ["call", "eval"], ["out", 0]])).toThrow("no function");
    expect(() => program(["x"], ["f"], [["load", 0]])).toThrow("leaves 1");
    expect(() => readProgram({ schema: "other" })).toThrow("steepest.program/1");
  });

  it("is fast enough for a surface in a frame", () => {
    const n = 256 * 256;
    const x = new Float64Array(n).map((_, i) => i / n);
    const start = performance.now();
    evaluateOver(both, { x }, n);
    expect(performance.now() - start).toBeLessThan(100);
  });
});

describe("special functions", () => {
  it.each([[0.5, 0.5204998778130465], [-1.5, -0.9661051464753108], [2.5, 0.9995930479825550]])(
    "erf(%d)", (x, y) => expect(erf(x)).toBeCloseTo(y, 14));
  it("erfc keeps its digits far out", () => expect(erfc(5) / 1.5374597944280349e-12).toBeCloseTo(1, 12));
  it("gamma of five is twenty-four", () => expect(gamma(5)).toBeCloseTo(24, 10));
  it("lgamma", () => expect(lgamma(0.1)).toBeCloseTo(2.252712651734206, 12));
  it("digamma of one is minus Euler's constant", () => expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 13));
  it("digamma reflects", () => expect(digamma(-0.5)).toBeCloseTo(0.03648997397857652, 13));
  it("trigamma of one is pi squared over six", () => expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 12));
  it("gelu of one", () => expect(UNARY.gelu(1)).toBeCloseTo(0.8413447460685429, 14));
  it("softplus does not overflow", () => expect(UNARY.softplus(1000)).toBe(1000));
});
