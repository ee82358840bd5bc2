// The page that this one is framed by: what it asks for, and what it is told.

import { type ReadonlySignal, signal } from "@preact/signals";
import { EMBED_VERSION, type Envelope, type FrameMessage, SETUP_HASH } from "../../embed/messages.ts";
import { parseSetup, type Setup } from "./setup.ts";

export type Host = {
  /** Undefined until the page has said it. Where nobody will, it asks for nothing. */
  readonly setup: ReadonlySignal<Setup | undefined>;
  /** Nothing is told before the page has spoken: only then is it known where it is from. */
  tell(message: FrameMessage): void;
};

const NOTHING: Setup = { theme: undefined, accent: undefined, lang: undefined, token: undefined };

/**
 * Who may frame this page at all is decided by the browser, from the header of ALLOWED_PARENTS. Of those who may, the
 * window around us is heard, and only as the origin as which it spoke first.
 */
export function connectHost(): Host {
  const { parent } = window;
  const isExpected = parent !== window && location.hash === SETUP_HASH;
  const setup = signal<Setup | undefined>(isExpected ? undefined : NOTHING);
  let origin: string | undefined;

  const post = (message: Envelope<FrameMessage>, target: string) => parent.postMessage(message, target);
  addEventListener("message", (event: MessageEvent<unknown>) => {
    if (event.source !== parent || parent === window || event.origin === "null") return;
    if (origin !== undefined && event.origin !== origin) return;
    const asked = parseSetup(event.data);
    if (asked === undefined) return;
    origin = event.origin;
    setup.value = asked;
  });
  // To whoever is there: it says nothing but that somebody listens.
  if (parent !== window) post({ hubbub: EMBED_VERSION, kind: "ready" }, "*");
  return {
    setup,
    tell(message) {
      if (origin !== undefined) post({ hubbub: EMBED_VERSION, ...message }, origin);
    },
  };
}
