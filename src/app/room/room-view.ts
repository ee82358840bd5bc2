// One room as this page sees it: looked at over HTTP first, then entered. The only place that holds its state.

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Asked } from "../../client/actions.ts";
import type { RoomClient } from "../../client/room-client.ts";
import { type Content, EMPTY_ROOM, type RoomState, type TimelineItem } from "../../client/state.ts";
import { merged } from "../../client/merged-reads.ts";
import { memberTag } from "../../protocol/member-tag.ts";
import type { MemberEvent } from "../../protocol/events/member.ts";
import type { Message } from "../../protocol/message.ts";
import type { Restrained } from "../../protocol/standings.ts";
import type { Author } from "../../protocol/schemas.ts";
import { isReservedRoomName } from "../../protocol/text.ts";
import { readStored, writeStored } from "../shared/stored.ts";
import { t } from "../shared/t.ts";
import { cookieEntrance, type Entrance } from "./entrance.ts";
import { findMessage } from "./log-window.ts";
import { nameReasonOf } from "./name-reason.ts";
import { peek } from "./peek.ts";
import { sharedNames } from "./shared-names.ts";
import {
  answer,
  beginReading,
  countUnread,
  lookAtNewest,
  lookAway,
  markUnread,
  type Reading,
  unmark,
  UNREAD_NOTHING,
} from "./reading.ts";
import { TalkState } from "./talk-state.ts";
import { ownRepliesIn, threadMentionsIn } from "./thread-news.ts";

const RETRY_OLDER_MS = 3000;
/** Where the room has not answered by then, what was said is read over HTTP meanwhile. */
const LOOK_AFTER_MS = 300;

export type Entry =
  /** Reads along; nobody knows. */
  | { readonly kind: "looking" }
  /** Asks the server who this browser is. */
  | { readonly kind: "checking" }
  /** The name dialog is open. */
  | { readonly kind: "asking"; readonly problem?: string }
  /** The name is on its way. */
  | { readonly kind: "joining" }
  | { readonly kind: "inside"; readonly client: RoomClient };

/** An invite that came with the link: to be used, or of no use. */
export type HeldInvite = { readonly kind: "held"; readonly secret: string } | { readonly kind: "refused" };

export class RoomView {
  readonly room: string;
  readonly entry = signal<Entry>({ kind: "looking" });
  readonly state = signal<RoomState>(EMPTY_ROOM);
  readonly reading = signal<Reading>(UNREAD_NOTHING);
  /** Counts one's own messages: each brings the newest into view. */
  readonly sent = signal(0);
  /** A text that goes into a composer: a failed message that comes back, or a quote. */
  readonly recalled = signal<{ readonly text: string; readonly thread: number | undefined } | undefined>(undefined);
  readonly talk: TalkState;
  readonly invite = signal<HeldInvite | undefined>(undefined);
  /** When what is shown was kept on this device, as long as nothing newer is known. */
  readonly keptAt = signal<number | undefined>(undefined);
  /** Whoever is banned or muted, as the room told a moderator who asked. */
  readonly restrained = signal<readonly Restrained[]>([]);
  /** What people write in here, where it is known: a language tag for their texts, not for ours. */
  readonly language = signal<string | undefined>(undefined);

