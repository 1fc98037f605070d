/** A question that is checked in place: the form is posted, and comes back with its verdict. */

import { typeset, draw } from "../typeset";
import { announce } from "../plot/announce";
import { readNumber } from "../plot/scale";
import { html, sentence } from "../plot/svg";
import type { Predict } from "../figures/predict";

const PAUSE = 80;

export class Question extends HTMLElement {
  #timer = 0;

  connectedCallback(): void {
    const form = this.querySelector("form");
    if (!form || this.dataset.live) return;
    this.dataset.live = "yes";
    typeset(this);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send(form, event.submitter);
    });
    form.querySelector<HTMLInputElement>('input[data-answer="expression"]')?.addEventListener("input", (event) => {
      window.clearTimeout(this.#timer);
      const field = event.target as HTMLInputElement;
      this.#timer = window.setTimeout(() => void this.#preview(field), PAUSE);
    });
    form.addEventListener("toggle", (event) => {
      if (!(event.target as HTMLElement).matches(".hint-box[open]")) return;
      form.querySelector<HTMLInputElement>('input[name="hints"]')!.value = String(form.querySelectorAll(".hint-box[open]").length);
    }, true);
    const list = form.querySelector<HTMLOListElement>(".order-list");
    if (list) makeOrder(list);
    const predict = form.querySelector<Predict>("steepest-predict");
    const mark = form.querySelector<HTMLInputElement>('input[name="answer"]');
    if (predict && mark) predict.addEventListener("predicted", (event) => { mark.value = String((event as CustomEvent<number>).detail); });
    if (predict && mark) mark.addEventListener("input", () => { const x = readNumber(mark.value); if (x !== null) predict.mark = x; });
  }

  async #send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
    const data = new FormData(form, submitter);
    const body = new URLSearchParams();
    for (const [name, value] of data) if (typeof value === "string") body.append(name, value);
    const buttons = form.querySelectorAll("button");
    const typing = document.activeElement instanceof HTMLInputElement && form.contains(document.activeElement) ? document.activeElement.id : "";
    for (const button of buttons) button.disabled = true;
    try {
      const path = new URL(form.action).pathname;
      const small = this.classList.contains("small") ? "&small=1" : "";
      const response = await fetch(`${path}?part=question${small}`, { method: "POST", body });
      if (response.status === 503) throw new Error("busy");
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector<HTMLElement>("steepest-question");
      if (!fresh) throw new Error("no answer");
      const next = document.importNode(fresh, true);
      this.replaceWith(next);
      typeset(next);
      const counter = document.getElementById("done");
      if (counter && next.dataset.done) counter.textContent = next.dataset.done;
      const verdict = next.querySelector<HTMLElement>(".verdict");
      if (verdict?.childElementCount) {
        announce(verdict.innerText);
        verdict.tabIndex = -1;
        const stage = [...next.querySelectorAll<HTMLElement>(".stage")].at(-1);
        if (next.querySelectorAll(".stage").length > form.querySelectorAll(".stage").length) stage?.querySelector<HTMLElement>("input, textarea")?.focus();
        else (next.querySelector<HTMLElement>(typing && !next.querySelector(".verdict.correct") ? `#${CSS.escape(typing)}` : 'button[type="submit"]') ?? next.querySelector<HTMLElement>('button[type="submit"]'))?.focus({ preventScroll: true });
      } else next.querySelector<HTMLElement>("input:not([type=hidden]), textarea, select")?.focus();
    } catch {
      for (const button of buttons) button.disabled = false;
      const box = form.querySelector(".verdict");
      box?.replaceChildren(html("p", {}, "This could not be sent. What you typed is still here: try again in a moment."));
    }
  }

  /** "Read as …" below the field, while typing. */
  async #preview(field: HTMLInputElement): Promise<void> {
    const box = this.querySelector<HTMLElement>("[data-preview]");
    if (!box) return;
    const text = field.value.trim();
    if (!text) { box.replaceChildren(); return; }
    const response = await fetch(`/api/v1/preview?${new URLSearchParams({ text })}`).catch(() => null);
    if (!response?.ok || field.value.trim() !== text) return;
    const found = (await response.json()) as { reading?: { latex: string; spoken: string; plain: string }; error?: { message: string; hint: string | null } };
    if (found.reading) {
      const formula = html("span", { class: "math value", "aria-label": found.reading.spoken }, found.reading.plain);
      draw(formula, found.reading.latex);
      box.replaceChildren("Read as ", formula);
    } else if (found.error) box.replaceChildren(...sentence(`${found.error.message} ${found.error.hint ?? ""}`));
  }
}

/** Steps that move by buttons; the selects keep the places, as they do without script. */
function makeOrder(list: HTMLOListElement): void {
  const items = [...list.children] as HTMLElement[];
  items.sort((a, b) => Number(a.dataset.place) - Number(b.dataset.place));
  list.append(...items);
  const renumber = (): void => {
    const now = [...list.children] as HTMLElement[];
    now.forEach((item, k) => {
      item.querySelector("select")!.value = String(k + 1);
      const [up, down] = item.querySelectorAll<HTMLButtonElement>(".move button");
      up.disabled = k === 0;
      down.disabled = k === now.length - 1;
    });
  };
  for (const item of items) {
    item.querySelector<HTMLElement>(".place-select")!.hidden = true;
    const words = item.querySelector(".step")?.textContent?.slice(0, 60) ?? "this step";
    const button = (sign: string, label: string, move: () => void): HTMLButtonElement => {
      const node = html("button", { type: "button", "aria-label": `${label}: ${words}` }, sign);
      node.addEventListener("click", () => {
        move();
        renumber();
        (node.disabled ? item.querySelector<HTMLButtonElement>(".move button:not(:disabled)") : node)?.focus();
        announce(`Now in place ${[...list.children].indexOf(item) + 1}`);
      });
      return node;
    };
    item.append(html("span", { class: "move" },
      button("↑", "Move up", () => item.previousElementSibling?.before(item)),
      button("↓", "Move down", () => item.nextElementSibling?.after(item))));
  }
  renumber();
}
