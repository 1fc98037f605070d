/** What every figure has: a frame, a caption, a key, controls, one sentence that says the state, and a static fallback until it is live. */

import { html, sentence } from "../plot/svg";
import { plotBox } from "../plot/plot";

export interface Frame {
  readonly box: HTMLElement; // the plot goes here
  readonly key: HTMLUListElement;
  readonly said: HTMLElement;
  readonly controls: HTMLElement;
}

/** Replace the static picture inside `element` by a live frame; its own `<figcaption>` is kept. */
export function frame(element: HTMLElement, zoom?: (factor: number) => void, reset?: () => void): Frame {
  const caption = element.querySelector("figcaption");
  const box = plotBox(zoom, reset);
  const key = html("ul", { class: "key", "aria-label": "What the lines are" });
  const said = html("p", { class: "said" });
  const controls = html("div", { class: "controls" });
  const figure = html("figure", { class: "figure card" }, html("div", { class: "frame" }, box), key, said);
  if (caption) figure.append(caption);
  figure.append(controls);
  element.replaceChildren(figure);
  return { box, key, said, controls };
}

/** A figure that cannot be drawn keeps its static picture and says why, in words. */
export function excuse(element: HTMLElement, problem: unknown): void {
  const message = problem instanceof Error ? problem.message : String(problem);
  element.append(html("p", { class: "hint" }, ...sentence(`This figure is not live: ${message}`)));
}

export function numberAttribute(element: Element, name: string, fallback: number): number {
  const text = element.getAttribute(name);
  const value = text === null || text.trim() === "" ? NaN : Number(text);
  return Number.isFinite(value) ? value : fallback;
}

/** "x0,x1" or "x0,x1,y0,y1". */
export function windowAttribute(element: Element, name: string): number[] | null {
  const text = element.getAttribute(name);
  if (!text) return null;
  const values = text.split(/[\s,]+/).filter(Boolean).map(Number);
  return values.every(Number.isFinite) && (values.length === 2 || values.length === 4) ? values : null;
}
