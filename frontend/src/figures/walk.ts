/** Walks downhill: the points of a descent, and what happened to it in words. */

export type Slope = (point: readonly number[]) => { readonly value: number; readonly gradient: readonly number[] };

export interface Walk {
  readonly points: readonly (readonly number[])[];
  readonly values: readonly number[];
  readonly gradients: readonly (readonly number[])[];
}

/** x ← x − rate·g, or with momentum m: v ← m v + g, x ← x − rate·v. Stops early when it has left every reasonable place. */
export function walk(slope: Slope, start: readonly number[], rate: number, steps: number, momentum = 0): Walk {
  const points: number[][] = [[...start]];
  const first = slope(start);
  const values = [first.value];
  const gradients: (readonly number[])[] = [first.gradient];
  let velocity: number[] = start.map(() => 0);
  for (let k = 0; k < steps; k++) {
    velocity = velocity.map((v, i) => momentum * v + gradients[k][i]);
    const next = points[k].map((x, i) => x - rate * velocity[i]);
    const { value, gradient } = slope(next);
    points.push(next);
    values.push(value);
    gradients.push(gradient);
    if (!next.every(Number.isFinite) || !Number.isFinite(value) || Math.hypot(...next) > 1e9) break;
  }
  return { points, values, gradients };
}

export type Outcome = "converged" | "slow" | "oscillates" | "diverged";

/** What happened, judged on the trace itself. */
export function outcome(trace: Walk): Outcome {
  const { points, values, gradients } = trace;
  const last = values[values.length - 1];
  const reach = Math.max(...points[0].map((x) => Math.abs(x)), 1);
  const end = points[points.length - 1];
  if (!Number.isFinite(last) || !end.every(Number.isFinite) || Math.hypot(...end) > 50 * reach || last > values[0] + 1e-9 + 0.05 * Math.abs(values[0])) return "diverged";
  const size = (k: number): number => Math.hypot(...gradients[k]);
  const turned = turns(points);
  if (size(gradients.length - 1) < 1e-2 * Math.max(size(0), 1e-9) || size(gradients.length - 1) < 1e-4) return "converged";
  return turned > points.length * 0.6 ? "oscillates" : "slow";
}

/** How often a step goes back against the one before it. */
function turns(points: Walk["points"]): number {
  let count = 0;
  for (let k = 2; k < points.length; k++) {
    let along = 0;
    for (let i = 0; i < points[k].length; i++) along += (points[k][i] - points[k - 1][i]) * (points[k - 1][i] - points[k - 2][i]);
    if (along < 0) count++;
  }
  return count;
}
