// examples.ts: one message of each kind, as it is on the wire. Types and tests hold each to its schema.

import type * as v from "valibot";
import type { commandSchemas } from "../../../src/protocol/commands.ts";
import type { eventSchemas } from "../../../src/protocol/events.ts";
import type { frameSchemas } from "../../../src/protocol/frames.ts";
import { WELCOME_LIMITS } from "../../../src/protocol/limits.ts";

type Inputs<T extends Readonly<Record<string, v.GenericSchema>>> = { readonly [K in keyof T]: v.InferInput<T[K]> };

const EPOCH = "b7c01f2e9a4d4c1c8e55d2a9f7b3c610";
const ADA = { id: "g_7QmJ2vX0d8mN4kqWc1Zt5A", name: "Ada" };
const BOB = { id: "g_Kx81nE6yTfG0aVb9LrUq2w", name: "Bob" };
const AT = 1795390000123;

const id = (name: string): string => `01J-${name}`;
const head = (seq: number, name: string) => ({ seq, at: AT, by: ADA, id: id(name) });

export const COMMAND_EXAMPLES: Inputs<typeof commandSchemas> = {
  send: { type: "send", id: id("send"), text: "Hello", replyTo: 401 },
  edit: { type: "edit", id: id("edit"), message: 413, text: "Hello, all" },
  remove: { type: "remove", id: id("remove"), message: 413, reason: "Said twice" },
  react: { type: "react", id: id("react"), message: 413, emoji: "👍", on: true },
  vote: { type: "vote", id: id("vote"), message: 413, options: [1] },
  close: { type: "close", id: id("close"), message: 413 },
  pin: { type: "pin", id: id("pin"), message: 413, on: true },
  configure: { type: "configure", id: id("configure"), topic: "Release on Friday", slowModeMs: 5000 },
  moderate: { type: "moderate", id: id("moderate"), action: "mute", member: BOB.id, untilAt: AT + 3_600_000 },
  rename: { type: "rename", id: id("rename"), name: "Ada L." },
  leave: { type: "leave", id: id("leave") },
  erase: { type: "erase", id: id("erase"), member: BOB.id },
  transfer: { type: "transfer", id: id("transfer"), member: BOB.id },
  report: { type: "report", id: id("report"), message: 413, reason: "Insults" },
  resolve: { type: "resolve", id: id("resolve"), report: 7, outcome: "acted" },
  words: { type: "words", id: id("words"), action: "mask", words: ["darn", "double darn"] },
  purge: { type: "purge", id: id("purge"), member: BOB.id, sinceAt: AT - 3_600_000, reason: "Spam" },
  authenticate: { type: "authenticate", id: id("authenticate"), token: "<session token>" },
  history: { type: "history", id: id("history"), before: 401, limit: 20 },
  resume: { type: "resume", since: `${EPOCH}:412` },
  read: { type: "read", upTo: 413 },
  readThread: { type: "readThread", thread: 401, upTo: 413 },
  typing: { type: "typing", on: true },
  idle: { type: "idle", on: true },
  signal: { type: "signal", name: "pointer", data: { x: 0.25, y: 0.75 } },
  put: { type: "put", key: "score.ada", value: 3 },
};

export const EVENT_EXAMPLES: Inputs<typeof eventSchemas> = {
  message: { ...head(413, "send"), kind: "message", text: "Hello", replyTo: 401 },
  edited: { ...head(414, "edit"), kind: "edited", message: 413, text: "Hello, all" },
  removed: { ...head(415, "remove"), kind: "removed", message: 413, reason: "Said twice" },
  reacted: { ...head(416, "react"), kind: "reacted", message: 413, emoji: "👍", on: true },
  voted: { ...head(417, "vote"), kind: "voted", message: 413, options: [1], votes: [2, 3], voters: 5 },
  closed: { ...head(418, "close"), kind: "closed", message: 413 },
  pinned: { ...head(417, "pin"), kind: "pinned", message: 413, on: true },
  configured: { ...head(418, "configure"), kind: "configured", topic: "Release on Friday", slowModeMs: 5000 },
  member: { ...head(419, "moderate"), kind: "member", member: BOB, action: "mute", untilAt: AT + 3_600_000 },
};

const MESSAGE = { ...head(413, "send"), text: "Hello", replyTo: 401, reactions: [{ emoji: "👍", count: 2 }] };

export const FRAME_EXAMPLES: Inputs<typeof frameSchemas> = {
  welcome: {
    type: "welcome",
    protocol: 1,
    room: { name: "lobby", title: "Lobby", topic: "", visibility: "public", slowModeMs: 0, guests: true },
    epoch: EPOCH,
    head: 412,
    recovered: true,
    you: { ...ADA, role: "member", connection: "c_91f0", readUpTo: 398 },
    values: {},
    members: { count: 1, complete: true, list: [{ ...ADA, role: "member" }] },
    limits: WELCOME_LIMITS,
  },
  ack: { type: "ack", id: id("send"), seq: 413, at: AT },
  error: {
    type: "error",
    id: id("send"),
    code: "rate_limited",
    message: "unable to send message; too many in a short time",
    retryAfterMs: 800,
  },
  events: { type: "events", events: [EVENT_EXAMPLES.message] },
  history: { type: "history", id: id("history"), messages: [MESSAGE], mine: { 413: ["👍"] }, more: true },
  presence: { type: "presence", count: 2, joined: [{ ...BOB, role: "member" }] },
  typing: { type: "typing", members: [BOB] },
  signal: { type: "signal", from: BOB, name: "pointer", data: { x: 0.25, y: 0.75 } },
  values: { type: "values", values: { "score.ada": { value: 3, at: AT, by: ADA } } },
  read: { type: "read", upTo: 413 },
  reads: { type: "reads", reads: { [BOB.id]: 412 } },
  threads: { type: "threads", threads: { 401: 413 } },
  reports: { type: "reports", waiting: 2 },
  session: { type: "session", token: "<session token>", expiresAt: AT + 90 * 86_400_000 },
  reconnect: { type: "reconnect", afterMs: 2000 },
};
