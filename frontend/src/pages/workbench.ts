/** `/derive` alive: reading while typing, the derivation when it is understood, and the address always what is shown. */

import { typeset } from "../typeset";
import { announce } from "../plot/announce";
import { remember } from "../plot/address";
import { sourceOf } from "../source";
import type { Graph } from "../figures/graph";
import type { Tangent } from "../figures/tangent";

const PAUSE = 80; // milliseconds without a key before the reader is asked

export class Workbench extends HTMLElement {
  #timer = 0;
  #asked: AbortController | null = null;
  #shown = "";

  connectedCallback(): void {
    const form = this.#form;
    this.#shown = this.#query().toString();
    form.addEventListener("submit", (event) => { event.preventDefault(); void this.#update(true); });
    this.addEventListener("submit", (event) => {
      if (!(event.target as HTMLElement).matches("[data-own]")) return;
      event.preventDefault();
      const mine = this.querySelector<HTMLInputElement>("#mine")!.value;
      void this.#update(true, mine).then(() => this.querySelector<HTMLInputElement>("#mine")?.focus());
    });
    form.addEventListener("input", () => this.#soon());
    form.addEventListener("change", () => this.#soon());
    this.addEventListener("change", (event) => {
      const radio = event.target as HTMLInputElement;
      if (radio.name !== "grain" || radio.type !== "radio") return;
      form.querySelector<HTMLInputElement>('input[name="grain"][type="hidden"]')!.value = radio.value;
      remember({ grain: radio.value === "teacher" ? null : radio.value });
    });
    this.addEventListener("click", (event) => {
      const target = event.target as HTMLElement;
      const chip = target.closest<HTMLAnchorElement>("a.chip[data-text]");
      if (chip && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
        event.preventDefault();
        this.#field("text").value = chip.dataset.text ?? "";
        this.#field("wrt").value = chip.dataset.wrt ?? "";
        this.#field("shapes").value = chip.dataset.shapes ?? "";
        this.#select.value = "1";
        void this.#update(true);
      }
      const by = target.closest<HTMLAnchorElement>("a[data-by]");
      if (by && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
        event.preventDefault();
        this.#field("wrt").value = by.dataset.by ?? "";
        void this.#update(true).then(() => this.querySelector<HTMLElement>("a[data-by][aria-current]")?.focus());
      }
      const key = target.closest<HTMLButtonElement>("button[data-insert]");
      if (key) this.#insert(key.dataset.insert ?? "");
    });
    window.addEventListener("popstate", () => location.reload());
    document.addEventListener("keydown", (event) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if ((event.target as HTMLElement).closest("input, textarea, select, [contenteditable]")) return;
      event.preventDefault();
      this.#field("text").select();
    });
    this.addEventListener("moved", (event) => this.querySelector<Graph>("steepest-graph")!.put((event as CustomEvent<Record<string, number>>).detail));
    this.#draw();
  }

  get #form(): HTMLFormElement { return this.querySelector("form")!; }
  get #select(): HTMLSelectElement { return this.querySelector<HTMLSelectElement>("#order")!; }
  #field(name: string): HTMLInputElement { return this.querySelector<HTMLInputElement>(`#${name}`)!; }

  #query(): URLSearchParams {
    const query = new URLSearchParams({ text: this.#field("text").value.trim() });
    if (this.#field("wrt").value.trim()) query.set("wrt", this.#field("wrt").value.trim());
    if (this.#select.value !== "1") query.set("order", this.#select.value);
    if (this.#field("shapes").value.trim()) query.set("shapes", this.#field("shapes").value.trim());
    return query;
  }

  #soon(): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#update(false), PAUSE);
  }

  #insert(sign: string): void {
    const field = this.#field("text");
    field.setRangeText(sign, field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length, "end");
    field.focus();
    this.#soon();
  }

  async #update(asked: boolean, mine = ""): Promise<void> {
    window.clearTimeout(this.#timer);
    const query = this.#query();
    if (!query.get("text") || (query.toString() === this.#shown && !asked)) return;
    this.#asked?.abort();
    const turn = (this.#asked = new AbortController());
    const grain = this.querySelector<HTMLInputElement>('input[name="grain"]:checked')?.value ?? "teacher";
    let body: string;
    try {
      const response = await fetch(`/derive?${query}&part=result&grain=${grain}${mine ? `&mine=${encodeURIComponent(mine)}` : ""}`, { signal: turn.signal });
      if (response.status === 503) { this.#timer = window.setTimeout(() => void this.#update(asked, mine), 400); return; }
      body = await response.text();
    } catch {
      return; // another key was pressed, or the server is gone: what is shown stays
    }
    if (turn.signal.aborted) return;
    this.#shown = query.toString();
    const fresh = new DOMParser().parseFromString(body, "text/html");
    const ok = fresh.querySelector("#program") !== null;
    const reading = fresh.querySelector<HTMLTemplateElement>("#reading-again");
    if (reading) {
      const box = this.querySelector("#reading")!;
      box.replaceChildren(document.importNode(reading.content, true));
      typeset(box);
      reading.remove();
    }
    if (ok) this.#field("text").removeAttribute("aria-invalid");
    else this.#field("text").setAttribute("aria-invalid", "true");
    this.classList.toggle("stale", !ok);
    if (!ok) return; // the last derivation stays, dimmed, while a half-typed function cannot be read
    const old = [...new URLSearchParams(location.search).keys()];
    const fixed: Record<string, string | null> = { text: query.get("text"), wrt: query.get("wrt"), order: query.get("order"), shapes: query.get("shapes") };
    remember({ ...Object.fromEntries(old.filter((name) => name === "part").map((name) => [name, null])), ...fixed });
    document.title = `${query.get("text")} · Derive · Steepest`;
    this.querySelector("#derivation")!.replaceChildren(...[...fresh.body.childNodes].map((node) => document.importNode(node, true)));
    this.#draw();
    const result = this.querySelector(".own .verdict")?.textContent ?? this.querySelector(".result .math")?.getAttribute("aria-label");
    if (result) announce(result);
  }

  #draw(): void {
    typeset(this);
    const data = JSON.parse(this.querySelector("#program")?.textContent ?? "null") as unknown;
    const picture = this.querySelector<HTMLElement>(".picture")!;
    picture.hidden = data === null;
    const tangent = picture.querySelector<Tangent>("steepest-tangent")!;
    if (data !== null) tangent.source = sourceOf(data);
    const flow = JSON.parse(this.querySelector("#flow")?.textContent ?? "null") as unknown;
    this.querySelector<HTMLElement>(".flow")!.hidden = flow === null;
    const graph = this.querySelector<Graph>("steepest-graph")!;
    if (flow !== null) graph.graph = flow;
    if (flow !== null && data !== null) graph.put(tangent.values);
  }
}
