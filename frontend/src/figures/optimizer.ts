/** Optimizers run in the browser by the programs of their rows: the same formulas that NumPy runs. */

import { evaluateOver, readProgram, type Program } from "../program";
import { answer } from "../source";
import type { Slope, Walk } from "./walk";

export interface Optimizer {
  readonly name: string;
  readonly title: string;
  readonly hyper: Readonly<Record<string, number>>;
  readonly state: readonly string[];
  readonly start: Program;
  readonly update: Program;
}

/** What a run may have of its own. */
export interface Settings {
  readonly hyper?: Readonly<Record<string, number>>; // in place of the row's
  readonly estimate?: (point: readonly number[], step: number) => readonly number[]; // the gradient that step 0, 1, … is given, where it is not the exact one
}

export function readOptimizer(data: unknown): Optimizer {
  const row = data as Optimizer;
  return { ...row, start: readProgram(row.start), update: readProgram(row.update) };
}

/** The row of this name in the engine's table. */
export const optimizerOf = (name: string): Promise<Optimizer> =>
  answer(`/api/v1/optimizer?${new URLSearchParams({ name })}`).then(readOptimizer);

/** The iterates of one optimizer from `start`; stops early when it has left every reasonable place. */
export function descend(row: Optimizer, slope: Slope, start: readonly number[], rate: number, steps: number, own: Settings = {}): Walk {
  const n = start.length;
  const hyper = { ...row.hyper, ...own.hyper };
  let x = Float64Array.from(start);
  let state = named(row.start, evaluateOver(row.start, { x, rate, ...hyper }, n));
  const first = slope(start);
  const points: (readonly number[])[] = [[...start]];
  const values = [first.value];
  const gradients: (readonly number[])[] = [first.gradient];
  for (let t = 1; t <= steps; t++) {
    const g = Float64Array.from(own.estimate ? own.estimate(points[t - 1], t - 1) : gradients[t - 1]);
    const next = named(row.update, evaluateOver(row.update, { x, g, rate, t, ...hyper, ...state }, n));
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
