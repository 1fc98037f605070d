/**
 * Where the boxes of a graph stand, and the lanes of its lines: a line that passes a layer has a place of its own there,
 * so that none runs behind a box (the layered drawing of Sugiyama, Tagawa and Toda 1981).
 */

/** A node is worked out from earlier ones. */
export interface Dependent { readonly inputs: readonly number[] }

/** A box, or the lane in which the lines from one node pass a layer. Rows are measured in boxes. */
export interface Stop {
  readonly node: number; // whose box, or whose lines
  readonly layer: number;
  readonly lane: boolean;
  row: number;
}

export interface Layout {
  readonly stops: readonly Stop[]; // first the boxes, in the order of the nodes, then the lanes
  readonly lines: readonly (readonly [number, number])[]; // from stop to stop, each to the next layer
  readonly layers: number;
  readonly rows: number;
}

const LANE = 0.36; // of a box
const SWEEPS = 12;

export function layout(nodes: readonly Dependent[]): Layout {
  const layer = layersOf(nodes);
  const stops: Stop[] = nodes.map((_, k) => ({ node: k, layer: layer[k], lane: false, row: 0 }));
  const lines: [number, number][] = [];
  nodes.forEach((_, k) => {
    const users = nodes.flatMap((other, j) => (other.inputs.includes(k) ? [j] : []));
    const last = Math.max(layer[k], ...users.map((j) => layer[j]));
    let from = k;
    for (let l = layer[k] + 1; l <= last; l++) {
      for (const j of users) if (layer[j] === l) lines.push([from, j]);
      if (l === last) break;
      stops.push({ node: k, layer: l, lane: true, row: 0 });
      lines.push([from, stops.length - 1]);
      from = stops.length - 1;
    }
  });
  const layers = Math.max(...layer) + 1;
  const members = Array.from({ length: layers }, (_, l) => stops.flatMap((stop, k) => (stop.layer === l ? [k] : [])));
  order(members, lines);
  settle(members, lines, stops);
  const size = (stop: Stop): number => (stop.lane ? LANE : 1);
  const top = Math.min(...stops.map((stop) => stop.row - size(stop) / 2));
  for (const stop of stops) stop.row -= top;
  return { stops, lines, layers, rows: Math.max(...stops.map((stop) => stop.row + size(stop) / 2)) };
}

/** By the longest way from what is given; what is given stands just before its first use. */
function layersOf(nodes: readonly Dependent[]): number[] {
  const layer = nodes.map(() => 0);
  nodes.forEach((node, k) => { if (node.inputs.length) layer[k] = 1 + Math.max(...node.inputs.map((i) => layer[i])); });
  nodes.forEach((node, k) => {
    if (node.inputs.length) return;
    const users = nodes.flatMap((other, j) => (other.inputs.includes(k) ? [layer[j]] : []));
    if (users.length) layer[k] = Math.min(...users) - 1;
  });
  return layer;
}

type Lines = readonly (readonly [number, number])[];

/** Put each layer into the order in which fewest lines cross: by the mean place of what its members are joined to, to and fro. */
function order(members: number[][], lines: Lines): void {
  let best = { crossings: crossings(members, lines), members: members.map((group) => [...group]) };
  for (let sweep = 0; sweep < SWEEPS && best.crossings > 0; sweep++) {
    const forth = sweep % 2 === 0;
    for (let step = 1; step < members.length; step++) {
      const l = forth ? step : members.length - 1 - step;
      const beside = members[forth ? l - 1 : l + 1];
      const mean = new Map(members[l].map((k, place) => {
        const found = lines.flatMap(([a, b]) => (forth ? b === k && beside.includes(a) ? [beside.indexOf(a)] : [] : a === k && beside.includes(b) ? [beside.indexOf(b)] : []));
        return [k, found.length ? found.reduce((x, y) => x + y, 0) / found.length : place] as const;
      }));
      members[l].sort((a, b) => mean.get(a)! - mean.get(b)!);
    }
    const now = crossings(members, lines);
    if (now < best.crossings) best = { crossings: now, members: members.map((group) => [...group]) };
  }
  best.members.forEach((group, l) => { members[l] = group; });
}

function crossings(members: readonly (readonly number[])[], lines: Lines): number {
  const place = new Map(members.flatMap((group, l) => group.map((k, i) => [k, [l, i] as const] as const)));
  let count = 0;
  for (const [i, [a, b]] of lines.entries()) {
    for (const [c, d] of lines.slice(i + 1)) {
      if (place.get(a)![0] === place.get(c)![0] && (place.get(a)![1] - place.get(c)![1]) * (place.get(b)![1] - place.get(d)![1]) < 0) count++;
    }
  }
  return count;
}

/** Rows in this order that lie as near as they can to what they are joined to; a lane that goes on tries hardest to stay straight. */
function settle(members: readonly (readonly number[])[], lines: Lines, stops: readonly Stop[]): void {
  for (const group of members) group.forEach((k, i) => { stops[k].row = i - (group.length - 1) / 2; });
  const joined = stops.map((_, k) => lines.flatMap(([a, b]) => (a === k ? [b] : b === k ? [a] : [])));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const group of sweep % 2 === 0 ? members : [...members].reverse()) {
      const wished = group.map((k) => {
        const weights = joined[k].map((j) => (stops[k].lane ? 2 : 1) * (stops[j].lane ? 2 : 1));
        const sum = weights.reduce((x, y) => x + y, 0);
        return sum === 0 ? stops[k].row : joined[k].reduce((total, j, i) => total + weights[i] * stops[j].row, 0) / sum;
      });
      const room = group.map((k, i) => (i === 0 ? 0 : ((stops[k].lane ? LANE : 1) + (stops[group[i - 1]].lane ? LANE : 1)) / 2));
      spread(wished, room).forEach((row, i) => { stops[group[i]].row = row; });
    }
  }
}

/** The places nearest to those wished (least squares) that keep `room[i]` from place i − 1 to place i: neighbours that collide are pooled. */
export function spread(wished: readonly number[], room: readonly number[]): number[] {
  let before = 0;
  const shift = room.map((r) => (before += r));
  const pools: { sum: number; count: number }[] = [];
  wished.forEach((wish, i) => {
    let pool = { sum: wish - shift[i], count: 1 };
    while (pools.length && pools.at(-1)!.sum / pools.at(-1)!.count > pool.sum / pool.count) {
      const last = pools.pop()!;
      pool = { sum: pool.sum + last.sum, count: pool.count + last.count };
    }
    pools.push(pool);
  });
  return pools.flatMap(({ sum, count }) => Array<number>(count).fill(sum / count)).map((place, i) => place + shift[i]);
}