  private readonly items = computed(() => this.state.value.timeline);
  /** What is shown of the timeline: changes that have no words yet are left out, and what was said in threads. */
  readonly timeline = computed(() => {
    const timeline = this.items.value;
    return timeline.some(isElsewhere) ? timeline.filter((item) => !isElsewhere(item)) : timeline;
  });
  /** Names that more than one here bears, or wrote under: a tag tells them apart. A string, so that it seldom changes. */
  private readonly sharedNames = computed(() => sharedNames(this.members.value.list, this.timeline.value).join("\n"));
  /** By root, the newest that one said in its thread oneself: that is nothing new to one. */
  readonly ownReplies = computed(() => ownRepliesIn(this.items.value, this.self.value?.id));
  /** By root, what was said in its thread to one by name: one follows such a thread. */
  readonly threadMentions = computed(() => threadMentionsIn(this.items.value, this.self.value?.id));
  /** How far one has read in threads that one follows, by their roots: here, and as the room knows of all one's devices. */
  readonly threadsRead = computed(() => merged(this.talk.threadsRead.value, this.threadReads.value));
  private readonly threadReads = computed(() => this.state.value.threadReads);
  readonly connection = computed(() => this.state.value.connection);
  readonly members = computed(() => this.state.value.members);
  readonly typing = computed(() => this.state.value.typing);
  readonly you = computed(() => this.state.value.you);
  readonly isInside = computed(() => this.state.value.you !== undefined);
  /** Who one is, without how far one has read: that changes with every message, and rows do not. */
  readonly self: ReadonlySignal<Author | undefined> = computed(
    () => (this.author = sameAuthor(this.author, this.you.value)),
  );
  readonly role = computed(() => this.you.value?.role);
  /** The newest seq that is held. */
  readonly newest = computed(() => this.state.value.cursor?.seq);
  readonly isKnown = computed(() => this.state.value.cursor !== undefined);
  readonly hasSettings = computed(() => this.state.value.room !== undefined);
  readonly slowModeMs = computed(() => this.state.value.room?.slowModeMs ?? 0);
  readonly hasOlder = computed(() => this.state.value.hasOlder);
  readonly loadingOlder = computed(() => this.state.value.loadingOlder);
  readonly mine = computed(() => this.state.value.mine);
  readonly myVotes = computed(() => this.state.value.myVotes);
  readonly tellsReads = computed(() => this.state.value.reads.size > 0);
  readonly unreadAfter = computed(() => this.reading.value.unreadAfter);
  readonly limits = computed(() => this.state.value.limits);
  readonly keeps = computed(() => this.state.value.keeps);
  readonly title = computed(
    () => this.state.value.room?.title || (isReservedRoomName(this.room) ? t("room.nameless") : this.room),
  );
  /** Unread messages that mention one. */
  readonly mentions = computed(() => this.state.value.mentions);
  readonly unread: ReadonlySignal<number> = computed(() =>
    countUnread(this.timeline.value, this.reading.value.seen, this.state.value.you?.id),
  );

  private author: Author | undefined;
  private looked: RoomState | undefined;
  private olderNotBeforeMs = 0;
  private isClosed = false;
  /** Nobody that this browser knows: what it kept was shown to somebody else. */
  private isStranger = false;
  private readonly entrance: Entrance;

  constructor(room: string, entrance = cookieEntrance, invite?: string) {
    this.room = room;
    this.entrance = entrance;
    this.talk = new TalkState(room);
    if (invite !== undefined) this.invite.value = { kind: "held", secret: invite };
  }

  /** The tag to show behind a name, where it is shared. */
  tagOf(memberId: string, name: string): string | undefined {
    return this.sharedNames.value.split("\n").includes(name) ? memberTag(memberId) : undefined;
  }

  get client(): RoomClient | undefined {
    const entry = this.entry.value;
    return entry.kind === "inside" ? entry.client : undefined;
  }

  /** Asks for what was said before; after a failure not at once again. */
  loadOlder(): void {
    if (this.client === undefined || Date.now() < this.olderNotBeforeMs) return;
    this.client.loadOlder().catch(() => (this.olderNotBeforeMs = Date.now() + RETRY_OLDER_MS));
  }

  /** Shows what anybody may read, without entering. */
  async look(): Promise<void> {
    if (this.state.value.cursor !== undefined) return;
    const looked = await peek(this.room).catch(() => undefined);
    if (looked === undefined || this.state.value.cursor !== undefined) return;
    this.looked = looked;
    this.keptAt.value = undefined;
    this.take(this.client?.state ?? looked);
  }

  /** Shows what this device kept, until something newer is known; `undefined` takes it away. */
  showKept(kept: RoomState | undefined, at?: number): void {
    if (this.state.value.cursor !== undefined || (this.looked !== undefined && this.keptAt.value === undefined)) return;
    if (kept !== undefined && (this.isStranger || this.connection.value.kind === "stopped")) return;
    this.looked = kept;
    this.keptAt.value = kept === undefined ? undefined : at;
    this.take(this.client?.state ?? kept ?? EMPTY_ROOM);
  }

