// What the service worker does with a request: pure, so that every decision is a row of a test.

export type Asked = {
  readonly method: string;
  /** `navigate` for a page; anything else is fetched by one. */
  readonly mode: string;
  readonly url: string;
};

export type Plan =
  /** Not the worker's: the browser goes on as if there were none. */
  | { readonly kind: "pass" }
  /** From this version's cache; from the network where it is not there. */
  | { readonly kind: "kept"; readonly file: string }
  /** From the network; what is kept where that does not answer. */
  | { readonly kind: "fresh"; readonly file: string };

const PASS: Plan = { kind: "pass" };

/** `files`: the paths that this version keeps. */
export function planFor({ method, mode, url }: Asked, origin: string, files: ReadonlySet<string>): Plan {
  const { pathname, search, origin: asked } = new URL(url);
  if (method !== "GET" || asked !== origin) return PASS;
  if (mode === "navigate") return planForPage(pathname);
  // A query makes another address of it, which nobody here writes.
  return search === "" && files.has(pathname) && isFile(pathname) ? { kind: "kept", file: pathname } : PASS;
}

function planForPage(pathname: string): Plan {
  if (pathname === "/") return { kind: "fresh", file: "/" };
  // One page for every name: the page itself turns away what is no name.
  if (/^\/r\/[^/]+$/.test(pathname)) return { kind: "fresh", file: "/room" };
  // What is shared stands in its address, and is nobody's business but this device's.
  if (pathname === "/share") return { kind: "kept", file: "/share" };
  return PASS;
}

/** Pages are asked for by navigating. */
function isFile(pathname: string): boolean {
  return pathname.startsWith("/assets/") || pathname.includes(".");
}
