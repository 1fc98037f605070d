/** Optimizers run in the browser by the programs of their rows: the same formulas that NumPy runs. */

import { evaluateOver, readProgram, type Program } from "../program";
import type { Slope, Walk } from "./walk";

export interface Optimizer {
  readonly name: string;
  readonly title: string;
  readonly hyper: Readonly<Record<string, number>>;
  readonly state: readonly string[];
  readonly start: Program;
  readonly update: Program;
}

export function readOptimizer(data: unknown): Optimizer {
  const row = data as Optimizer;
  return { ...row, start: readProgram(row.start), update: readProgram(row.update) };
}

/** The iterates of one optimizer from `start`; stops early when it has left every reasonable place. */
export function descend(row: Optimizer, slope: Slope, start: readonly number[], rate: number, steps: number): Walk {
  const n = start.length;
  let x = Float64Array.from(start);
  let state = named(row.start, evaluateOver(row.start, { x, rate, ...row.hyper }, n));
  const first = slope(start);
  const points: (readonly number[])[] = [[...start]];
  const values = [first.value];
  const gradients: (readonly number[])[] = [first.gradient];
  for (let t = 1; t <= steps; t++) {
    const g = Float64Array.from(gradients[t - 1]);
    const next = named(row.update, evaluateOver(row.update, { x, g, rate, t, ...row.hyper, ...state }, n));
    x = next.x;
    state = Object.fromEntries(row.state.map((name) => [name, next[name]]));
    const point = [...x];
    const { value, gradient } = slope(point);
    points.push(point);
    values.push(value);
    gradients.push(gradient);
    if (!point.every(Number.isFinite) || !Number.isFinite(value) || Math.hypot(...point) > 1e9) break;
  }
  return { points, values, gradients };
}

function named(program: Program, outputs: readonly Float64Array[]): Record<string, Float64Array<ArrayBuffer>> {
  return Object.fromEntries(program.outputs.map((name, k) => [name, Float64Array.from(outputs[k])]));
}