  /** Enters as whoever one is already. A stranger is asked for a name, or reads along until they ask to join. */
  async enter(stranger: "asked" | "reads" = "asked"): Promise<void> {
    if (this.entry.value.kind !== "looking") return;
    this.entry.value = { kind: "checking" };
    const known = this.entrance.isKnown();
    const fetchAhead = () => void loadClient().catch(() => undefined);
    // Whoever is to be asked for a name is asked first: the client comes while they answer.
    if (known === false) setTimeout(fetchAhead, LOOK_AFTER_MS);
    else fetchAhead();
    // Before an invite is used there is nothing to be seen.
    if (this.invite.value === undefined) setTimeout(() => void this.look(), LOOK_AFTER_MS);
    // Out of reach: somebody who was here before can write at once; the client sends it when it comes back.
    if (await known) return this.open();
    this.isStranger = true;
    this.showKept(undefined);
    this.entry.value = { kind: stranger === "asked" ? "asking" : "looking" };
  }

  /** Goes in under a name. A refusal is shown in the dialog. */
  async join(name: string): Promise<void> {
    this.entry.value = { kind: "joining" };
    const outcome = await this.entrance.join(name);
    if (outcome.kind === "ready") {
      writeStored("name", outcome.member.name);
      await this.open();
    } else {
      const reason = outcome.kind === "refused" ? nameReasonOf(outcome.code, outcome.message) : t("name.unreachable");
      this.entry.value = { kind: "asking", problem: t("name.failed", { reason }) };
    }
  }

  /** The dialog was closed without a name: one goes on reading along. */
  stayOutside(): void {
    if (this.entry.value.kind === "asking") this.entry.value = { kind: "looking" };
  }

  /** Leaves for good: another view of the room takes this one's place. */
  close(): void {
    this.isClosed = true;
    this.client?.close();
  }

  async rename(name: string): Promise<void> {
    await this.client?.rename(name);
    writeStored("name", name);
  }

  /** Has something done in the room. Rejects where the room refuses, or one is not inside. */
  async ask(command: Asked): Promise<void> {
    if (this.client === undefined) throw new Error("unable to ask; one is not inside");
    await this.client.ask(command);
  }

