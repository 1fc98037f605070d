/** A figure's place in the address: its values under `<id>.<what>`, under `<what>` alone where a page has one figure, or nowhere. */

import { recalled, recalledNumber, remember } from "./address";
import { readWindow, writtenWindow, type Window } from "./scale";

export interface Memory {
  /** What was kept; `fallback` for nothing, and for what does not lie from `low` to `high`. */
  readonly number: (what: string, fallback: number, low?: number, high?: number) => number;
  readonly text: (what: string, fallback: string) => string;
  readonly window: (what: string, fallback: Window) => Window;
  readonly keep: (what: string, value: number | string | Window | null) => void;
}

export function memoryOf(element: HTMLElement): Memory {
  const key = (what: string): string | null =>
    element.id ? `${element.id}.${what}` : element.hasAttribute("waiting") ? what : null;
  const kept = (what: string): string | null => { const k = key(what); return k === null ? null : recalled(k); };
  return {
    number: (what, fallback, low = -Infinity, high = Infinity) => {
      const k = key(what);
      const found = k === null ? null : recalledNumber(k);
      return found !== null && found >= low && found <= high ? found : fallback;
    },
    text: (what, fallback) => kept(what) ?? fallback,
    window: (what, fallback) => readWindow(kept(what) ?? "") ?? fallback,
    keep: (what, value) => {
      const k = key(what);
      if (k) remember({ [k]: typeof value === "number" ? String(Number(value.toPrecision(10))) : typeof value === "object" && value ? writtenWindow(value) : value });
    },
  };
}
