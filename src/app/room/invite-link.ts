// The secret of an invite, which comes in the fragment of a room's link and goes no further than this page.

import { takeFragment } from "../shared/taken-fragment.ts";

const FRAGMENT = /^#invite=([\w-]{1,100})$/;

/** Takes the secret out of the address, so that it is not copied on or kept in the history. Undefined where there is none. */
export function takeInvite(): string | undefined {
  const secret = FRAGMENT.exec(location.hash)?.[1];
  if (secret !== undefined) takeFragment();
  return secret;
}

/** An invite to the room that is open already changes nothing but the fragment: the page begins anew with it. */
export function watchInvites(): void {
  addEventListener("hashchange", () => {
    if (FRAGMENT.test(location.hash)) location.reload();
  });
}
