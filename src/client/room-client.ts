// A room as an app sees it: one snapshot of state that is replaced on each change, and what can be done in it.

import { CLOSE, LEFT } from "../protocol/close-codes.ts";
import { encodeCommand } from "../protocol/codec.ts";
import { formatCursor, NO_EPOCH } from "../protocol/cursor.ts";
import { ChatError, isErrorCode } from "../protocol/errors.ts";
import { isConfiguredEvent, isMessageEvent } from "../protocol/events.ts";
import type { Frame, FrameOf } from "../protocol/frames.ts";
import type { Author } from "../protocol/schemas.ts";
import { type Actions, createActions } from "./actions.ts";
import type { Connection } from "./connection.ts";
import { createEphemera } from "./ephemera.ts";
import { type Environment, type HurryCause, platform } from "./environment.ts";
import { createIdler } from "./idler.ts";
import { createLink, describe, isOnline } from "./link.ts";
import { createLookingBack, type LookingBack, OLDER } from "./looking-back.ts";
import { createLookups, type Lookups } from "./lookups.ts";
import { countMentions } from "./mentions.ts";
import { createReader, createTypist } from "./notices.ts";
import { createOutbox } from "./outbox.ts";
import { openOutboxStore, type OutboxStore } from "./outbox-store.ts";
import { createPages } from "./pages.ts";
import { parseRole } from "./presence.ts";
import { createRequests } from "./requests.ts";
import { newsOf } from "./room-news.ts";
import { createSessions, type Session, type SessionToken } from "./session.ts";
import { createSnapshot } from "./snapshot.ts";
import { type ConnectionState, type Content, EMPTY_ROOM, type RoomState } from "./state.ts";
import { createSync, headOf } from "./sync.ts";
import { applyEvents, applyWelcome, EMPTY_TIMELINE, type Timeline } from "./timeline.ts";
import { isOutdated, olderRange, type Page } from "./timeline-pages.ts";
import { createThreadReader } from "./thread-reads.ts";
import { createThreads } from "./threads.ts";
import { createClimber } from "./transports/climber.ts";
import { type TransportName, TRANSPORTS } from "./transports/transport-name.ts";

export type RoomClientOptions = {
  /** Origin of the deployment, such as http://localhost:8787. */
  readonly origin: string;
  readonly room: string;
  /** Default: `cookie`. */
  readonly session?: Session;
  /** Told of each token that replaces the one in use, for callers that keep it. */
  readonly onSession?: (session: SessionToken) => void;
  /**
   * Gets a new session where the server no longer takes the one in use; gives its token, or undefined where the cookie
   * was renewed. A rejection is tried again later. Default: renews a guest's by `POST /api/session`.
   */
  readonly renewSession?: () => Promise<string | undefined>;
  /** Those that may be used, best first; one at least. Default: all, of which the best that works here is taken. */
  readonly transports?: readonly TransportName[];
  /** Default: `openOutboxStore()`. */
  readonly outbox?: OutboxStore;
  readonly environment?: Partial<Environment>;
};

export type Signal = { readonly from: Author; readonly name: string; readonly data: unknown };

export type RoomClient = Actions &
  Lookups &
  LookingBack & {
    readonly state: RoomState;
    /** Calls `listener` after each change; gives what ends that. */
    subscribe(listener: (state: RoomState) => void): () => void;
    onSignal(listener: (signal: Signal) => void): () => void;
    /** Enters, and stays in over lost connections until `close`. After `stopped`: tries again. */
    open(): void;
    close(): void;
    /** Takes the message in, whatever the connection; it shows as pending under the id until the room has it. */
    send(content: Content): string;
    /** Sends a failed one again; under a new id where the old one was the reason. */
    retry(id: string): void;
    discard(id: string): void;
    /** To be called on each keystroke; false when the composer is emptied. */
    typing(on: boolean): void;
    /** Nobody is at this device, or somebody is again. */
    idle(on: boolean): void;
    /** Lost where there is no connection. */
    signal(name: string, data: unknown): void;
    /** Sets the newest state of a key for everybody; null clears it. Lost where there is no connection. */
    put(key: string, value: unknown): void;
    markRead(seq: number): void;
    /** The same in a thread; shown on all one's devices in `state.threadReads`. */
    markThreadRead(root: number, seq: number): void;
    /** Keeps a thread in `state.threads` until what it gives is called. */
    openThread(root: number): () => void;
    /** Adds a page between the root of an open thread and what is shown of it. */
    loadOlderInThread(root: number): Promise<void>;
    /** The network is back, or somebody looks again. Pages notice by themselves. */
    hurry(): void;
  };

