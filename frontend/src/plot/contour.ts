/** Level lines of a grid of values, by marching squares. */

export interface Grid {
  readonly values: Float64Array; // row by row, from y0 upwards
  readonly columns: number;
  readonly rows: number;
}

/** Line segments x0 y0 x1 y1 … in grid coordinates (0 … columns − 1, 0 … rows − 1). */
export function level(grid: Grid, at: number): number[] {
  const { values, columns, rows } = grid;
  const found: number[] = [];
  for (let j = 0; j + 1 < rows; j++) {
    for (let i = 0; i + 1 < columns; i++) {
      const a = values[j * columns + i] - at;
      const b = values[j * columns + i + 1] - at;
      const c = values[(j + 1) * columns + i + 1] - at;
      const d = values[(j + 1) * columns + i] - at;
      if (!(Number.isFinite(a) && Number.isFinite(b) && Number.isFinite(c) && Number.isFinite(d))) continue;
      const crossings: number[] = [];
      if (a < 0 !== b < 0) crossings.push(i + a / (a - b), j);
      if (b < 0 !== c < 0) crossings.push(i + 1, j + b / (b - c));
      if (d < 0 !== c < 0) crossings.push(i + d / (d - c), j + 1);
      if (a < 0 !== d < 0) crossings.push(i, j + a / (a - d));
      if (crossings.length === 4) found.push(...crossings);
      else if (crossings.length === 8) {
        const middle = (a + b + c + d) / 4 < 0;
        const [p, q, r, s] = [0, 2, 4, 6].map((k) => crossings.slice(k, k + 2));
        if (middle === a < 0) found.push(...p, ...q, ...r, ...s);
        else found.push(...p, ...s, ...q, ...r);
      }
    }
  }
  return found;
}

/** Levels that tell most: denser towards the bottom, where a descent ends. */
export function levels(values: Float64Array, count: number): number[] {
  const finite = [...values].filter(Number.isFinite).sort((a, b) => a - b);
  if (finite.length === 0) return [];
  const low = finite[0];
  const high = finite[Math.floor(0.97 * (finite.length - 1))];
  const found: number[] = [];
  for (let k = 1; k <= count; k++) found.push(low + (high - low) * (k / (count + 0.5)) ** 2);
  return found;
}
