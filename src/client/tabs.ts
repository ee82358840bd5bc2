// Which of several tabs empties the outbox that they share, and what they tell each other about it.

import * as v from "valibot";
import type { Channel, Environment } from "./environment.ts";

const newsSchema = v.union([
  /** Rows were put, changed or removed: look again. */
  v.object({ kind: v.literal("changed") }),
  /** The room has it, as this seq. */
  v.object({ kind: v.literal("acked"), id: v.string(), seq: v.number() }),
]);
export type News = v.InferOutput<typeof newsSchema>;

export type Tabs = {
  /**
   * `alone`: without Web Locks or channel each tab sends what it wrote or found; the room takes each id once.
   * `first`: this tab sends for all. `behind`: another one does.
   */
  readonly turn: "alone" | "first" | "behind";
  /** Stands in line for this member's outbox; only a tab that is online does. Calls `onTurn` when it is first. */
  line(member: string): void;
  /** Leaves the line, so that another tab takes over. */
  leave(): void;
  post(news: News): void;
  /** From here on this tab is on its own: it cannot share what it cannot store. */
  separate(): void;
};

export type TabsOptions = {
  readonly environment: Pick<Environment, "locks" | "openChannel">;
  /** Names the shared outbox. */
  readonly name: string;
  readonly onTurn: () => void;
  readonly onNews: (news: News) => void;
};

export function createTabs({ environment, name, onTurn, onNews }: TabsOptions): Tabs {
  let channel: Channel | undefined = environment.openChannel(name);
  let locks = channel === undefined ? undefined : environment.locks;
  let turn: "first" | "behind" = "behind";
  let ticket: AbortController | undefined;
  let release: () => void = () => {};

  channel?.addEventListener("message", ({ data }) => {
    const news = v.safeParse(newsSchema, data);
    if (news.success && channel !== undefined) onNews(news.output);
  });

  function leave(): void {
    ticket?.abort();
    ticket = undefined;
    turn = "behind";
    release();
  }

  return {
    get turn() {
      return locks === undefined ? "alone" : turn;
    },
    line(member) {
      leave();
      if (locks === undefined) return onTurn();
      const mine = new AbortController();
      ticket = mine;
      const hold = () =>
        new Promise<void>((resolve) => {
          if (mine !== ticket) return resolve();
          release = resolve;
          turn = "first";
          onTurn();
        });
      locks.request(`${name}:${member}`, { signal: mine.signal }, hold).catch(() => {
        if (mine !== ticket) return;
        // Locks are refused in some frames.
        locks = undefined;
        onTurn();
      });
    },
    leave,
    post(news) {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one origin
      channel?.postMessage(news);
    },
    separate() {
      leave();
      locks = undefined;
      channel?.close();
      channel = undefined;
    },
  };
}