export function createRoomClient(options: RoomClientOptions): RoomClient {
  const environment: Environment = { ...platform(), ...options.environment };
  const { origin } = new URL(options.origin);
  const { room, transports = TRANSPORTS } = options;
  if (transports.length === 0) throw new ChatError("invalid", "unable to make client; it may use no transport");

  let timeline: Timeline = EMPTY_TIMELINE;
  /** The timeline shown is not the one held: it is put together once a change is complete. */
  let isStale = false;
  let wasOnline = false;
  let unwatch: (() => void) | undefined;
  const signalListeners = new Set<(signal: Signal) => void>();
  const snapshot = createSnapshot(EMPTY_ROOM, () => isStale && showTimeline());
  const { patch, batch } = snapshot;

  const sessions = createSessions({
    origin,
    session: options.session ?? { kind: "cookie" },
    environment,
    onSession: options.onSession,
    renewSession: options.renewSession,
  });
  const passage = {
    environment,
    origin,
    room,
    sessions,
    cursor: () => timeline.cursor,
    you: () => snapshot.value.you,
  };
  const climber = createClimber({
    passage,
    transports,
    batch,
    onMove: leave,
  });
  const link = createLink({
    environment,
    open: (events) => climber.open(events),
    renew: () => sessions.renew(),
    batch,
    onFrame: apply,
    onChange: (connection) => batch(() => follow(connection)),
  });
  const transmit = (text: string): boolean => link.isOnline && link.send(text);
  const outbox = createOutbox({
    environment,
    store: options.outbox ?? openOutboxStore(),
    origin,
    room,
    presumedMember: sessions.presumedMember,
    transmit,
    onChange: () => batch(() => (isStale = true)),
    onStall: () => link.tell({ kind: "abandon", reason: "no answer" }),
  });
  const requests = createRequests(environment, transmit);
  const pages = createPages(requests, (place, loadingOlder) => {
    if (place === OLDER) batch(() => patch({ loadingOlder }));
  });
  const threads = createThreads({
    pages,
    room: () => timeline,
    onChange: () => batch(() => (isStale = true)),
  });
  const sync = createSync({
    environment,
    resume: () => timeline.cursor && transmit(encodeCommand({ type: "resume", since: formatCursor(timeline.cursor) })),
    onStall: () => link.tell({ kind: "abandon", reason: "events are missing" }),
  });
  const typist = createTypist(environment, transmit);
  const idler = createIdler(transmit);
  const reader = createReader(environment, transmit);
  const threadReader = createThreadReader(environment, transmit, (threadReads) => batch(() => patch({ threadReads })));
  const ephemera = createEphemera(environment, snapshot);

  function showTimeline(): void {
    if (timeline.cursor !== undefined) outbox.arrived(timeline.cursor.seq);
    isStale = false;
    const { you } = snapshot.value;
    const waiting = outbox.pending.map((pending) => ({ kind: "pending" as const, pending }));
    patch({
      // Where nothing in it changed it stays the same list: whoever draws it need not look again.
      timeline: waiting.length === 0 ? timeline.items : [...timeline.items, ...waiting],
      mine: timeline.mine.reactions,
      myVotes: timeline.mine.votes,
      threads: threads.states(outbox.pending),
      mentions: you === undefined ? 0 : countMentions(timeline.items, you.id, you.readUpTo),
      hasOlder: olderRange(timeline) !== undefined,
      cursor: timeline.cursor,
      keeps: outbox.keeps,
    });
  }

  /** What was under way is lost with its connection. */
  function leave(): void {
    wasOnline = false;
    outbox.offline();
    requests.offline();
    sync.offline();
    typist.ended();
  }

  function follow(connection: Connection): void {
    if (wasOnline && !isOnline(connection)) {
      leave();
      ephemera.offline();
    }
    const shown = describe(connection, climber.transport);
    if (!isSame(shown, snapshot.value.connection)) patch({ connection: shown });
    if (shown.kind === "stopped") {
      const code = isErrorCode(shown.reason) ? shown.reason : "internal";
      const isDone = shown.reason === LEFT ? ({ type }: { type: string }) => type === "leave" : undefined;
      requests.fail(new ChatError(code, `unable to go on; connection ended: ${shown.reason}`), isDone);
    }
  }

  function apply(frame: Frame): void {
    const before = timeline.cursor?.seq ?? 0;
    dispatch(frame);
    const seq = timeline.cursor?.seq ?? 0;
    // Any frame may tell how far the log goes.
    const head = Math.max(snapshot.value.head, seq, headOf(frame) ?? 0);
    if (head !== snapshot.value.head) patch({ head });
    sync.note(head, seq, seq !== before);
  }

  function dispatch(frame: Frame): void {
    switch (frame.type) {
      case "welcome":
        return enter(frame);
      case "events":
        return take(frame);
      case "history":
        return void requests.answered(frame);
      case "ack":
        if (!outbox.acked(frame.id, frame.seq)) requests.answered(frame);
        return;
      case "error":
        if (frame.id === undefined) sync.refused(frame.retryAfterMs);
        else if (!outbox.refused(frame.id, frame)) requests.refused(frame);
        return;
      case "read":
        reader.told(frame.upTo);
        return showReadUpTo();
      case "threads":
        return threadReader.told(frame.threads);
      case "session":
        return sessions.use(frame);
      case "reconnect":
        return climber.renew(frame.afterMs);
      case "signal":
        for (const listener of signalListeners) listener({ from: frame.from, name: frame.name, data: frame.data });
        return;
      case "presence":
      case "typing":
      case "values":
      case "reads":
      case "reports":
        ephemera.take(frame);
    }
  }

  function enter(welcome: FrameOf<"welcome">): void {
    const { you, limits, head } = welcome;
    if (welcome.session !== undefined) sessions.use(welcome.session);
    const former = timeline.cursor;
    timeline = applyWelcome(timeline, welcome);
    isStale = true;
    const isAnother = former !== undefined && former.epoch !== welcome.epoch && former.epoch !== NO_EPOCH;
    if (isAnother) {
      outbox.arrived(undefined);
      requests.forgetHistory();
    }
    const isFirst = !wasOnline;
    wasOnline = true;
    const isSomebodyElse = snapshot.value.you?.id !== you.id;
    // Before anything is sent: what stands in the snapshot need not be sent again.
    outbox.seen((welcome.snapshot?.messages ?? []).filter(({ by }) => by.id === you.id));
    climber.welcomed();
    sync.welcomed();
    threads.welcomed(welcome.recovered && !isSomebodyElse);
    if (isFirst) {
      outbox.welcomed(you.id, limits);
      requests.online();
    }
    idler.welcomed(isFirst);
    ephemera.welcomed(welcome, isAnother);
    reader.welcomed(you.readUpTo, isAnother || isSomebodyElse);
    threadReader.welcomed(isAnother || isSomebodyElse);
    patch({
      room: welcome.room,
      you: { id: you.id, name: you.name, role: parseRole(you.role), readUpTo: reader.upTo },
      limits,
      head,
    });
  }

  function take(frame: FrameOf<"events">): void {
    const applied = applyEvents(timeline, frame);
    timeline = applied.timeline;
    threads.take(frame);
    const own: { id: string; seq: number }[] = [];
    const authors = new Set<string>();
    let mayBeAnother = false;
    for (const event of applied.events) {
      // What role one has then follows from what was given, which the room knows.
      mayBeAnother ||= isConfiguredEvent(event) && event.readOnly !== undefined;
      if (isMessageEvent(event)) {
        authors.add(event.by.id);
        if (event.by.id === snapshot.value.you?.id) own.push(event);
      }
      patch(newsOf(snapshot.value, event));
    }
    if (applied.events.length > 0) isStale = true;
    ephemera.said(authors);
    outbox.seen(own);
    if (applied.missing || mayBeAnother) sync.missing();
  }

  function showReadUpTo(): void {
    const { you } = snapshot.value;
    if (you === undefined || you.readUpTo === reader.upTo) return;
    patch({ you: { ...you, readUpTo: reader.upTo } });
    isStale = true;
  }

  /** False where the page is too old to be of use. */
  function hold(page: Page | undefined, put: (held: Timeline) => Timeline): boolean {
    if (page !== undefined && isOutdated(timeline, page)) return false;
    timeline = put(timeline);
    batch(() => (isStale = true));
    return true;
  }

  function hurry(cause: HurryCause): void {
    if (cause === "network") climber.networkChanged();
    // Without a network there is nothing to hurry to, but what is still open may be dead.
    if (cause !== "no_network" || link.isOnline) link.tell({ kind: "hurry" });
  }

  return {
    // The server ends the connection too, but not each way of connecting hears that from it.
    ...createActions(requests, () => link.end(CLOSE.asked, LEFT)),
    ...createLookups(passage),
    ...createLookingBack(pages, () => timeline, hold),
    get state() {
      return snapshot.value;
    },
    subscribe: (listener) => snapshot.subscribe(listener),
    onSignal(listener) {
      signalListeners.add(listener);
      return () => signalListeners.delete(listener);
    },
    open() {
      unwatch ??= environment.watch(hurry);
      link.tell({ kind: "open" });
    },
    close() {
      unwatch?.();
      unwatch = undefined;
      link.tell({ kind: "close" });
      requests.fail(new ChatError("internal", "unable to go on; the client was closed"));
    },
    send(content) {
      typist.ended();
      let id = "";
      batch(() => (id = outbox.add(content)));
      return id;
    },
    retry: (id) => batch(() => outbox.retry(id)),
    discard: (id) => batch(() => outbox.discard(id)),
    typing: (on) => typist.typing(on),
    idle: (on) => idler.idle(on),
    signal(name, data) {
      transmit(encodeCommand({ type: "signal", name, data }));
    },
    put(key, value) {
      transmit(encodeCommand({ type: "put", key, value }));
    },
    markRead(seq) {
      reader.mark(Math.min(seq, timeline.cursor?.seq ?? 0));
      batch(showReadUpTo);
    },
    markThreadRead: (root, seq) => threadReader.mark(root, Math.min(seq, timeline.cursor?.seq ?? 0)),
    openThread: (root) => threads.open(root),
    loadOlderInThread: (root) => threads.loadOlder(root),
    hurry: () => hurry("look"),
  };
}

/** A wait is told anew each time: how long it is has changed. */
function isSame(one: ConnectionState, other: ConnectionState): boolean {
  if (one.kind === "online" && other.kind === "online") return one.transport === other.transport;
  return one.kind === other.kind && one.kind !== "waiting";
}
