/** A figure's place in the address: its values under `<id>.<what>`, or nothing when it has no id. */

import { recalled, recalledNumber, remember } from "./address";

export interface Memory {
  readonly number: (what: string, fallback: number) => number;
  readonly text: (what: string, fallback: string) => string;
  readonly keep: (what: string, value: number | string | null) => void;
}

export function memoryOf(element: HTMLElement): Memory {
  const key = (what: string): string | null =>
    element.id ? `${element.id}.${what}` : element.hasAttribute("waiting") ? what : null;
  return {
    number: (what, fallback) => { const k = key(what); return (k === null ? null : recalledNumber(k)) ?? fallback; },
    text: (what, fallback) => { const k = key(what); return (k === null ? null : recalled(k)) ?? fallback; },
    keep: (what, value) => {
      const k = key(what);
      if (k) remember({ [k]: value === null ? null : typeof value === "number" ? String(Number(value.toPrecision(6))) : value });
    },
  };
}
