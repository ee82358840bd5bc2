// What a link to the landing page brings in its fragment: a code from another device, or what makes an operator.

import { takeFragment } from "../shared/taken-fragment.ts";

export type Handover = { readonly kind: "device" | "operator"; readonly secret: string };

const FRAGMENT = /^#(device|operator)=([\w.-]{1,200})$/;

/** Takes the secret out of the address, so that it is not copied on or kept in the history. Undefined where there is none. */
export function takeHandover(): Handover | undefined {
  const [, kind, secret] = FRAGMENT.exec(location.hash) ?? [];
  if (secret === undefined) return undefined;
  takeFragment();
  return { kind: kind === "operator" ? "operator" : "device", secret };
}
