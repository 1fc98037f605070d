/** Windows, ticks and numbers as people write them. */

export interface Window {
  readonly x0: number;
  readonly x1: number;
  readonly y0: number;
  readonly y1: number;
}

const LARGEST = 1e300; // a window that reaches further has a span that is no number
const WIDEST = 1e9;
const FINEST = 1e-9; // of a window's largest bound: below, neighbouring pixels are one double

/** Whether numbers can be told apart in this window. */
export function usable({ x0, x1, y0, y1 }: Window): boolean {
  const wide = (low: number, high: number): boolean => high - low < LARGEST && high - low > FINEST * Math.max(Math.abs(low), Math.abs(high));
  return wide(x0, x1) && wide(y0, y1);
}

/** The window `factor` times as large round (x, y); the same one where nothing could be told apart any more. */
export function zoomed(window: Window, factor: number, x: number, y: number): Window {
  const around = (bound: number, centre: number): number => centre + (bound - centre) * factor;
  const next = { x0: around(window.x0, x), x1: around(window.x1, x), y0: around(window.y0, y), y1: around(window.y1, y) };
  return usable(next) && (factor < 1 || next.x1 - next.x0 < WIDEST) ? next : window;
}

export function panned(window: Window, dx: number, dy: number): Window {
  const next = { x0: window.x0 + dx, x1: window.x1 + dx, y0: window.y0 + dy, y1: window.y1 + dy };
  return usable(next) ? next : window;
}

/** The window enlarged until it shows these points, one after another, as long as it stays within `most` times its size. */
export function including(window: Window, points: readonly (readonly [number, number])[], most: number): Window {
  const [dx, dy] = [window.x1 - window.x0, window.y1 - window.y0];
  let { x0, x1, y0, y1 } = window;
  for (const [x, y] of points) {
    if (x >= x0 && x <= x1 && y >= y0 && y <= y1) continue;
    const room = 0.06 * Math.max(x1 - x0, Math.abs(x - x0), Math.abs(x - x1));
    const next = { x0: x < x0 ? x - room : x0, x1: x > x1 ? x + room : x1, y0: Math.min(y0, y - 0.06 * (y1 - y)), y1: Math.max(y1, y + 0.06 * (y - y0)) };
    if (!(next.x1 - next.x0 <= most * dx && next.y1 - next.y0 <= most * most * dy)) break;
    ({ x0, x1, y0, y1 } = next);
  }
  return { x0, x1, y0, y1 };
}

/** A window as an address carries it, "x0,x1,y0,y1"; each bound to a ten-thousandth of the span. */
export function writtenWindow({ x0, x1, y0, y1 }: Window): string {
  const round = (bound: number, span: number): number => Number((Math.round(bound / (10 ** (Math.floor(Math.log10(span)) - 4))) * 10 ** (Math.floor(Math.log10(span)) - 4)).toPrecision(12));
  return [round(x0, x1 - x0), round(x1, x1 - x0), round(y0, y1 - y0), round(y1, y1 - y0)].join(",");
}

export function readWindow(text: string): Window | null {
  const bounds = text.split(",").map((part) => (part.trim() === "" ? NaN : Number(part)));
  if (bounds.length !== 4 || !bounds.every(Number.isFinite)) return null;
  const [x0, x1, y0, y1] = bounds;
  return usable({ x0, x1, y0, y1 }) ? { x0, x1, y0, y1 } : null;
}

/** About `count` round numbers in [low, high]: steps of 1, 2 or 5 times a power of ten. */
export function ticks(low: number, high: number, count: number): number[] {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span)) return [];
  const step = tickStep(span, count);
  const found: number[] = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) found.push(k === 0 ? 0 : tidy(k * step, step));
  return found;
}

export function tickStep(span: number, count: number): number {
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const lead = rough / power;
  return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
}

/** k·step without the dust of binary fractions. */
function tidy(value: number, step: number): number {
  const digits = Math.max(0, 1 - Math.floor(Math.log10(step)));
  return digits > 20 ? value : Number(value.toFixed(Math.min(digits, 100)));
}

/** A number for a label: a real minus sign, `digits` significant digits, no trailing zeros. */
export function written(value: number, digits = 4): string {
  if (Number.isNaN(value)) return "undefined";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0 || Math.abs(value) < 1e-12) return "0";
  const size = Math.abs(value);
  const text =
    size >= 1e6 || size < 1e-4
      ? value.toExponential(Math.max(0, digits - 2)).replace(/\.?0+e/, "e").replace("e+", "e")
      : String(Number(value.toPrecision(digits)));
  return text.replace(/-/g, "−");
}

/** Fixed decimals, for a read-out that must not jump in width. */
export function fixed(value: number, decimals = 2): string {
  if (Number.isNaN(value)) return "undefined";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (Math.abs(value) >= 1e5 || (value !== 0 && Math.abs(value) < 0.5 * 10 ** -decimals)) return written(value, 3);
  return value.toFixed(decimals).replace(/^-(0\.?0*)$/, "$1").replace("-", "−");
}

/** What a person typed in a number field: real minus, comma, simple fractions and multiples of pi; null when it is none. */
export function readNumber(text: string): number | null {
  const plain = text.trim().replace(/−/g, "-").replace(/,/g, ".").replace(/\s+/g, "");
  const match = /^([+-]?)(\d*\.?\d*(?:e[+-]?\d+)?)(pi|π)?(?:\/(\d*\.?\d+))?$/i.exec(plain);
  if (!match || (!match[2] && !match[3])) return null;
  const size = (match[2] ? Number(match[2]) : 1) * (match[3] ? Math.PI : 1) / (match[4] ? Number(match[4]) : 1);
  return Number.isFinite(size) ? (match[1] === "-" ? -size : size) : null;
}

/**
 * The window of y that shows these values: all of them when they are tame, the middle nine tenths when a pole stretches them.
 * Always contains 0 when that costs little, with a margin above and below.
 */
export function niceRange(values: readonly number[]): readonly [number, number] {
  const sorted = values.filter((y) => Math.abs(y) < LARGEST / 4).sort((a, b) => a - b);
  if (sorted.length === 0) return [-1, 1];
  const at = (q: number): number => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(q * (sorted.length - 1))))];
  let low = sorted[0];
  let high = sorted[sorted.length - 1];
  const inner = at(0.9) - at(0.1);
  if (high - low > 6 * inner && inner > 0) {
    low = Math.max(low, at(0.1) - 1.2 * inner);
    high = Math.min(high, at(0.9) + 1.2 * inner);
  }
  const span = high - low;
  if (low > 0 && low < span * 0.6) low = 0;
  if (high < 0 && -high < span * 0.6) high = 0;
  if (span < 1e-12 * Math.max(1, Math.abs(high))) return [low - 1, high + 1];
  return [low - 0.09 * (high - low), high + 0.09 * (high - low)];
}

/** What a pointer means: a number as round as a four-hundredth of the span allows. */
export function neat(value: number, span: number): number {
  const grain = 10 ** Math.floor(Math.log10(span / 400));
  return Number((Math.round(value / grain) * grain).toPrecision(12));
}

export const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
