/** `/descend` alive: one function at a time. It is read while typing, drawn here, and told by the engine a moment later. */

import { typeset } from "../typeset";
import { html } from "../plot/svg";
import { announce } from "../plot/announce";
import { remember, visit } from "../plot/address";
import type { Race } from "../figures/race";

const TYPING = 80; // milliseconds without a key before the reader is asked
const SETTING = /^(x|y|rate|steps|[a-z ]+\.[a-z0-9]+)$/; // in the address
const PAUSE = 250; // milliseconds at rest before a race is told in words

export class Descend extends HTMLElement {
  #timer = 0;
  #asked: AbortController | null = null;
  #text = ""; // the function that is shown, empty before there is one
  #typing = false; // letters of one function are one place in the history

  connectedCallback(): void {
    typeset(this);
    const form = this.querySelector("form")!;
    for (const input of this.querySelectorAll<HTMLInputElement>(".numbers-line input")) input.disabled = true; // the race has its own
    form.addEventListener("input", (event) => { if ((event.target as HTMLElement).id === "text") this.#soon(TYPING); });
    form.addEventListener("change", (event) => {
      if ((event.target as HTMLInputElement).name !== "m") return;
      if (!this.querySelector<HTMLElement>(".picture")!.hidden) this.#race.choose(this.#methods());
      this.#soon(PAUSE);
    });
    form.addEventListener("submit", (event) => { event.preventDefault(); void this.#tell().then(() => { this.#typing = false; }); });
    this.#field.addEventListener("blur", () => { this.#typing = false; });
    this.addEventListener("changed", () => this.#soon(PAUSE));
    window.addEventListener("popstate", () => location.reload());
    this.#draw(this.#typed);
  }

  get #race(): Race { return this.querySelector<Race>("steepest-race")!; }
  get #field(): HTMLInputElement { return this.querySelector<HTMLInputElement>("#text")!; }
  get #typed(): string { return this.#field.value.trim(); }

  #methods(): string[] {
    return [...this.querySelectorAll<HTMLInputElement>('input[name="m"]:checked')].map((input) => input.value);
  }

  get #settings(): Record<string, string> { return this.querySelector<HTMLElement>(".picture")!.hidden ? {} : this.#race.settings; }

  /** What is asked of the engine: another function comes with a setting of its own. */
  #query(): URLSearchParams {
    const query = new URLSearchParams({ text: this.#typed, m: this.#methods().join(",") });
    if (this.#typed === this.#text) for (const [name, value] of Object.entries(this.#settings)) query.set(name, value);
    return query;
  }

  #draw(text: string): void {
    const data = JSON.parse(this.querySelector("#race")?.textContent ?? "null") as { readonly program: unknown } | null;
    if (data === null) return;
    this.#text = text;
    const shown = data.program !== null;
    this.querySelector<HTMLElement>(".picture")!.hidden = !shown;
    if (shown) this.#race.begin(data, this.#methods());
  }

  #soon(pause: number): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#tell(), pause);
  }

  /** Read what is typed; when it is a function, show it with what happened. */
  async #tell(): Promise<void> {
    window.clearTimeout(this.#timer);
    this.#asked?.abort();
    if (!this.#typed) { this.#read(null); return; }
    const mine = (this.#asked = new AbortController());
    const query = this.#query();
    const response = await fetch(`/descend?${query}&part=runs`, { signal: mine.signal }).catch(() => null);
    if (!response || mine.signal.aborted) return;
    if (response.status === 503) { this.#soon(PAUSE); return; }
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    if (mine.signal.aborted) return;
    const ok = fresh.querySelector("#race")?.textContent?.trim() !== "null";
    const reading = fresh.querySelector<HTMLTemplateElement>("#reading-again")!;
    this.#read(reading.content, ok);
    reading.remove();
    if (!ok) return; // the last race stays, dimmed, while a half-typed function cannot be read
    const other = query.get("text") !== this.#text;
    this.querySelector("#runs")!.replaceChildren(...[...fresh.body.childNodes].map((node) => document.importNode(node, true)));
    if (other) {
      if (this.#text && !this.#typing) visit();
      this.#typing = true;
      this.#draw(query.get("text")!);
    }
    this.#keep();
    document.title = `${query.get("text")} · Descend · Steepest`;
    announce(this.querySelector(".runs")?.textContent?.trim() ?? "");
  }

  /** How the text is read, or what is the matter with it; nothing for nothing typed. */
  #read(content: DocumentFragment | null, ok = false): void {
    const box = this.querySelector<HTMLElement>("#reading")!;
    box.replaceChildren(...(content ? [document.importNode(content, true)] : []));
    typeset(box);
    if (!ok && this.#text) box.append(html("p", { class: "hint" }, "Below is still the last function that could be read."));
    this.classList.toggle("stale", !ok);
    for (const part of this.querySelectorAll<HTMLElement>(".picture, .story")) part.inert = !ok;
    if (ok || !content) this.#field.removeAttribute("aria-invalid");
    else this.#field.setAttribute("aria-invalid", "true");
  }

  /** The address says what is shown, and no more than that. */
  #keep(): void {
    const gone = Object.fromEntries([...new URLSearchParams(location.search).keys()].filter((name) => SETTING.test(name)).map((name) => [name, null]));
    remember({ ...gone, text: this.#text, m: this.#methods().join(","), ...this.#settings });
  }
}
