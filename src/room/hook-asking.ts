// Asks the owner's hook about what somebody wants to say, before it joins a turn: nothing of the room waits for the answer.

import * as v from "valibot";
import type { DurableCommand } from "../protocol/commands.ts";
import { ChatError } from "../protocol/errors.ts";
import { type HookVerdict, hookVerdictSchema } from "../protocol/http.ts";
import { COMMAND_BODY_BYTES } from "../protocol/limits.ts";
import { hasAtMostBytes } from "../protocol/text.ts";
import type { PublishHook, StoredHook } from "../storage/publish-hook.ts";
import type { RoomContext } from "./context.ts";
import type { Member } from "../rules/member.ts";
import { signWebhook } from "./webhook-signature.ts";

/** A closed hook that does not answer may answer later. */
const RETRY_AFTER_MS = 2_000;

type Spoken = Extract<DurableCommand, { type: "send" | "edit" }>;

export class HookAsking {
  readonly #hook: StoredHook;
  readonly #room: RoomContext;

  constructor(hook: StoredHook, room: RoomContext) {
    this.#hook = hook;
    this.#room = room;
  }

  /**
   * Undefined where nobody is to be asked: no hook, nothing that is said, or a repeat of what was done. Resolves with the
   * text to say in its place, if any; rejects with the refusal.
   */
  ask(member: Member, command: DurableCommand): Promise<string | undefined> | undefined {
    const hook = this.#hook.current;
    if (hook === undefined || (command.type !== "send" && command.type !== "edit")) return undefined;
    if (this.#room.log.findCommand(member.id, command.id) !== undefined) return undefined;
    return this.#verdict(hook, member, command);
  }

  async #verdict(hook: PublishHook, member: Member, command: Spoken): Promise<string | undefined> {
    const { id, name, role } = member;
    const body = JSON.stringify({ room: member.room, by: { id, name, role }, command });
    const verdict = await post(hook, `${id}.${command.id}`, body, this.#room.now());
    const operation = `unable to ${command.type} message`;
    if (verdict === undefined) {
      if (hook.onFailure === "open") return undefined;
      throw new ChatError("overloaded", `${operation}; the room's check does not answer`, {
        retryAfterMs: RETRY_AFTER_MS,
      });
    }
    if (verdict.verdict === "refuse")
      throw new ChatError("forbidden", `${operation}; ${verdict.reason ?? "the room's check refused it"}`);
    return verdict.verdict === "replace" ? verdict.text : undefined;
  }
}

/** Undefined for anything but a verdict in time: another status, a redirect, what cannot be read. */
async function post(hook: PublishHook, id: string, body: string, now: number): Promise<HookVerdict | undefined> {
  const timestamp = Math.floor(now / 1000);
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), hook.timeoutMs);
  try {
    const response = await fetch(hook.url, {
      method: "POST",
      redirect: "manual",
      headers: {
        "content-type": "application/json",
        "user-agent": "Hubbub-Hook/1",
        "webhook-id": id,
        "webhook-timestamp": String(timestamp),
        "webhook-signature": await signWebhook(hook.secret, `${id}.${timestamp}.${body}`),
      },
      body,
      signal: patience.signal,
    });
    if (!response.ok) {
      await response.body?.cancel();
      return undefined;
    }
    const text = await readAtMost(response, COMMAND_BODY_BYTES);
    const parsed = v.safeParse(hookVerdictSchema, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** Throws where there is more: whoever answers must not fill the room's memory. */
async function readAtMost(response: Response, bytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const part of response.body ?? []) {
    text += decoder.decode(part, { stream: true });
    if (!hasAtMostBytes(text, bytes)) throw new Error("the hook's answer is too large");
  }
  return text + decoder.decode();
}
