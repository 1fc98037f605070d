/** Walks downhill: the points of a descent, and what became of it in a word. */

export type Slope = (point: readonly number[]) => { readonly value: number; readonly gradient: readonly number[] };

export interface Walk {
  readonly points: readonly (readonly number[])[];
  readonly values: readonly number[];
  readonly gradients: readonly (readonly number[])[];
}

/** there: at rest within what is shown; slow: on its way; swings: from side to side, closer each time; forever: never closer;
 *  wanders: neither rests nor leaves; falls: there is no bottom that way; diverges: further and further up. */
export type Outcome = "there" | "slow" | "swings" | "forever" | "wanders" | "falls" | "diverges";

export const FAR = 600; // steps after which a walk has shown what becomes of it

/** What becomes of a walk of which `shown` steps are seen, judged on all that was walked; fewer than `steps` when it has left. */
export function outcome(walk: Walk, shown: number, steps = FAR): Outcome {
  const { points, values } = walk;
  const sizes = walk.gradients.map((gradient) => Math.hypot(...gradient));
  const last = sizes.length - 1;
  const seen = Math.min(shown, last);
  const level = (k: number): boolean => sizes[k] < 1e-2 * Math.max(sizes[0], 1e-9) || sizes[k] < 1e-4;
  if (level(seen) && sizes.slice(seen).every((size) => size <= 10 * sizes[seen] + 1e-4)) return "there";
  const turned = turns(points, seen);
  const sideways = turned > 0.6 * seen;
  const up = !(values[last] < values[0]);
  if (last < steps || !Number.isFinite(values[last])) return turned === 0 && !up ? "falls" : "diverges";
  const trend = level(last) ? "falling" : trendOf(sideways ? sizes.slice(-TAIL).map((size, k, all) => size / all[k - 2]).slice(2) : growths(sizes));
  if (trend === "falling") return sideways ? "swings" : "slow";
  if (trend === "level" && sideways) return "forever";
  if (trend === "rising" && up) return "diverges";
  return turned === 0 && !up && trend !== "mixed" ? "falls" : "wanders";
}

const TAIL = 100;
const PARTS = 6;

/** How the largest of each sixth go on, over the last four of them. */
function growths(sizes: readonly number[]): number[] {
  const part = Math.floor(sizes.length / PARTS);
  const tops = Array.from({ length: 4 }, (_, k) => Math.max(...sizes.slice(sizes.length - (4 - k) * part, sizes.length - (3 - k) * part || undefined)));
  return tops.slice(1).map((top, k) => top / tops[k]);
}

/** Whether all these factors shrink, or all grow, or all leave things as they are. */
function trendOf(factors: readonly number[]): "falling" | "rising" | "level" | "mixed" {
  if (factors.every((factor) => Math.abs(factor - 1) < 1e-7)) return "level";
  return factors.every((factor) => factor < 1) ? "falling" : factors.every((factor) => factor > 1) ? "rising" : "mixed";
}

/** How many of the first `steps` steps go back against the one before. */
export function turns(points: Walk["points"], steps: number): number {
  let count = 0;
  for (let k = 2; k <= Math.min(steps, points.length - 1); k++) {
    let along = 0;
    for (let i = 0; i < points[k].length; i++) along += (points[k][i] - points[k - 1][i]) * (points[k - 1][i] - points[k - 2][i]);
    if (along < 0) count++;
  }
  return count;
}
