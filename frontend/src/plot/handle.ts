/** A point that can be dragged, clicked to, and moved with keys: role=slider with the state in words. */

import { svg, set } from "./svg";
import { pointed, toX, toY, type Plot } from "./plot";
import { clamp, neat } from "./scale";

export interface Axis {
  readonly low: () => number;
  readonly high: () => number;
  readonly get: () => number;
}

export interface HandleOptions {
  readonly label: string;
  readonly classes?: string;
  readonly x: Axis;
  readonly y?: Axis; // a point that moves in the plane: up and down arrows belong to it
  readonly move: (x: number, y: number) => void; // clamped already
  readonly said: () => string; // aria-valuetext
}

export interface Handle {
  readonly node: SVGGElement;
  /** Put the thumb at (x, y) in the plot's numbers, and tell the state. */
  readonly place: (x: number, y: number) => void;
}

/** Arrows move by a fiftieth of the range, with Shift five times that, with Alt a quarter of it. */
export function makeHandle(plot: Plot, options: HandleOptions): Handle {
  const { x, y, move } = options;
  const node = svg("g", {
    class: `handle ${options.classes ?? ""}`, role: "slider", tabindex: 0, "aria-label": options.label,
    "aria-orientation": y ? null : "horizontal",
  },
    svg("circle", { class: "reach", r: 22 }), svg("circle", { class: "glow", r: 13 }), svg("circle", { class: "thumb", r: 8 }));

  const to = (nextX: number, nextY: number): void =>
    move(clamp(nextX, x.low(), x.high()), y ? clamp(nextY, y.low(), y.high()) : nextY);

  node.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey) return;
    const stepX = ((x.high() - x.low()) / 50) * (event.shiftKey ? 5 : event.altKey ? 0.25 : 1);
    const stepY = y ? ((y.high() - y.low()) / 50) * (event.shiftKey ? 5 : event.altKey ? 0.25 : 1) : 0;
    const [nowX, nowY] = [x.get(), y ? y.get() : 0];
    const next: Readonly<Record<string, readonly [number, number]>> = {
      ArrowRight: [nowX + stepX, nowY],
      ArrowLeft: [nowX - stepX, nowY],
      ArrowUp: y ? [nowX, nowY + stepY] : [nowX + stepX, nowY],
      ArrowDown: y ? [nowX, nowY - stepY] : [nowX - stepX, nowY],
      PageUp: [nowX + 5 * stepX, nowY],
      PageDown: [nowX - 5 * stepX, nowY],
      Home: [x.low(), nowY],
      End: [x.high(), nowY],
    };
    const found = next[event.key];
    if (!found) return;
    event.preventDefault();
    to(neat(found[0], x.high() - x.low()), y ? neat(found[1], y.high() - y.low()) : found[1]);
  });

  node.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    event.stopPropagation();
    node.setPointerCapture(event.pointerId);
    node.focus({ preventScroll: true });
    const drag = (moved: PointerEvent): void => {
      const at = pointed(plot, moved);
      to(neat(at.x, plot.window.x1 - plot.window.x0), neat(at.y, plot.window.y1 - plot.window.y0));
    };
    const stop = (): void => {
      node.removeEventListener("pointermove", drag);
      node.removeEventListener("pointerup", stop);
      node.removeEventListener("pointercancel", stop);
    };
    node.addEventListener("pointermove", drag);
    node.addEventListener("pointerup", stop);
    node.addEventListener("pointercancel", stop);
  });

  return {
    node,
    place: (atX, atY) => {
      const px = clamp(toX(plot, atX), -30, plot.size.width + 30);
      const py = clamp(toY(plot, Number.isFinite(atY) ? atY : 0), -30, plot.size.height + 30); // without a height it stands on the axis
      set(node, {
        transform: `translate(${px.toFixed(1)} ${py.toFixed(1)})`,
        "aria-valuemin": round(x.low()), "aria-valuemax": round(x.high()), "aria-valuenow": round(atX), "aria-valuetext": options.said(),
      });
    },
  };
}

/** A click on the picture, not a drag of it, moves the point there; a drag with the mouse pans the window. */
export function clickAndPan(plot: Plot, click: (x: number, y: number) => void, pan?: (dx: number, dy: number) => void): void {
  plot.root.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const start = { x: event.clientX, y: event.clientY };
    let last = start;
    let panned = false;
    const moved = (next: PointerEvent): void => {
      if (!pan || next.pointerType !== "mouse") return;
      if (!panned && Math.hypot(next.clientX - start.x, next.clientY - start.y) < 5) return;
      panned = true;
      const scaleX = (plot.window.x1 - plot.window.x0) / plot.size.width;
      const scaleY = (plot.window.y1 - plot.window.y0) / plot.size.height;
      pan(-(next.clientX - last.x) * scaleX, (next.clientY - last.y) * scaleY);
      last = { x: next.clientX, y: next.clientY };
    };
    const up = (done: PointerEvent): void => {
      window.removeEventListener("pointermove", moved);
      window.removeEventListener("pointerup", up);
      window.removeEventListener("pointercancel", up);
      if (done.type === "pointercancel" || panned || Math.hypot(done.clientX - start.x, done.clientY - start.y) > 8) return;
      const at = pointed(plot, done);
      click(neat(at.x, plot.window.x1 - plot.window.x0), neat(at.y, plot.window.y1 - plot.window.y0));
    };
    window.addEventListener("pointermove", moved);
    window.addEventListener("pointerup", up);
    window.addEventListener("pointercancel", up);
  });
}

/** A number as attributes may have it: six digits, never with an exponent, no dust beside 0. */
const round = (value: number): string =>
  (Math.abs(value) < 1e-12 ? 0 : value).toLocaleString("en-US", { useGrouping: false, maximumSignificantDigits: 6 });
