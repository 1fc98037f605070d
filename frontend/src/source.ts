/** Where a figure's program comes from: inside the element, or from the engine by the text of the function. */

import { evaluate, evaluateOver, readProgram, type Program } from "./program";
import type { Sampler } from "./plot/sample";

/** A function with its derivatives, as /api/v1/program gives it. Outputs: "f", then "d/dx" … for each name in wrt. */
export interface Source {
  readonly text: string;
  readonly latex: string;
  readonly wrt: readonly string[];
  readonly program: Program;
  readonly held: Readonly<Record<string, number>>; // letters with a value of their own
}

interface Wire {
  readonly text: string;
  readonly latex: string;
  readonly wrt: readonly string[];
  readonly program: unknown;
}

const known = new Map<string, Promise<unknown>>();

/** The engine's answer at an address of its API; asked for once, however many figures want it. */
export function answer(address: string): Promise<unknown> {
  let found = known.get(address);
  if (!found) {
    found = fetch(address).then(async (response) => {
      const body = (await response.json()) as { error?: { message: string } };
      if (!response.ok) throw new Error(body.error?.message ?? "The engine gave no answer.");
      return body;
    });
    found.catch(() => known.delete(address));
    known.set(address, found);
  }
  return found;
}

export function sourceOf(data: unknown): Source {
  const wire = data as Wire;
  return { text: wire.text, latex: wire.latex, wrt: wire.wrt, program: readProgram(wire.program), held: {} };
}

/** The program of `text` and its first derivatives. */
export const ask = (text: string, wrt: readonly string[], held: readonly string[] = []): Promise<Source> =>
  answer(`/api/v1/program?${new URLSearchParams({ text, wrt: wrt.join(","), held: held.join(",") })}`).then(sourceOf);

/** The element's own JSON when it carries one, else the engine's answer for its `f` and `wrt`. */
export function sourceFor(element: HTMLElement, fallback: string, wrt: readonly string[]): Promise<Source> {
  const inside = element.querySelector('script[type="application/json"]');
  if (inside?.textContent) {
    try {
      return Promise.resolve(sourceOf(JSON.parse(inside.textContent)));
    } catch (problem) {
      return Promise.reject(problem instanceof Error ? problem : new Error(String(problem)));
    }
  }
  const text = element.getAttribute("f");
  const names = element.getAttribute("wrt")?.split(/[\s,]+/).filter(Boolean) ?? (text === null ? wrt : []);
  const held = heldBy(element);
  return ask(text ?? fallback, names, Object.keys(held)).then((source) => ({ ...source, held }));
}

/** The values of the other letters, from the attributes `value-<letter>`. */
export function heldBy(element: Element): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { name, value } of element.attributes) if (name.startsWith("value-")) found[name.slice(6)] = Number(value);
  return found;
}

/** One output as a function of one input, the others held. */
export function along(source: Source, output: number, name: string, held: Readonly<Record<string, number>>): Sampler {
  const { program } = source;
  if (output >= program.outputs.length) return (xs) => new Float64Array(xs.length).fill(NaN);
  return (xs) => evaluateOver(program, { ...source.held, ...held, [name]: xs }, xs.length, output + 1)[output];
}

/** Every output at one point. */
export const at = (source: Source, values: Readonly<Record<string, number>>): number[] => evaluate(source.program, { ...source.held, ...values });
