// Where the page of the challenge goes back to: what its fragment says, as long as that is on this site.

/**
 * `fragment` begins with `#`. Gives a whole address, since a path alone may begin with two slashes and lead elsewhere.
 * Anything but an address of this origin leads to the landing page.
 */
export function returnAddress(fragment: string, origin: string): string {
  const home = `${origin}/`;
  try {
    const url = new URL(decodeURIComponent(fragment.slice(1)), home);
    return url.origin === origin && /^https?:$/.test(url.protocol) ? url.href : home;
  } catch {
    return home;
  }
}

/** The path and all that stands behind it, secrets in its fragment too: a fragment goes to no server. */
export function challengeAddress(page: string, from: string): string {
  return `${page}#${encodeURIComponent(from)}`;
}
