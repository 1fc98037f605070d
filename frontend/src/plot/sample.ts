/** From a function to the path of its graph: gaps where it is not defined, and no false bridge over a jump or a pole. */

import type { Window } from "./scale";

export type Sampler = (xs: Float64Array) => Float64Array;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Runs of (x, y) in pixels; each run is drawn as one line. */
export function runs(f: Sampler, window: Window, size: Size): number[][] {
  const count = Math.max(64, Math.ceil(size.width * 1.5));
  const xs = new Float64Array(count + 1);
  const dx = (window.x1 - window.x0) / count;
  for (let i = 0; i <= count; i++) xs[i] = window.x0 + i * dx;
  const ys = f(xs);
  const toX = (x: number): number => ((x - window.x0) / (window.x1 - window.x0)) * size.width;
  const toY = (y: number): number => ((window.y1 - y) / (window.y1 - window.y0)) * size.height;
  const far = 3 * size.height;
  const hold = (p: number): number => Math.min(Math.max(p, -far), size.height + far);

  const found: number[][] = [];
  let current: number[] = [];
  const end = (): void => {
    if (current.length >= 4) found.push(current);
    current = [];
  };
  for (let i = 0; i <= count; i++) {
    const y = ys[i];
    if (!Number.isFinite(y)) {
      if (current.length && i > 0) current.push(...edge(f, xs[i - 1], xs[i], toX, toY, hold));
      end();
      continue;
    }
    if (i > 0 && !Number.isFinite(ys[i - 1])) current.push(...edge(f, xs[i], xs[i - 1], toX, toY, hold));
    else if (i > 0 && Math.abs(toY(y) - toY(ys[i - 1])) > size.height * 0.12 && jumps(f, xs[i - 1], xs[i], ys[i - 1], y, toY)) {
      const [left, right] = approach(f, xs[i - 1], xs[i]);
      current.push(toX(left.x), hold(toY(left.y)));
      end();
      current.push(toX(right.x), hold(toY(right.y)));
    }
    current.push(toX(xs[i]), hold(toY(y)));
  }
  end();
  return found;
}

export function path(found: readonly (readonly number[])[]): string {
  return found
    .map((run) => {
      let d = `M${run[0].toFixed(1)} ${run[1].toFixed(1)}`;
      for (let i = 2; i < run.length; i += 2) d += `L${run[i].toFixed(1)} ${run[i + 1].toFixed(1)}`;
      return d;
    })
    .join("");
}

const one = (f: Sampler, x: number): number => f(Float64Array.of(x))[0];

/** A continuous function's gap shrinks when its interval is halved; that of a jump or a pole does not. */
function jumps(f: Sampler, a: number, b: number, ya: number, yb: number, toY: (y: number) => number): boolean {
  const whole = Math.abs(toY(yb) - toY(ya));
  let gap = whole;
  for (let k = 0; k < 12; k++) {
    const m = (a + b) / 2;
    const ym = one(f, m);
    if (!Number.isFinite(ym)) return true;
    const left = Math.abs(toY(ym) - toY(ya));
    const right = Math.abs(toY(yb) - toY(ym));
    gap = Math.max(left, right);
    if (left > right) [b, yb] = [m, ym];
    else [a, ya] = [m, ym];
  }
  return gap > 0.45 * whole;
}

interface Point { readonly x: number; readonly y: number }

/** The two points on either side of a jump, as close as doubles and patience allow. */
function approach(f: Sampler, a: number, b: number): readonly [Point, Point] {
  let ya = one(f, a);
  let yb = one(f, b);
  for (let k = 0; k < 30; k++) {
    const m = (a + b) / 2;
    const ym = one(f, m);
    if (!Number.isFinite(ym)) break;
    if (Math.abs(ym - ya) > Math.abs(yb - ym)) [b, yb] = [m, ym];
    else [a, ya] = [m, ym];
  }
  return [{ x: a, y: ya }, { x: b, y: yb }];
}

/** The last point of the domain between a defined `inside` and an undefined `outside` (√x is drawn down to its foot). */
function edge(f: Sampler, inside: number, outside: number, toX: (x: number) => number, toY: (y: number) => number, hold: (p: number) => number): number[] {
  let y = NaN;
  for (let k = 0; k < 24; k++) {
    const m = (inside + outside) / 2;
    const ym = one(f, m);
    if (Number.isFinite(ym)) [inside, y] = [m, ym];
    else outside = m;
  }
  return Number.isFinite(y) ? [toX(inside), hold(toY(y))] : [];
}
