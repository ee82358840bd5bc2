// poster.ts: a back end that sends, edits and removes by HTTP, and repeats each request under its id until it has an answer.

import * as v from "valibot";
import type { DurableCommand } from "../../src/protocol/commands.ts";
import { postedSchema, problemSchema } from "../../src/protocol/http.ts";
import { type ClientHistory, Recorder } from "./history.ts";

const PATIENCE_MS = 4000;
const RETRY_MS = 200;

export class Poster {
  readonly #url: string;
  readonly #token: string;
  readonly #recorder: Recorder;
  readonly #waiting = new Set<string>();
  /** Seqs of its messages that are there. */
  readonly #there: number[] = [];
  #ids = 0;
  #isOver = false;

  constructor(origin: string, room: string, member: string, token: string) {
    this.#url = `${origin}/api/rooms/${room}`;
    this.#token = token;
    this.#recorder = new Recorder("poster", member);
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  post(text: string): void {
    this.#ask({ type: "send", id: this.#newId(), text });
  }

  /** Edits the newest of its messages, now and then removes it. */
  change(): void {
    const message = this.#there.at(-1);
    if (message === undefined) return;
    const id = this.#newId();
    if (this.#ids % 4 !== 0) return this.#ask({ type: "edit", id, message, text: `edited by ${id}` });
    this.#there.pop();
    this.#ask({ type: "remove", id, message });
  }

  /** It sees nothing of the room: what it asked for must be there, and that is all. */
  finish(): ClientHistory {
    this.#isOver = true;
    return this.#recorder.finish("handed over");
  }

  #newId(): string {
    this.#ids += 1;
    return `post-${this.#ids}`;
  }

  #ask(command: DurableCommand): void {
    this.#recorder.record({ kind: "asked", command });
    this.#waiting.add(command.id);
    void this.#insist(command);
  }

  async #insist(command: DurableCommand): Promise<void> {
    const { id } = command;
    while (!this.#isOver && this.#waiting.has(id)) {
      if (await this.#try(command)) this.#waiting.delete(id);
      else await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  /** True where the answer is one that no repeat would change. */
  async #try(command: DurableCommand): Promise<boolean> {
    const { type, id, ...content } = command;
    const isSend = type === "send";
    try {
      const response = await fetch(`${this.#url}/${isSend ? "messages" : "commands"}`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${this.#token}`, "idempotency-key": id },
        body: JSON.stringify(isSend ? content : { type, ...content }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const body: unknown = await response.json();
      if (this.#isOver) return true;
      const posted = v.safeParse(postedSchema, body);
      if (posted.success) {
        this.#recorder.record({
          kind: "acknowledged",
          id: posted.output.id,
          seq: posted.output.seq,
          at: posted.output.at,
        });
        if (isSend) this.#there.push(posted.output.seq);
        return true;
      }
      const problem = v.safeParse(problemSchema, body);
      if (!problem.success || problem.output.status >= 500 || problem.output.status === 429) return false;
      this.#recorder.record({ kind: "refused", id, code: problem.output.code });
      return true;
    } catch {
      // No server, or not in time: the request may have arrived all the same.
      return false;
    }
  }
}
