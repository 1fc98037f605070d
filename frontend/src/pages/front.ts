/** The field of the front page: what is typed is read and derived below it, as it is on /derive. */

import { typeset } from "../typeset";
import { html } from "../plot/svg";

const PAUSE = 120; // milliseconds without a key

export class Front extends HTMLElement {
  #timer = 0;
  #asked: AbortController | null = null;

  connectedCallback(): void {
    typeset(this);
    const field = this.querySelector<HTMLInputElement>("#text")!;
    const wrt = this.querySelector<HTMLInputElement>('input[name="wrt"]')!;
    const [text, by] = [field.value, wrt.value]; // what the page opened with
    field.addEventListener("input", () => {
      wrt.value = field.value === text ? by : "";
      wrt.disabled = !wrt.value; // the variable of another function
      window.clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => void this.#derive(field.value.trim(), wrt.value), PAUSE);
    });
  }

  async #derive(text: string, wrt: string): Promise<void> {
    const box = this.querySelector<HTMLElement>("#hero-reading")!;
    this.#asked?.abort();
    if (!text) { box.replaceChildren(); return; }
    const mine = (this.#asked = new AbortController());
    const response = await fetch(`/derive?${new URLSearchParams({ text, part: "result", ...(wrt ? { wrt } : {}) })}`, { signal: mine.signal }).catch(() => null);
    if (!response?.ok) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    if (mine.signal.aborted) return;
    const formula = fresh.querySelector("#program") && fresh.querySelector(".result .formula .math");
    const proof = fresh.querySelector(".facts .proof, .facts .doubt");
    const problem = fresh.querySelector<HTMLTemplateElement>("#reading-again")?.content.querySelector(".problem");
    const found = formula
      ? [html("p", { class: "hero-formula" }, document.importNode(formula, true)), ...(proof ? [html("p", { class: "facts one" }, html("span", { class: proof.className }, proof.textContent ?? ""))] : [])]
      : problem ? [document.importNode(problem, true)] : [];
    box.replaceChildren(...found);
    typeset(box);
  }
}
