// Follows the figures: a report now and then, and between two of them the value that rooms' tellings come by.

import { type ReadonlySignal, signal } from "@preact/signals";
import * as v from "valibot";
import type { RoomClient } from "../../client/room-client.ts";
import { ChatError } from "../../protocol/errors.ts";
import { operatorNewsSchema, operatorReportSchema } from "../../protocol/operating.ts";
import { askServer } from "../shared/ask-server.ts";
import { type Figures, figuresOf, withNews } from "./figures.ts";

/** Rooms tell often for a minute after each report: a few may be missed. */
const ASK_EVERY_MS = 20_000;

export type Status = "connecting" | "online" | "waiting" | "stopped";

export type Followed =
  | { readonly kind: "asking" }
  /** Whoever looks is no operator. */
  | { readonly kind: "refused" }
  | { readonly kind: "unreachable" }
  /** `aheadMs` is how far the clock of the server is ahead of ours. */
  | { readonly kind: "open"; readonly figures: Figures; readonly aheadMs: number };

export type Following = {
  readonly followed: ReadonlySignal<Followed>;
  readonly status: ReadonlySignal<Status>;
  /** Asks at once. */
  again(): void;
};

/** For as long as the page lives; a page that nobody sees asks for nothing. */
export function followFigures(): Following {
  const followed = signal<Followed>({ kind: "asking" });
  const status = signal<Status>("connecting");
  let client: Promise<RoomClient> | undefined;
  const hear = (given: unknown): void => {
    const news = v.safeParse(operatorNewsSchema, given);
    const now = followed.peek();
    if (!news.success || now.kind !== "open") return;
    followed.value = { ...now, figures: withNews(now.figures, news.output) };
  };
  const ask = async (): Promise<void> => {
    try {
      const report = v.parse(operatorReportSchema, await askServer("GET", "/api/operator/rooms"));
      followed.value = { kind: "open", figures: figuresOf(report), aheadMs: report.at - Date.now() };
      client ??= open(report.follow, hear, (told) => (status.value = told));
      await client;
    } catch (error) {
      if (isRefusal(error)) followed.value = { kind: "refused" };
      else if (followed.peek().kind !== "open") followed.value = { kind: "unreachable" };
    }
  };
  const askWhereSeen = (): void => {
    const { kind } = followed.peek();
    if (!document.hidden && kind !== "refused") void ask();
  };
  setInterval(askWhereSeen, ASK_EVERY_MS);
  document.addEventListener("visibilitychange", askWhereSeen);
  void ask();
  return {
    followed,
    status,
    again: () => {
      followed.value = { kind: "asking" };
      void ask();
    },
  };
}

async function open(
  { room, key }: Figures["follow"],
  hear: (value: unknown) => void,
  tell: (status: Status) => void,
): Promise<RoomClient> {
  const { createRoomClient } = await import("../../client/room-client.ts");
  const client = createRoomClient({ origin: location.origin, room, session: { kind: "cookie" } });
  let last: unknown;
  client.subscribe(({ values, connection }) => {
    tell(connection.kind === "idle" ? "connecting" : connection.kind);
    const held = values.get(key);
    if (held === last) return;
    last = held;
    hear(held?.value);
  });
  client.open();
  return client;
}

function isRefusal(error: unknown): boolean {
  return error instanceof ChatError && ["unauthenticated", "expired", "forbidden"].includes(error.code);
}
