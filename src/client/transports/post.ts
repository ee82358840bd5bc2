// The way up where the way down is no socket: each command is a POST, and its answer a frame.
//
// What is answered goes one at a time and in order. What is not (typing, signals, values, read positions) goes beside it:
// of each, only the newest waits while one is under way.

import * as v from "valibot";
import { CLOSE } from "../../protocol/close-codes.ts";
import { ChatError, ERRORS } from "../../protocol/errors.ts";
import type { Lifetime } from "./lifetime.ts";
import type { Passage } from "./passage.ts";
import { requestJson, roomPath } from "./request.ts";

/** Things to tell that wait at most; values alone may have 256 keys. */
const TOLD_MAX = 300;

const commandSchema = v.looseObject({
  type: v.string(),
  id: v.optional(v.string()),
  name: v.optional(v.string()),
  key: v.optional(v.string()),
});
const answerSchema = v.looseObject({ type: v.string(), seq: v.optional(v.number()) });

export type Post = {
  /** Takes the text of one command. */
  send(text: string): void;
};

/** `onAnswer` is called after each answer that was told as a frame. */
export function createPost(passage: Passage, lifetime: Lifetime, onAnswer: () => void = () => {}): Post {
  const asked: { readonly text: string; readonly id: string }[] = [];
  const told = new Map<string, string>();
  let isAsking = false;
  let isTelling = false;

  const post = (body: string): Promise<unknown> =>
    requestJson(passage, `${roomPath(passage)}/commands`, { body, signal: lifetime.signal });

  async function ask(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    for (let next = asked.shift(); next !== undefined && !lifetime.isOver; next = asked.shift()) {
      const { text, id } = next;
      try {
        const answer = v.safeParse(answerSchema, await post(text));
        if (!answer.success) continue;
        // The event itself comes the other way: a head that stays out of reach tells that nothing comes there.
        const { seq } = answer.output;
        lifetime.message(JSON.stringify(seq === undefined ? answer.output : { ...answer.output, head: seq }));
        onAnswer();
      } catch (error) {
        refused(error, (refusal) => lifetime.message(JSON.stringify({ type: "error", id, ...refusal })));
      }
    }
    isAsking = false;
  }

  async function tell(): Promise<void> {
    if (isTelling) return;
    isTelling = true;
    for (let [next] = told; next !== undefined && !lifetime.isOver; [next] = told) {
      const [slot, text] = next;
      told.delete(slot);
      await post(text).catch((error: unknown) => refused(error, () => {}));
    }
    isTelling = false;
  }

  /** Whatever ends a connection ends this one: what was under way is then asked again, under the same id. */
  function refused(
    error: unknown,
    pass: (refusal: Pick<ChatError, "code" | "message" | "retryAfterMs">) => void,
  ): void {
    if (!(error instanceof ChatError)) return lifetime.end(CLOSE.lost, "connection lost");
    const { code, message, retryAfterMs } = error;
    const isEnd = ERRORS[code].close === CLOSE.noSession || code === "banned" || code === "kicked";
    if (isEnd) return lifetime.end(ERRORS[code].close, code);
    pass({ code, message, retryAfterMs });
  }

  return {
    send(text) {
      const { type, id, name, key } = v.parse(commandSchema, JSON.parse(text));
      if (id !== undefined) {
        asked.push({ text, id });
        return void ask();
      }
      const slot = `${type} ${name ?? key ?? ""}`;
      if (told.size < TOLD_MAX || told.has(slot)) told.set(slot, text);
      void tell();
    },
  };
}
