/** The numbers beside a picture: a field with − and +, a slider with its number, a read-out. */

import { html, freshId, set } from "./svg";
import { clamp, readNumber } from "./scale";

export interface Control {
  readonly node: HTMLElement;
  readonly show: (value: number) => void;
}

export interface NumberOptions {
  readonly label: string;
  readonly low: number;
  readonly high: number;
  readonly step: number;
  readonly decimals?: number;
  readonly change: (value: number) => void;
}

const plain = (value: number, decimals: number): string =>
  String(Number(value.toFixed(decimals))).replace("-", "−");

/** A number field with − and +; arrows step, and what is typed counts at once when it is a number. */
export function numberField(options: NumberOptions): Control {
  const { low, high, step, change, decimals = 3 } = options;
  const id = freshId("number");
  const input = html("input", { id, type: "text", inputmode: "decimal", autocomplete: "off", spellcheck: "false" });
  let value = 0;
  const show = (next: number): void => {
    value = next;
    if (document.activeElement !== input || readNumber(input.value) !== next) input.value = plain(next, decimals);
  };
  const to = (next: number): void => {
    const held = Number(clamp(next, low, high).toPrecision(12));
    show(held);
    input.value = plain(held, decimals);
    change(held);
  };
  const button = (sign: string, words: string, by: number): HTMLButtonElement => {
    const node = html("button", { type: "button", "aria-label": `${words} ${options.label}`, tabindex: -1 }, sign);
    node.addEventListener("click", () => to(value + by));
    return node;
  };
  input.addEventListener("input", () => {
    const read = readNumber(input.value);
    set(input, { "aria-invalid": read === null && input.value.trim() !== "" ? "true" : null });
    if (read !== null) {
      value = clamp(read, low, high);
      change(value);
    }
  });
  input.addEventListener("blur", () => {
    set(input, { "aria-invalid": null });
    input.value = plain(value, decimals);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    to(value + (event.key === "ArrowUp" ? step : -step) * (event.shiftKey ? 5 : 1));
  });
  const node = html("div", { class: "control" },
    html("label", { for: id }, options.label),
    html("div", { class: "stepper" }, button("−", "Less", -step), input, button("+", "More", step)));
  return { node, show };
}

/** A slider with its value beside its name. `curved` spreads small values out (learning rates). */
export function slider(options: NumberOptions & { readonly curved?: boolean; readonly written?: (value: number) => string }): Control {
  const { low, high, step, change, decimals = 3, curved = false } = options;
  const id = freshId("slider");
  const output = html("output", { for: id });
  const steps = Math.round((high - low) / step);
  const toValue = (t: number): number => (curved ? low + (high - low) * (t / steps) ** 2 : low + t * step);
  const toT = (v: number): number => (curved ? Math.sqrt((v - low) / (high - low)) * steps : (v - low) / step);
  const input = html("input", { id, type: "range", min: 0, max: steps, step: 1 });
  const words = (v: number): string => options.written?.(v) ?? plain(v, decimals);
  const tell = (v: number): void => {
    output.textContent = words(v);
    set(input, { "aria-valuetext": words(v) });
  };
  input.addEventListener("input", () => {
    const v = Number(toValue(Number(input.value)).toPrecision(10));
    tell(v);
    change(v);
  });
  const node = html("div", { class: "control slider" }, html("label", { for: id }, options.label, " ", output), input);
  return { node, show: (v) => { input.value = String(Math.round(toT(clamp(v, low, high)))); tell(v); } };
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

export function check(words: string, checked: boolean, change: (on: boolean) => void): HTMLLabelElement {
  const input = html("input", { type: "checkbox", checked });
  input.addEventListener("change", () => change(input.checked));
  return html("label", { class: "check" }, input, words);
}
