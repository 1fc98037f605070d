/** Random numbers with a seed: the same picture for the same link. */

export type Random = () => number;

/** Uniform in [0, 1): mulberry32, enough for pictures. */
export function random(seed: number): Random {
  let state = (seed * 2654435761) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Normal with mean 0 and deviation 1 (Box and Muller). */
export const normal = (next: Random): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

/** `count` different numbers out of 0 … n − 1. */
export function sample(next: Random, n: number, count: number): number[] {
  const all = Array.from({ length: n }, (_, k) => k);
  for (let k = 0; k < Math.min(count, n); k++) {
    const other = k + Math.floor(next() * (n - k));
    [all[k], all[other]] = [all[other], all[k]];
  }
  return all.slice(0, Math.min(count, n));
}
