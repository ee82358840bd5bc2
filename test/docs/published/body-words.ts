// body-words.ts: what the published documents say about the pieces of the wire and the bodies of HTTP. Tests see that none is missing.

import type { Words } from "../schema-table.ts";
import { OPERATING_WORDS } from "./operating-words.ts";

const MEMBER = { id: "the member id", name: "the display name" };
const MADE = { by: "the member id of who made it", madeAt: "when it was made" };

/** The first line says what the thing is. */
export const BODY_WORDS = {
  ...OPERATING_WORDS,
  Author: ["who did something", { ...MEMBER, name: "the display name at that time" }],
  RosterEntry: [
    "a member who is here",
    {
      ...MEMBER,
      role: "one of `owner`, `moderator`, `member`, `reader`",
      idle: "there where nobody is at any of their devices",
    },
  ],
  SentAttachment: [
    "the address of a file",
    { url: "an http or https address", name: "for people", type: "its media type", size: "in bytes" },
  ],
  SessionRequest: [
    "what a guest wants to be called",
    {
      name: "the server makes one up where it is absent",
      challenge: "what the page `/challenge` got, where the deployment asks new guests for that",
    },
  ],
  DeviceCode: [
    "a code that makes another device the same guest",
    { code: "to be claimed once", url: "with the code in its fragment", expiresAt: "when it ends" },
  ],
  DeviceClaim: ["a code to be claimed", { code: "as it was made, or from the fragment of its link" }],
  OperatorRequest: ["a link that makes an operator", { link: "what stands behind `#operator=` in it" }],
  Session: [
    "a guest's session",
    { token: "to be shown as bearer token", expiresAt: "when it ends", member: "who one is" },
  ],
  WhoAmI: [
    "who one is",
    {
      member: "who one is",
      expiresAt: "when the session ends",
      operator: "there and true for whoever operates the deployment",
    },
  ],
  TicketRequest: ["what a ticket is for", { room: "the one room that it opens" }],
  Ticket: ["a ticket for one room", { ticket: "for the query `ticket`", expiresAt: "when it ends" }],
  NewRoom: [
    "a room as it is wanted",
    {
      name: "the server gives one that nobody can guess where it is absent, as it must be for a private room",
      title: "for people, 1–80 code points in one line",
      visibility: "who finds the room and who may enter it",
    },
  ],
  MadeRoom: ["a room that was made", { name: "its name", url: "the address of its page" }],
  PublicRoom: [
    "a room that anybody may find",
    {
      name: "its name",
      title: "for people",
      topic: "for people; may be empty",
      members: "how many are here, up to 5 minutes ago",
      activeAt: "when something happened there, up to 5 minutes ago",
    },
  ],
  PublicRooms: ["the public rooms", { rooms: "the most recently active first, at most 100" }],
  RoomInfo: [
    "a room",
    {
      name: "the one of the address",
      title: "for people",
      topic: "for people; may be empty",
      visibility: "`public`, `unlisted` or `private`",
      slowModeMs: "so long between two messages of a member; 0 for no slow mode",
      guests: "whether guests may be here",
      readOnly: "members who were given no role only read; absent where they write",
      epoch: 'names the log; `"0"` where there is none yet',
      head: "the newest event's seq; 0 where there is none",
      members: "how many members are here",
    },
  ],
  HookRequest: [
    "who is to be asked before something is said",
    { url: "https", timeoutMs: "how long it has to answer", onFailure: "whether what it does not answer is said" },
  ],
  HookMade: ["a hook that was set", { secret: "signs what it is asked; told once" }],
  Hook: [
    "who is asked before something is said",
    {
      url: "its address",
      timeoutMs: "how long it has to answer",
      onFailure: "`open`: what it does not answer is said; `closed`: it is refused",
      ...MADE,
    },
  ],
  HookVerdict: ["what a hook answers", {}],
  ShownReport: [
    "a message that a member told the moderators of",
    {
      report: "its number in the queue",
      at: "when it came",
      by: "who told of it",
      message: "the seq of the message",
      author: "whose message it is",
      reason: "as it was sent",
      resolvedAt: "when a moderator took it off the queue; absent where it waits",
      resolvedBy: "who did",
      outcome: "`acted` or `dismissed`",
    },
  ],
  Reports: [
    "the moderators' queue",
    {
      reports: "newest first, resolved ones too",
      waiting: "how many are not resolved",
      more: "there are older ones",
    },
  ],
  AuditEntry: [
    "something that a moderator or owner did",
    {
      entry: "its number in the record",
      at: "when",
      by: "who did it",
      action: "what was done, in a few words",
      target: "a member id, the seq of a message, or what else it was about",
      reason: "as it was sent",
    },
  ],
  Audit: ["the audit record", { entries: "newest first", more: "there are older ones" }],
  Restraint: [
    "a ban or a mute that holds",
    {
      untilAt: "when it ends; absent where it does not",
      by: "who decided it",
      at: "when it was decided",
      reason: "as it was sent",
    },
  ],
  Restrained: [
    "a member who is banned, muted, or both",
    { member: "who, as they were last called", ban: "absent where there is none", mute: "absent where there is none" },
  ],
  StandingsPage: [
    "who is banned or muted",
    { standings: "by the ids of the members", more: "there are more after the last of them" },
  ],
  WordList: ["the words that the room does not want", { action: "`mask` or `refuse`", words: "as they were listed" }],
  MessagesPage: [
    "a page of history",
    {
      messages: "as they stand now, oldest first",
      mine: "one's own reactions to them",
      myVotes: "one's own votes in them; absent where there are none",
      more: "there are more in the direction asked for",
      epoch: "names the log",
      head: "the newest event's seq",
    },
  ],
  Values: ["the values of a room", { values: "by key, the newest of each" }],
  PostMessage: [
    "a `send`",
    {
      type: "may be absent here",
      id: "chosen by the client, never used before; may stand in `Idempotency-Key` instead",
      text: "1–8000 code points, kept as they came",
      replyTo: "the message that it answers",
      thread: "the root message of its thread",
      data: "anything that programs want to say beside the text; at most 4 KiB as JSON",
      mentions: "ids of members whom it speaks to; `*` is everybody",
      poll: "makes it a poll, of which the text is the question",
      attachments: "addresses of files; nothing is uploaded here",
    },
  ],
  Posted: ["what became of a `send`", { id: "the command's", seq: "of the event", at: "when it was stored" }],
  InviteRequest: [
    "an invite as it is wanted",
    { role: "below the maker's own", uses: "how often it may be used", expiresInMs: "how long it lives" },
  ],
  InviteMade: ["an invite that was made", { id: "to revoke it by", url: "with the secret in its fragment, told once" }],
  Invite: [
    "an invite, without its secret",
    {
      id: "to revoke it by",
      role: "what it gives",
      uses: "how often it may still be used",
      expiresAt: "when it ends",
      ...MADE,
    },
  ],
  Invites: ["invites of a room", { invites: "those that are still of use" }],
  JoinRequest: ["an invite to be used", { invite: "the secret of the link" }],
  Joined: ["what joining gave", { role: "one's role from now on" }],
  PollAnswer: [
    "what a poll is answered",
    {
      events: "in `seq` order, without a gap",
      cursor: "where to go on from, as the next `since`",
      recovered: "`since` was honoured",
      snapshot: "there where `recovered` is false",
      mine: "there with the snapshot: one's own reactions",
      myVotes: "and one's own votes; absent where there are none",
    },
  ],
  RestoreRequest: [
    "a restore as it is wanted",
    { id: "chosen by the caller; the same again is the same restore", at: "the moment to go back to" },
  ],
  WebhookRequest: [
    "a webhook as it is wanted",
    { url: "https on port 443, of no inner network", kinds: "kinds of events that are posted to it" },
  ],
  WebhookMade: ["a webhook that was made", { id: "to remove it by", secret: "signs its deliveries; told once" }],
  Webhook: [
    "a webhook, without its secret",
    {
      id: "to remove it by",
      url: "where events go",
      kinds: "which events",
      seq: "of the last event that was delivered, or that none of its kinds came after",
      attempts: "deliveries of the next event that failed",
      switchedOffAt: "when it was given up: it failed for a day, or its address is gone",
      ...MADE,
    },
  ],
  Webhooks: ["webhooks of a room", { webhooks: "at most 5" }],
  BotRequest: [
    "a bot as it is wanted",
    { name: "under which it speaks", inUrl: "its secret may stand in the address" },
  ],
  BotMade: [
    "a bot that was made, or has a new secret",
    { id: "to remove it by", secret: "told once", url: "where it posts; with the secret where `inUrl` is true" },
  ],
  Bot: [
    "a bot, without its secret",
    { id: "to remove it by", name: "under which it speaks", inUrl: "its secret may stand in the address", ...MADE },
  ],
  Bots: ["bots of a room", { bots: "at most 20" }],
  UnreadRooms: ["what is new for one", { rooms: "those that are there for one, in the order asked for" }],
  UnreadRoom: [
    "where one stands in a room",
    {
      name: "its name",
      head: "its newest event",
      readUpTo: "how far one has read; 0 is never",
      unread: "`head` − `readUpTo`",
    },
  ],
  PinsPage: [
    "pinned messages",
    {
      messages: "the newest pin first, as they stand now",
      mine: "one's own reactions to them",
      myVotes: "one's own votes in them; absent where there are none",
      more: "there are more",
    },
  ],
  Edit: ["a text that a message has or had", { seq: "of the event that gave it", at: "since when", text: "the text" }],
  EditsPage: [
    "the texts of a message",
    { edits: "the newest first; the last of all is what was sent", more: "there are older ones" },
  ],
  Reactor: [
    "somebody's reaction to a message",
    { seq: "of the event that put it there", emoji: "as it was sent", by: "who, with the name of that time" },
  ],
  ReactionsPage: [
    "who reacted to a message",
    { reactions: "in the order in which they came", more: "there are newer ones" },
  ],
  Voter: [
    "somebody's vote in a poll",
    {
      seq: "of the event that made it so",
      options: "places of the options that they chose",
      by: "who, with the name of that time",
    },
  ],
  VotesPage: ["who voted in a poll", { votes: "in the order in which they came", more: "there are newer ones" }],
  SearchPage: [
    "what a search found",
    {
      messages: "newest first, as they stand now",
      more: "there are older ones",
      partial: "the newest messages are not indexed yet: ask again",
    },
  ],
  Problem: [
    "why not (RFC 9457)",
    {
      type: "`about:blank`",
      title: "the phrase of the status",
      status: "the HTTP status",
      code: "for programs",
      detail: "what failed and why, for people",
      retryAfterMs: "there where waiting helps",
      challenge: "the page that a new guest has to pass first",
    },
  ],
  Health: ["that the Worker runs", { ok: "always true", version: "of the Worker" }],
  Delivery: ["what a webhook is posted", { room: "the room's name", event: "the event" }],
} as const satisfies Readonly<Record<string, readonly [string, Words]>>;
