/** The numbers beside a picture: a field with − and +, a slider with its number, a read-out. */

import { html, freshId, set } from "./svg";
import { clamp, readNumber, written } from "./scale";

export interface Control {
  readonly node: HTMLElement;
  readonly show: (value: number) => void;
}

export interface NumberOptions {
  readonly label: string;
  readonly low: number;
  readonly high: number;
  readonly step: number;
  readonly decimals?: number; // 0: whole numbers only
  readonly change: (value: number) => void;
}

export interface SliderOptions extends NumberOptions {
  readonly curved?: boolean; // small values are spread out, as learning rates need it
  readonly typed?: readonly [number, number]; // what may be typed, where that goes further than the slider
}

/** Why this text cannot be taken for a number from `low` to `high`, whole where `decimals` is 0; empty when it can. */
export function refusal(text: string, { low, high, decimals }: Pick<NumberOptions, "low" | "high" | "decimals">): string {
  const value = readNumber(text);
  if (value === null) return "not a number";
  if (value < low || value > high) return `from ${written(low, 12)} to ${written(high, 12)}`;
  return decimals === 0 && !Number.isInteger(value) ? "a whole number" : "";
}

interface Entry extends Control {
  readonly node: HTMLInputElement;
  readonly problem: HTMLElement; // says why what was typed does not count
  readonly step: (by: number) => void;
}

/** A text field for a number. What is typed counts at once when it can; when it cannot it stays, with the reason. */
function entry(id: string, options: NumberOptions, attributes: Readonly<Record<string, string>> = {}): Entry {
  const { low, high, step, change } = options;
  const node = html("input", { id, type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false", "aria-describedby": `${id}-problem`, ...attributes });
  const problem = html("span", { id: `${id}-problem`, class: "field-problem", role: "alert" });
  let value = NaN;
  const tell = (words: string): void => {
    problem.textContent = words;
    set(node, { "aria-invalid": words ? "true" : null });
  };
  const show = (next: number): void => {
    const same = next === value;
    value = next;
    if (readNumber(node.value) === next || (same && problem.textContent)) return;
    tell("");
    node.value = String(Number(next.toPrecision(10))).replace("-", "−");
  };
  const by = (much: number): void => {
    const next = Number(clamp(value + much, low, high).toPrecision(12));
    tell("");
    show(next);
    change(next);
  };
  node.addEventListener("input", () => {
    const words = node.value.trim() ? refusal(node.value, options) : "";
    tell(words);
    const read = readNumber(node.value);
    if (words || read === null) return;
    value = read;
    change(read);
  });
  node.addEventListener("blur", () => { if (!node.value.trim()) { tell(""); show(value); } });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    by((event.key === "ArrowUp" ? step : -step) * (event.shiftKey ? 5 : 1));
  });
  return { node, problem, show, step: by };
}

/** A number field with − and +; the arrow keys step. */
export function numberField(options: NumberOptions): Control {
  const { label, step } = options;
  const id = freshId("number");
  const field = entry(id, options);
  const button = (sign: string, words: string, by: number): HTMLButtonElement => {
    const node = html("button", { type: "button", "aria-label": `${words} ${label}`, tabindex: -1 }, sign);
    node.addEventListener("click", () => field.step(by));
    return node;
  };
  const node = html("div", { class: "control" },
    html("label", { for: id }, label),
    html("div", { class: "stepper" }, button("−", "Less", -step), field.node, button("+", "More", step)), field.problem);
  return { node, show: field.show };
}

/** A slider, and beside its name a field for the number itself. */
export function slider(options: SliderOptions): Control {
  const { label, low, high, step, change, curved = false, typed = [low, high] } = options;
  const id = freshId("slider");
  const steps = Math.round((high - low) / step);
  const toValue = (t: number): number => (curved ? low + (high - low) * (t / steps) ** 2 : low + t * step);
  const toT = (v: number): number => (curved ? Math.sqrt((v - low) / (high - low)) * steps : (v - low) / step);
  const input = html("input", { id, type: "range", min: 0, max: steps, step: 1 });
  const slide = (v: number): void => {
    input.value = String(Math.round(toT(clamp(v, low, high))));
    set(input, { "aria-valuetext": written(v, 4) });
  };
  const field = entry(`${id}-typed`, { ...options, low: typed[0], high: typed[1], change: (v) => { slide(v); change(v); } }, { "aria-label": `${label}, typed` });
  input.addEventListener("input", () => {
    const v = Number(toValue(Number(input.value)).toPrecision(4));
    set(input, { "aria-valuetext": written(v, 4) });
    field.show(v);
    change(v);
  });
  const node = html("div", { class: "control slider" }, html("div", { class: "named" }, html("label", { for: id }, label), field.node), input, field.problem);
  return { node, show: (v) => { slide(v); field.show(v); } };
}

export function readout(label: string, classes = ""): { node: HTMLElement; show: (text: string) => void } {
  const output = html("span", { class: `reading ${classes}` });
  return {
    node: html("div", { class: "control" }, html("span", { class: "name" }, label), output),
    show: (text) => { output.textContent = text; },
  };
}

export function button(words: string, act: () => void, classes = "button small"): HTMLButtonElement {
  const node = html("button", { type: "button", class: classes }, words);
  node.addEventListener("click", act);
  return node;
}

/** A box to tick; `show` ticks it from elsewhere. */
export function check(words: string, checked: boolean, change: (on: boolean) => void): { readonly node: HTMLLabelElement; readonly show: (on: boolean) => void } {
  const input = html("input", { type: "checkbox", checked });
  input.addEventListener("change", () => change(input.checked));
  return { node: html("label", { class: "check" }, input, words), show: (on) => { input.checked = on; } };
}
