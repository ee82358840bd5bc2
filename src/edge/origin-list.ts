// A list of origins as an owner writes it into a variable: separated by spaces or commas.

/** Whole origins only, and nothing that means more than itself where it stands in a header: no wildcard, no `;`. */
const ORIGIN = /^https?:\/\/(?:[a-z0-9._-]+|\[[0-9a-f:]+\])(?::[0-9]+)?$/;

/** Entries may carry a slash at the end, as copied from an address bar. What is no http(s) origin is left out. */
export function parseOriginList(list: string | undefined): string[] {
  const urls = (list ?? "").split(/[\s,]+/).filter((entry) => URL.canParse(entry));
  return urls.map((entry) => new URL(entry).origin).filter((origin) => ORIGIN.test(origin));
}
