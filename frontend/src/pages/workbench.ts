/** `/derive` alive: reading while typing, the derivation when it is understood, and the address always what is shown. */

import { typeset } from "../typeset";
import { html } from "../plot/svg";
import { announce } from "../plot/announce";
import { remember, visit } from "../plot/address";
import { sourceOf } from "../source";
import type { Graph } from "../figures/graph";
import type { Tangent } from "../figures/tangent";

const PAUSE = 80; // milliseconds without a key before the reader is asked
const SHOWN: Readonly<Record<string, string>> = { grain: "teacher", steps: "backward" }; // ways to show the steps, and the usual ones

export class Workbench extends HTMLElement {
  #timer = 0;
  #asked: AbortController | null = null;
  #shown = "";
  #typing = false; // letters of one function are one place in the history
  #assume = ""; // what is known of the variables: "A: posdef"; its fields come with each answer

  connectedCallback(): void {
    const form = this.#form;
    this.#assume = this.#known();
    this.#shown = this.#query().toString();
    form.addEventListener("submit", (event) => { event.preventDefault(); void this.#update(true); });
    this.#field("text").addEventListener("blur", () => { this.#typing = false; });
    this.addEventListener("submit", (event) => {
      if (!(event.target as HTMLElement).matches("[data-own]")) return;
      event.preventDefault();
      const mine = this.querySelector<HTMLInputElement>("#mine")!.value;
      void this.#update(true, mine).then(() => this.querySelector<HTMLInputElement>("#mine")?.focus());
    });
    form.addEventListener("input", () => this.#soon());
    this.addEventListener("change", (event) => {
      const field = event.target as HTMLInputElement | HTMLSelectElement;
      if (field instanceof HTMLInputElement && field.type === "radio" && field.name in SHOWN) {
        this.#hidden(field.name).value = field.value;
        remember({ [field.name]: field.value === SHOWN[field.name] ? null : field.value });
      } else if (field.name === "assume") {
        this.#assume = this.#known();
        void this.#update(true).then(() => this.querySelector<HTMLElement>(`#${CSS.escape(field.id)}`)?.focus());
      } else if (form.contains(field)) {
        this.#soon();
      }
    });
    this.addEventListener("click", (event) => {
      const target = event.target as HTMLElement;
      const link = target.closest<HTMLAnchorElement>('a[href^="/derive?"]');
      if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
        event.preventDefault();
        const keep = link.dataset.keep;
        this.#set(new URL(link.href).searchParams);
        void this.#update(true).then(() => {
          if (keep) (this.querySelector<HTMLElement>(`[data-keep="${keep}"][aria-current]`) ?? this.querySelector<HTMLElement>(`[data-keep="${keep}"]`))?.focus();
        });
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
    this.addEventListener("moved", (event) => { // by one of the two figures; the other one follows
      const { target, detail } = event as CustomEvent<Record<string, number>>;
      const [tangent, graph] = [this.querySelector<Tangent>("steepest-tangent")!, this.querySelector<Graph>("steepest-graph")!];
      if (target === tangent) graph.put(detail);
      else tangent.put(detail);
    });
    this.#draw();
  }

  get #form(): HTMLFormElement { return this.querySelector("form")!; }
  get #select(): HTMLSelectElement { return this.querySelector<HTMLSelectElement>("#order")!; }
  #field(name: string): HTMLInputElement { return this.querySelector<HTMLInputElement>(`#${name}`)!; }

  #hidden(name: string): HTMLInputElement { return this.#form.querySelector<HTMLInputElement>(`input[type="hidden"][name="${name}"]`)!; }
  #known(): string { return [...this.querySelectorAll<HTMLSelectElement>('select[name="assume"]')].map((one) => one.value).filter(Boolean).join(", "); }

  /** Everything that an address says, into the fields. */
  #set(query: URLSearchParams): void {
    for (const name of ["text", "wrt", "shapes"]) this.#field(name).value = query.get(name) ?? "";
    this.#select.value = query.get("order") ?? "1";
    for (const [name, usual] of Object.entries({ ...SHOWN, view: "", stable: "" })) this.#hidden(name).value = query.get(name) ?? usual;
    this.#assume = query.getAll("assume").join(", ");
    const options = this.#form.querySelector<HTMLDetailsElement>(".options")!;
    options.open ||= query.has("shapes") || query.has("wrt") || query.has("order");
  }

  /** What is asked of the engine; how the steps are shown is not part of it. */
  #query(): URLSearchParams {
    const query = new URLSearchParams({ text: this.#field("text").value.trim() });
    if (this.#field("wrt").value.trim()) query.set("wrt", this.#field("wrt").value.trim());
    if (this.#select.value !== "1") query.set("order", this.#select.value);
    if (this.#field("shapes").value.trim()) query.set("shapes", this.#field("shapes").value.trim());
    for (const name of ["view", "stable"]) if (this.#hidden(name).value) query.set(name, this.#hidden(name).value);
    if (this.#assume) query.set("assume", this.#assume);
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
    if (query.toString() === this.#shown && !asked) {
      if (!this.classList.contains("stale")) return;
    }
    this.#asked?.abort();
    if (!query.get("text")) { this.#read(null, false); return; }
    const turn = (this.#asked = new AbortController());
    const shown = Object.keys(SHOWN).map((name) => `&${name}=${this.#hidden(name).value}`).join("");
    let body: string;
    try {
      const response = await fetch(`/derive?${query}&part=result${shown}${mine ? `&mine=${encodeURIComponent(mine)}` : ""}`, { signal: turn.signal });
      if (response.status === 503) { this.#timer = window.setTimeout(() => void this.#update(asked, mine), 400); return; }
      body = await response.text();
    } catch {
      return; // another key was pressed, or the server is gone: what is shown stays
    }
    if (turn.signal.aborted) return;
    const other = query.toString() !== this.#shown;
    this.#shown = query.toString();
    const fresh = new DOMParser().parseFromString(body, "text/html");
    const ok = fresh.querySelector("#program") !== null;
    const reading = fresh.querySelector<HTMLTemplateElement>("#reading-again");
    this.#read(reading?.content ?? null, ok);
    reading?.remove();
    if (!ok) return;
    if (other && !this.#typing) visit();
    this.#typing = !asked && (other || this.#typing);
    const address: Record<string, string | null> = { part: null, mine: mine || null };
    for (const name of ["text", "wrt", "order", "shapes", "view", "stable", "assume"]) address[name] = query.get(name);
    for (const [name, usual] of Object.entries(SHOWN)) address[name] = this.#hidden(name).value === usual ? null : this.#hidden(name).value;
    remember(address);
    document.title = `${query.get("text")} · Derive · Steepest`;
    this.querySelector("#derivation")!.replaceChildren(...[...fresh.body.childNodes].map((node) => document.importNode(node, true)));
    this.#draw();
    const result = this.querySelector(".own .verdict")?.textContent ?? this.querySelector(".result .math")?.getAttribute("aria-label");
    if (result) announce(result);
  }

  /** How the text is read, or what is the matter with it; the last derivation stays, marked as not its own, until another can be read. */
  #read(content: DocumentFragment | null, ok: boolean): void {
    const box = this.querySelector("#reading")!;
    box.replaceChildren(...(content ? [document.importNode(content, true)] : []));
    if (!ok && this.querySelector("#program")) box.append(html("p", { class: "hint" }, "Below is still the last function that could be read."));
    typeset(box);
    if (ok || !content) this.#field("text").removeAttribute("aria-invalid");
    else this.#field("text").setAttribute("aria-invalid", "true");
    this.classList.toggle("stale", !ok);
    for (const part of [this.querySelector<HTMLElement>("#derivation")!, this.querySelector<HTMLElement>(".picture")!]) part.inert = !ok;
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
