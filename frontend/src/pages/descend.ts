/** `/descend` alive: the race is drawn here at once; the engine's words about it follow a moment later. */

import { typeset } from "../typeset";
import { announce } from "../plot/announce";
import { remember } from "../plot/address";
import { sourceOf } from "../source";
import type { Race } from "../figures/race";

const PAUSE = 250;

export class Descend extends HTMLElement {
  #timer = 0;
  #asked: AbortController | null = null;

  connectedCallback(): void {
    typeset(this);
    const form = this.querySelector("form")!;
    for (const input of this.querySelectorAll<HTMLInputElement>(".numbers-line input")) input.disabled = true; // the race has its own
    form.addEventListener("change", () => { this.#draw(); this.#soon(); });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const query = this.#query(false);
      location.assign(`/descend?${query}`);
    });
    this.addEventListener("changed", () => this.#soon());
    this.#draw();
  }

  get #race(): Race { return this.querySelector<Race>("steepest-race")!; }

  #methods(): string[] {
    return [...this.querySelectorAll<HTMLInputElement>('input[name="m"]:checked')].map((input) => input.value);
  }

  #query(settings = true): URLSearchParams {
    const query = new URLSearchParams({ text: this.querySelector<HTMLInputElement>("#text")!.value.trim(), m: this.#methods().join(",") });
    if (settings) for (const [name, value] of Object.entries(this.#race.settings)) query.set(name, value);
    return query;
  }

  #draw(): void {
    const data = JSON.parse(this.querySelector("#race")?.textContent ?? "null") as unknown;
    this.querySelector<HTMLElement>(".picture")!.hidden = data === null;
    if (data !== null) this.#race.show(sourceOf(data), this.#methods());
  }

  #soon(): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#tell(), PAUSE);
  }

  async #tell(): Promise<void> {
    this.#asked?.abort();
    const mine = (this.#asked = new AbortController());
    const query = this.#query();
    remember({ text: query.get("text"), m: query.get("m") });
    const response = await fetch(`/descend?${query}&part=runs`, { signal: mine.signal }).catch(() => null);
    if (!response || mine.signal.aborted) return;
    if (response.status === 503) { this.#soon(); return; }
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    this.querySelector("#runs")!.replaceChildren(...[...fresh.body.childNodes].map((node) => document.importNode(node, true)));
    announce(this.querySelector(".runs")?.textContent?.trim() ?? "");
  }
}