  /** A message that is held; undefined where it is not. */
  find(seq: number): Message | undefined {
    const { timeline, threads } = this.state.value;
    const held = findMessage(timeline, seq);
    if (held !== undefined) return held;
    for (const { items } of threads.values()) {
      const found = findMessage(items, seq);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** `thread`: says it under that message, which brings nothing into view in the log. */
  send(text: string, thread?: number, mentions: readonly string[] = [], data?: unknown): void {
    this.reply({
      text,
      ...(thread === undefined ? {} : { thread }),
      ...(mentions.length === 0 ? {} : { mentions }),
      ...(data === undefined ? {} : { data }),
    });
  }

  /** Says it in answer to what stands above the composer, if anything does: that is answered then. */
  reply(content: Content): void {
    const { answered } = this.talk;
    const replyTo = answered.value?.thread === content.thread ? answered.value?.seq : undefined;
    this.say(replyTo === undefined ? content : { ...content, replyTo });
    if (replyTo !== undefined) answered.value = undefined;
  }

  say(content: Content): void {
    this.client?.send(content);
    if (content.thread !== undefined) return;
    this.reading.value = answer(this.reading.value);
    this.sent.value++;
  }

  /** Takes a failed message back to be changed, with what it answers. */
  recall(id: string, text: string, thread?: number, replyTo?: number): void {
    this.client?.discard(id);
    this.recalled.value = { text, thread };
    if (replyTo === undefined) return;
    const quoted = this.talk.quoted.value.get(replyTo);
    const found = this.find(replyTo) ?? (typeof quoted === "object" ? quoted : undefined);
    const name = found?.by.name || t("log.nameless");
    this.talk.answered.value = { seq: replyTo, name, text: found?.text ?? "", thread };
  }

  /** Tells how far one has read; `looks`: the newest is on the screen and somebody looks at it. */
  read(looks: boolean): void {
    const { cursor, you } = this.state.value;
    if (cursor === undefined || you === undefined || this.reading.value.seen === undefined) return;
    this.reading.value = (looks ? lookAtNewest : lookAway)(this.reading.value, cursor.seq);
    if (looks && cursor.seq > you.readUpTo) this.client?.markRead(cursor.seq);
  }

  /** From now on one follows the thread. */
  readThread(root: number, seq: number): void {
    this.talk.readThread(root, seq);
    this.client?.markThreadRead(root, seq);
  }

  /**
   * The message and what came after it is new again on this device, also when one comes back. The room keeps the highest
   * position of a member, so that other devices go by what was read.
   */
  markUnread(seq: number): void {
    this.reading.value = markUnread(seq - 1);
    writeStored(`unread.${this.room}`, String(seq - 1));
  }

  /** Nothing is new any more to whoever goes to the newest. */
  readAll(): void {
    const { cursor } = this.state.value;
    if (cursor === undefined || this.reading.value.isMarked !== true) return;
    this.reading.value = unmark(this.reading.value, cursor.seq);
    writeStored(`unread.${this.room}`, undefined);
  }

  /** Where the invite is of no use one may still be a member: the room itself tells. */
  private async useInvite(): Promise<void> {
    const invite = this.invite.value;
    if (invite?.kind !== "held") return;
    const { spendInvite } = await import("./spend-invite.ts");
    const outcome = await spendInvite(this.room, invite.secret, () => this.isClosed);
    this.invite.value = outcome === "accepted" ? undefined : { kind: "refused" };
  }

  private async open(): Promise<void> {
    const module = await this.useInvite()
      .then(loadClient)
      .catch(() => undefined);
    if (module === undefined) {
      // The code did not come either: one reads along, and the button under the log tries again.
      this.entry.value = { kind: "looking" };
      return;
    }
    if (this.isClosed) return;
    const client = module.createRoomClient({
      origin: location.origin,
      room: this.room,
      ...this.entrance.session(),
    });
    client.subscribe((state) => this.take(state));
    this.entry.value = { kind: "inside", client };
    client.open();
  }

  private take(state: RoomState): void {
    if (state.connection.kind === "stopped" && this.keptAt.value !== undefined) {
      // Whoever is not let in sees nothing of what they once saw.
      this.looked = undefined;
      this.keptAt.value = undefined;
    }
    if (state.cursor === undefined && this.looked !== undefined) {
      // What was looked at stays on the screen until the room itself answers.
      const { timeline, hasOlder, room, members } = this.looked;
      const pending = state.timeline.filter((item) => item.kind === "pending");
      this.state.value = { ...state, timeline: [...timeline, ...pending], hasOlder, room, members };
      return;
    }
    if (state.cursor !== undefined) this.keptAt.value = undefined;
    if (this.reading.value.seen === undefined && state.you !== undefined && state.cursor !== undefined) {
      this.reading.value = beginReading(state.you.readUpTo, state.cursor.seq, readStored(`unread.${this.room}`));
      writeStored(`unread.${this.room}`, undefined);
    }
    this.state.value = state;
  }
}

/** The live connection is not needed to read: it is fetched while the first view is on the screen. */
function loadClient() {
  return import("../../client/room-client.ts");
}

/** The author held, where it is still the same. */
function sameAuthor(held: Author | undefined, now: Author | undefined): Author | undefined {
  return held?.id === now?.id && held?.name === now?.name ? held : now && { id: now.id, name: now.name };
}

/** Actions of members that are told in the log; others are of a later version. */
const TOLD = /^(?:rename|join|leave|kick|ban|unban|mute|unmute|role|erase)$/;

function isElsewhere(item: TimelineItem): boolean {
  switch (item.kind) {
    case "change":
      return item.event.kind === "member" && isWordless(item.event);
    case "message":
      return item.message.thread !== undefined;
    case "pending":
      return item.pending.thread !== undefined;
    case "gap":
      return false;
  }
}

/** The rename of an erased member has no names left to tell. */
function isWordless({ action, member }: MemberEvent): boolean {
  return !TOLD.test(action) || (action === "rename" && member.name === "");
}
