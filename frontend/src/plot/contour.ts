/** Level lines of a grid of values, by marching squares. */

export interface Grid {
  readonly values: Float64Array; // row by row, from y0 upwards
  readonly columns: number;
  readonly rows: number;
}

/** x0 y0 x1 y1 … in grid coordinates (0 … columns − 1, 0 … rows − 1); a closed line ends where it began. */
export type Line = readonly number[];

// Which sides of a cell (0 below, 1 right, 2 above, 3 left) a line joins, by which corners lie under it: bit 0 is the
// lower left one, then on against the clock. Two corners across from each other: see `SADDLES`.
const JOINED: readonly (readonly number[])[] = [
  [], [0, 3], [0, 1], [1, 3], [1, 2], [], [0, 2], [2, 3], [2, 3], [0, 2], [], [1, 2], [1, 3], [0, 1], [0, 3], [],
];
const SADDLES: readonly (readonly number[])[] = [[0, 1, 2, 3], [0, 3, 1, 2]];

/** The lines at each of the rising heights `cuts`: one walk over the cells, then their pieces joined end to end. */
export function levelLines(grid: Grid, cuts: readonly number[]): Line[][] {
  const { values, columns, rows } = grid;
  const count = columns * rows;
  const pieces: number[][] = cuts.map(() => []); // pairs of sides; side k lies right of point k, side count + k above it
  for (let j = 0; j + 1 < rows; j++) {
    for (let i = 0; i + 1 < columns; i++) {
      const k = j * columns + i;
      const a = values[k];
      const b = values[k + 1];
      const c = values[k + columns + 1];
      const d = values[k + columns];
      const low = Math.min(a, b, c, d);
      const high = Math.max(a, b, c, d);
      if (!(high - low < Infinity)) continue; // a corner is not a number
      for (let n = 0; n < cuts.length && cuts[n] <= high; n++) {
        const cut = cuts[n];
        if (cut <= low) continue;
        const under = (a < cut ? 1 : 0) | (b < cut ? 2 : 0) | (c < cut ? 4 : 0) | (d < cut ? 8 : 0);
        const saddle = under === 5 || under === 10;
        const joined = saddle ? SADDLES[(a + b + c + d) / 4 < cut === a < cut ? 0 : 1] : JOINED[under];
        for (const side of joined) pieces[n].push(side === 0 ? k : side === 1 ? count + k + 1 : side === 2 ? k + columns : count + k);
      }
    }
  }
  const links = new Int32Array(4 * count).fill(-1);
  return cuts.map((cut, n) => joinedUp(pieces[n], links).map((sides) => placed(grid, sides, cut)));
}

/** Chains of sides out of pairs of sides; a side has at most two neighbours. `links` is −1 before and after. */
function joinedUp(pairs: readonly number[], links: Int32Array): number[][] {
  for (let k = 0; k < pairs.length; k += 2) {
    const [a, b] = [pairs[k], pairs[k + 1]];
    links[2 * a + (links[2 * a] < 0 ? 0 : 1)] = b;
    links[2 * b + (links[2 * b] < 0 ? 0 : 1)] = a;
  }
  const chains: number[][] = [];
  const follow = (first: number): void => {
    const chain = [first];
    let [before, here] = [-1, first];
    for (;;) {
      const next = links[2 * here] !== before && links[2 * here] >= 0 ? links[2 * here] : links[2 * here + 1];
      links[2 * here] = links[2 * here + 1] = -1;
      if (next < 0 || next === before) break;
      [before, here] = [here, next];
      chain.push(here);
      if (here === first) break;
    }
    chains.push(chain);
  };
  for (const side of pairs) if (links[2 * side] >= 0 && links[2 * side + 1] < 0) follow(side); // from the open ends
  for (const side of pairs) if (links[2 * side] >= 0) follow(side); // what is left is closed
  return chains;
}

/** Where these sides of the grid have this height. */
function placed({ values, columns, rows }: Grid, sides: readonly number[], cut: number): Line {
  const line: number[] = [];
  for (const side of sides) {
    const upright = side >= columns * rows;
    const k = upright ? side - columns * rows : side;
    const from = values[k];
    const along = (cut - from) / (values[k + (upright ? columns : 1)] - from);
    line.push((k % columns) + (upright ? 0 : along), Math.floor(k / columns) + (upright ? along : 0));
  }
  return line;
}

/** Levels that tell most: denser towards the bottom, where a descent ends. */
export function levels(values: Float64Array, count: number): number[] {
  const finite = values.filter(Number.isFinite).sort();
  if (finite.length === 0) return [];
  const low = finite[0];
  const high = finite[Math.floor(0.97 * (finite.length - 1))];
  const found: number[] = [];
  for (let k = 1; k <= count; k++) found.push(low + (high - low) * (k / (count + 0.5)) ** 2);
  return found;
}
