// route.ts: what a caller of one HTTP route needs to know.

import type { ErrorCode } from "../../../src/protocol/errors.ts";
import { type JsonObject, ref } from "./json.ts";

/** `open`: no token counts. `reader`: what anybody may read without one. `member`: there must be one. `bot`: a bot's secret. */
export type Caller = "open" | "reader" | "member" | "bot";

export type Answer = {
  readonly says: string;
  readonly type?: string;
  readonly schema?: JsonObject;
  readonly headers?: readonly ("ETag" | "Set-Cookie" | "Content-Disposition")[];
};

export type Route = {
  readonly method: "get" | "post" | "put" | "delete";
  readonly path: string;
  readonly id: string;
  readonly tag:
    | "sessions"
    | "rooms"
    | "messages"
    | "readers"
    | "values"
    | "invites"
    | "webhooks"
    | "bots"
    | "moderation"
    | "operators"
    | "pages";
  readonly says: string;
  /** Rules of docs/protocol.md. */
  readonly rules: string;
  readonly caller: Caller;
  readonly query?:
    | "history"
    | "pins"
    | "edits"
    | "reactions"
    | "search"
    | "records"
    | "standings"
    | "since"
    | "poll"
    | "unread";
  readonly headers?: readonly ("Idempotency-Key" | "If-None-Match" | "Last-Event-ID")[];
  readonly body?: { readonly schema: JsonObject; readonly isOptional?: true };
  readonly answers: Readonly<Record<string, Answer>>;
  /** Codes besides those that follow from the caller, the path and the body. */
  readonly refusals?: readonly ErrorCode[];
};

export function jsonAnswer(name: string, says: string): Answer {
  return { says, schema: ref(name) };
}
