/** Words beside points that do not cover each other. */

export interface Wanted {
  readonly x: number; // pixels
  readonly y: number;
  readonly words: string;
}

export interface Placed {
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
}

const LINE = 16; // pixels of a line of 13 px text
const GAP = 10;

interface Box { readonly x0: number; readonly x1: number; readonly y0: number; readonly y1: number }

/** Where each label stands: at the first place round its point that is inside the picture and covers none before it. */
export function labelled(wanted: readonly Wanted[], size: { readonly width: number; readonly height: number }, letter = 7.6): Placed[] {
  const taken: Box[] = wanted.map(({ x, y }) => ({ x0: x - 6, x1: x + 6, y0: y - 6, y1: y + 6 })); // the points themselves
  const overlap = (a: Box, b: Box): number => Math.max(0, Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0)) * Math.max(0, Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0));
  return wanted.map(({ x, y, words }) => {
    const width = words.length * letter;
    let best: { readonly cost: number; readonly placed: Placed; readonly box: Box } | null = null;
    for (let row = 0; row < 5; row++) {
      for (const [anchor, dx] of [["start", GAP], ["end", -GAP], ["middle", 0]] as const) {
        for (const up of row === 0 ? [0] : [-row, row]) {
          if (anchor === "middle" && row === 0) continue;
          const left = x + dx - (anchor === "start" ? 0 : anchor === "end" ? width : width / 2);
          const base = y + 4 + up * LINE;
          const box = { x0: left, x1: left + width, y0: base - LINE + 4, y1: base + 4 };
          const outside = Math.max(0, -box.x0) + Math.max(0, box.x1 - size.width) + Math.max(0, -box.y0) + Math.max(0, box.y1 - size.height);
          const cost = 20 * outside + taken.reduce((sum, other) => sum + overlap(box, other), 0);
          if (!best || cost < best.cost) best = { cost, placed: { x: x + dx, y: base, anchor }, box };
        }
      }
    }
    taken.push(best!.box);
    return best!.placed;
  });
}
