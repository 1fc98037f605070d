/** Walks downhill: the points of a descent, and what happened to it in a word. */

export type Slope = (point: readonly number[]) => { readonly value: number; readonly gradient: readonly number[] };

export interface Walk {
  readonly points: readonly (readonly number[])[];
  readonly values: readonly number[];
  readonly gradients: readonly (readonly number[])[];
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
