// The one address that the pages may run a worker from, in the form that Trusted Types ask for.

import { WORKER_PATH } from "./worker-messages.ts";

/** What is used of Trusted Types; what they give goes where a string would. Chromium has them, others ask for none. */
declare const trustedTypes:
  | {
      createPolicy(
        name: string,
        rules: { createScriptURL(url: string): string },
      ): { createScriptURL(url: string): string };
    }
  | undefined;

/** May be called once: the policy of the pages allows no second one of its name. */
export function trustedWorkerPath(): string {
  const policy = typeof trustedTypes === "undefined" ? undefined : trustedTypes;
  return policy === undefined
    ? WORKER_PATH
    : policy.createPolicy("hubbub-worker", { createScriptURL }).createScriptURL(WORKER_PATH);
}

/** Whatever is asked for, there is one answer or none. */
export function createScriptURL(url: string): string {
  if (url !== WORKER_PATH) throw new TypeError("unable to trust address; it is not that of the worker");
  return WORKER_PATH;
}
