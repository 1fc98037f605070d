/** What a person set up lives in the address: a link is a saved experiment. */

let pending: Record<string, string | null> = {};
let timer = 0;

/** Merge these into the query of the address (null removes), without a history entry for every pixel of a drag. */
export function remember(values: Readonly<Record<string, string | null>>): void {
  pending = { ...pending, ...values };
  window.clearTimeout(timer);
  timer = window.setTimeout(() => {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(pending)) {
      if (value === null) query.delete(name);
      else query.set(name, value);
    }
    pending = {};
    const text = query.toString();
    history.replaceState(null, "", location.pathname + (text ? `?${text}` : "") + location.hash);
  }, 250);
}

export function recalled(name: string): string | null {
  return new URLSearchParams(location.search).get(name);
}

export function recalledNumber(name: string): number | null {
  const text = recalled(name);
  const value = text === null || text.trim() === "" ? NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}
