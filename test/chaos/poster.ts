// poster.ts: a back end that sends by HTTP and repeats each request under its id until it has an answer.

import * as v from "valibot";
import { postedSchema, problemSchema } from "../../src/protocol/http.ts";
import { type ClientHistory, Recorder } from "./history.ts";

const PATIENCE_MS = 4000;
const RETRY_MS = 200;

export class Poster {
  readonly #url: string;
  readonly #token: string;
  readonly #recorder: Recorder;
  readonly #waiting = new Set<string>();
  #ids = 0;
  #isOver = false;

  constructor(origin: string, room: string, member: string, token: string) {
    this.#url = `${origin}/api/rooms/${room}/messages`;
    this.#token = token;
    this.#recorder = new Recorder("poster", member);
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  post(text: string): void {
    this.#ids += 1;
    const id = `post-${this.#ids}`;
    this.#recorder.record({ kind: "asked", command: { type: "send", id, text } });
    this.#waiting.add(id);
    void this.#insist(id, text);
  }

  /** It sees nothing of the room: what it asked for must be there, and that is all. */
  finish(): ClientHistory {
    this.#isOver = true;
    return this.#recorder.finish("handed over");
  }

  async #insist(id: string, text: string): Promise<void> {
    while (!this.#isOver && this.#waiting.has(id)) {
      if (await this.#try(id, text)) this.#waiting.delete(id);
      else await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  /** True where the answer is one that no repeat would change. */
  async #try(id: string, text: string): Promise<boolean> {
    try {
      const response = await fetch(this.#url, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${this.#token}`, "idempotency-key": id },
        body: JSON.stringify({ text }),
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
