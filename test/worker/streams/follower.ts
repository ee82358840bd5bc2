// follower.ts: somebody who follows a room by Server-Sent Events, inside workerd.

import * as v from "valibot";
import { readEventStream, type StreamItem } from "../../support/event-stream.ts";
import { Inbox } from "../../support/inbox.ts";
import { Member } from "../../support/person.ts";
import type { Deployment } from "../edge/deployment.ts";

export type Following = {
  /** A session token; without it, a reader whom nobody sees. */
  readonly token?: string;
  readonly since?: string;
  readonly lastEventId?: string;
  readonly headers?: Record<string, string>;
};

/** Asks for the stream, and gives whatever answers. */
export function askToFollow(deployment: Deployment, room: string, following: Following = {}): Promise<Response> {
  const { token, since, lastEventId, headers = {} } = following;
  const query = since === undefined ? "" : `?${new URLSearchParams({ since }).toString()}`;
  return deployment.get(`/api/rooms/${room}/events${query}`, {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
    ...headers,
  });
}

/** Follows a room, and waits for the welcome. */
export async function follow(deployment: Deployment, room: string, following: Following = {}): Promise<Follower> {
  const response = await askToFollow(deployment, room, following);
  if (response.status !== 200 || response.body === null)
    throw new Error(`the stream was answered ${response.status}: ${await response.text()}`);
  const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
  const inbox = new Inbox("the follower");
  const seen: StreamItem[] = [];
  const ended = read(reader, inbox, seen);
  return new Follower(response.headers, reader, inbox, seen, ended, await inbox.next("welcome"));
}

/** Reads as a member does who cannot say anything. */
export class Follower extends Member {
  readonly headers: Headers;
  /** All that came, taken or not. */
  readonly seen: readonly StreamItem[];
  /** Resolves when the stream has ended. */
  readonly ended: Promise<void>;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;

  constructor(
    headers: Headers,
    reader: ReadableStreamDefaultReader<Uint8Array>,
    inbox: Inbox,
    seen: readonly StreamItem[],
    ended: Promise<void>,
    welcome: Member["welcome"],
  ) {
    super({ send: refuseToSpeak, close: refuseToSpeak }, inbox, "", welcome);
    this.headers = headers;
    this.seen = seen;
    this.ended = ended;
    this.#reader = reader;
  }

  /** What an EventSource would send as `Last-Event-ID` if it came back now. */
  get lastEventId(): string {
    return this.ids().at(-1) ?? "";
  }

  /** The ids that came beside events of this name, or beside any. */
  ids(event?: string): string[] {
    return this.seen.flatMap((item) =>
      item.kind === "event" && item.id !== undefined && (event === undefined || item.event === event) ? [item.id] : [],
    );
  }

  /** Events that the contract names, in order, with whether they carried an id. */
  get comments(): number {
    return this.seen.filter((item) => item.kind === "comment").length;
  }

  /** Goes away. */
  async cancel(): Promise<void> {
    await this.#reader.cancel();
    await this.ended;
  }
}

async function read(reader: ReadableStreamDefaultReader<Uint8Array>, inbox: Inbox, seen: StreamItem[]): Promise<void> {
  for await (const item of readEventStream(reader)) {
    seen.push(item);
    if (item.kind !== "event") continue;
    if (item.event === "close") inbox.end(v.parse(closedSchema, JSON.parse(item.data)));
    else inbox.receive(item.data);
  }
}

const closedSchema = v.strictObject({ code: v.number(), reason: v.string() });

function refuseToSpeak(): never {
  throw new Error("a stream carries nothing from its reader");
}
