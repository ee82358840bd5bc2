// check-order.ts: on each connection events come by seq, from where its welcome said, without a gap or a repeat.

import { type Cursor, NO_EPOCH, parseCursor, START } from "../../src/protocol/cursor.ts";
import type { ClientHistory, Welcomed } from "./history.ts";
import { range, type Violation } from "./violation.ts";

type Place =
  /** Connected, and not yet welcomed. */
  { readonly kind: "outside" } | { readonly kind: "inside"; readonly epoch: string; readonly due: number };

export function* checkOrder({ client, entries }: ClientHistory): Iterable<Violation> {
  let place: Place = { kind: "outside" };
  /** Cursors whose welcome is still to come; answers keep the order of what was asked. */
  let asked: (string | undefined)[] = [];
  for (const entry of entries) {
    switch (entry.kind) {
      case "connected":
        place = { kind: "outside" };
        asked = [entry.since];
        break;
      case "resumed":
        asked.push(entry.since);
        break;
      case "welcomed": {
        const since = asked.shift();
        yield* checkWelcome(client, since, entry.welcome);
        place = placeAfter(since, entry.welcome);
        break;
      }
      case "saw": {
        const first = entry.events[0]?.seq ?? 0;
        if (place.kind === "outside") {
          yield { rule: "R2-4", text: `${client} saw seq ${first} before it was welcomed` };
          break;
        }
        if (place.epoch === NO_EPOCH && entry.epoch === undefined) {
          yield { rule: "R2-4", text: `${client} saw the log begin with seq ${first} and was not told its epoch` };
        }
        let { due }: { due: number } = place;
        for (const { seq } of entry.events) {
          if (seq > due) {
            yield {
              rule: "R2-4",
              text: `${client} saw seq ${seq} where ${due} was due: ${range(due, seq - 1)} left out silently`,
            };
          } else if (seq < due) {
            yield { rule: "R2-2", text: `${client} saw seq ${seq} again or out of order: ${due} was due` };
          }
          due = seq + 1;
        }
        place = { kind: "inside", epoch: entry.epoch ?? place.epoch, due };
        break;
      }
      case "disconnected":
        place = { kind: "outside" };
        asked = [];
        break;
      case "idled":
      case "asked":
      case "acknowledged":
      case "refused":
      case "stopped":
        break;
    }
  }
}

/** Whether the cursor may be honoured at all: of this log and not above its head, or `0:0`. */
export function suits(cursor: Cursor, welcome: Welcomed): boolean {
  const isStart = cursor.epoch === START.epoch && cursor.seq === START.seq;
  return isStart || (cursor.epoch === welcome.epoch && cursor.seq <= welcome.head);
}

export function parseSince(since: string | undefined): Cursor | undefined {
  return since === undefined ? undefined : parseCursor(since);
}

function placeAfter(since: string | undefined, { epoch, head, recovered }: Welcomed): Place {
  const cursor = parseSince(since);
  return { kind: "inside", epoch, due: recovered && cursor !== undefined ? cursor.seq + 1 : head + 1 };
}

function* checkWelcome(client: string, since: string | undefined, welcome: Welcomed): Iterable<Violation> {
  const cursor = parseSince(since);
  if (welcome.recovered) {
    if (cursor === undefined || !suits(cursor, welcome)) {
      yield {
        rule: "R2-4",
        text: `${client} came with the cursor ${since ?? "(none)"} and was told "recovered" in a log ${welcome.epoch} with head ${welcome.head}: its place was lost and nobody said so`,
      };
    }
    return;
  }
  if (welcome.snapshot === undefined) {
    yield { rule: "R2-4", text: `${client} was not recovered and got no snapshot` };
  }
}
