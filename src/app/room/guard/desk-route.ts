// What moderators alone read, and the owner's hook: over HTTP, by pages where it is long.

import * as v from "valibot";
import {
  type Audit,
  auditSchema,
  type Hook,
  hookSchema,
  type Reports,
  reportsSchema,
  type WordList,
  wordListSchema,
} from "../../../protocol/http.ts";
import { ChatError } from "../../../protocol/errors.ts";
import { askServer } from "../../shared/ask-server.ts";

export type HookWish = { readonly url: string; readonly timeoutMs: number; readonly onFailure: "open" | "closed" };

const madeSchema = v.looseObject({ secret: v.string() });

/** Newest first; `before` is a number of one. Throws what `askServer` throws; so do the others. */
export async function readReports(room: string, before?: number): Promise<Reports> {
  return v.parse(reportsSchema, await askServer("GET", `${pathOf(room, "reports")}${below(before)}`));
}

export async function readRecord(room: string, before?: number): Promise<Audit> {
  return v.parse(auditSchema, await askServer("GET", `${pathOf(room, "audit")}${below(before)}`));
}

export async function readWords(room: string): Promise<WordList> {
  return v.parse(wordListSchema, await askServer("GET", pathOf(room, "words")));
}

/** Undefined where the room has none. */
export async function readHook(room: string): Promise<Hook | undefined> {
  try {
    return v.parse(hookSchema, await askServer("GET", pathOf(room, "hook")));
  } catch (error) {
    if (error instanceof ChatError && error.code === "not_found") return undefined;
    throw error;
  }
}

/** Gives the secret, which is told once. */
export async function setHook(room: string, wish: HookWish): Promise<string> {
  return v.parse(madeSchema, await askServer("PUT", pathOf(room, "hook"), wish)).secret;
}

export async function removeHook(room: string): Promise<void> {
  await askServer("DELETE", pathOf(room, "hook"));
}

function pathOf(room: string, what: string): string {
  return `/api/rooms/${room}/${what}`;
}

function below(before: number | undefined): string {
  return before === undefined ? "" : `?before=${before}`;
}
