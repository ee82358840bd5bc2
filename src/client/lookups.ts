// Looks at a room that nobody needs in order to follow it: earlier texts, who reacted and voted, what is pinned. Each by one GET.

import * as v from "valibot";
import { ChatError } from "../protocol/errors.ts";
import { type SearchPage, searchPageSchema, type SearchRange } from "../protocol/http.ts";
import {
  type EditsPage,
  editsPageSchema,
  type PinsPage,
  pinsPageSchema,
  type ReactionsPage,
  reactionsPageSchema,
  type VotesPage,
  votesPageSchema,
} from "../protocol/message-looks.ts";
import { type StandingsPage, standingsPageSchema } from "../protocol/standings.ts";
import type { Passage } from "./transports/passage.ts";
import { requestJson, roomPath } from "./transports/request.ts";

/** Each shows what was when it was asked, and rejects with a ChatError: `internal` where the server cannot be reached. */
export type Lookups = {
  /** The texts of a message, the newest first; `before` is the seq of one. */
  edits(message: number, before?: number): Promise<EditsPage>;
  /** Who reacted to a message with what, in the order in which they did; `after` is the seq of one. */
  reactions(message: number, after?: number): Promise<ReactionsPage>;
  /** Who chose what in a poll, in the order in which they did; `after` is the seq of one. */
  votes(message: number, after?: number): Promise<VotesPage>;
  /** The pinned messages, the newest pin first. */
  pins(): Promise<PinsPage>;
  /** Messages that answer to all that is asked for, the newest first. */
  search(asked: SearchAsk): Promise<SearchPage>;
  /** Who is banned or muted, for moderators, by their ids; `after` is the id of one. */
  standings(after?: string): Promise<StandingsPage>;
};

/** Words, by whom, with a link, when: one of them at least. `before` is a seq, to go on from. */
export type SearchAsk = Partial<SearchRange>;

/** So often a room that was never searched is asked until its index is there: 160,000 events. */
const ASKS_MAX = 8;
/** Most that one answer holds. */
const LIMIT = 100;

export function createLookups(passage: Passage): Lookups {
  async function look<T>(path: string, schema: v.GenericSchema<unknown, T>): Promise<T> {
    try {
      const { signal } = new AbortController();
      return v.parse(schema, await requestJson(passage, `${roomPath(passage)}${path}`, { signal }));
    } catch (error) {
      if (error instanceof ChatError) throw error;
      throw new ChatError("internal", "unable to look; the server cannot be reached", { cause: error });
    }
  }
  const from = (name: string, seq: number | undefined) => (seq === undefined ? "" : `&${name}=${seq}`);
  return {
    edits: (message, before) =>
      look(`/messages/${message}/edits?limit=${LIMIT}${from("before", before)}`, editsPageSchema),
    reactions: (message, after) =>
      look(`/messages/${message}/reactions?limit=${LIMIT}${from("after", after)}`, reactionsPageSchema),
    votes: (message, after) =>
      look(`/messages/${message}/votes?limit=${LIMIT}${from("after", after)}`, votesPageSchema),
    pins: () => look(`/pins?limit=${LIMIT}`, pinsPageSchema),
    standings: (after) =>
      look(`/standings${after === undefined ? "" : `?after=${encodeURIComponent(after)}`}`, standingsPageSchema),
    async search(asked) {
      const given = Object.entries(asked).flatMap(([name, value]) => (value === undefined ? [] : [[name, `${value}`]]));
      const path = `/search?${new URLSearchParams(given).toString()}`;
      for (let asks = 1; ; asks++) {
        const page = await look(path, searchPageSchema);
        if (page.partial !== true || asks === ASKS_MAX) return page;
      }
    },
  };
}
