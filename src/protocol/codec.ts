// Turns text frames into commands and frames, and back. Nothing here throws: a failure is a value.

import * as v from "valibot";
import { type Command, commandSchemas, type CommandType } from "./commands.ts";
import { ChatError } from "./errors.ts";
import { type Frame, frameSchemas, type FrameType } from "./frames.ts";
import { WELCOME_LIMITS } from "./limits.ts";
import { TOO_LARGE } from "./schemas.ts";
import { hasAtMostBytes, isCommandId } from "./text.ts";

/** The heartbeat and its answer, byte for byte (contract 3.2): the platform answers without running code. */
export const PING = '{"type":"ping"}';
export const PONG = '{"type":"pong"}';

export type Decoded<T> =
  | { readonly kind: "ok"; readonly value: T }
  /** `id` is the refused command's, where it had a right one. */
  | { readonly kind: "refused"; readonly error: ChatError; readonly id?: string };

/** True where a client's text frame may be read at all; a larger one closes the connection with 1009. */
export function isFrameInSize(text: string): boolean {
  return hasAtMostBytes(text, WELCOME_LIMITS.frameBytes);
}

/**
 * Reads a command from a text frame of the right size.
 *
 * Refuses with `bad_frame` (no JSON object with a string `type`), `unknown_type`, `invalid` or `too_large`.
 * Fields that are not known are dropped.
 */
export function decodeCommand(text: string): Decoded<Command> {
  const object = parseObject(text);
  if (object === undefined) return refuse("bad_frame", "unable to read frame; it is no JSON object with a type");
  return parseCommand(object);
}

/** Reads a command from a JSON value; `decodeCommand` for carriers that parse by themselves. */
export function parseCommand(value: unknown): Decoded<Command> {
  if (!isObject(value)) return refuse("bad_frame", "unable to read frame; it is no JSON object with a type");
  const type = field(value, "type");
  const ownId = field(value, "id");
  const id = typeof ownId === "string" && isCommandId(ownId) ? ownId : undefined;
  if (typeof type !== "string") return refuse("bad_frame", "unable to read frame; its type is no string", id);
  if (!isCommandType(type))
    return refuse("unknown_type", "unable to run command; this server does not know its type", id);
  const result = v.safeParse<(typeof commandSchemas)[CommandType]>(commandSchemas[type], value, { abortEarly: true });
  if (result.success) return { kind: "ok", value: result.output };
  return {
    kind: "refused",
    error: refusal(`unable to ${inWords(type)}`, result.issues[0]),
    ...(id === undefined ? {} : { id }),
  };
}

/** Words a failed check as the error that its sender gets: `too_large` or `invalid`. */
export function refusal(operation: string, issue: v.BaseIssue<unknown>): ChatError {
  const path = v.getDotPath(issue) ?? "";
  const large = issue.message.startsWith(TOO_LARGE);
  const reason = large ? issue.message.slice(TOO_LARGE.length) : wording(issue);
  return new ChatError(large ? "too_large" : "invalid", `${operation}; ${path === "" ? "it" : path} ${reason}`);
}

/** Valibot's own words quote what was received; ours do not, so that nothing hostile or secret is echoed. */
function wording(issue: v.BaseIssue<unknown>): string {
  if (issue.kind === "schema" && issue.received === "undefined") return "is missing";
  return issue.message.startsWith("Invalid") ? "has the wrong form" : issue.message;
}

/**
 * Reads a frame that a server sent. Gives undefined for what this version does not know or cannot read:
 * a client ignores it (contract, head).
 */
export function decodeFrame(text: string): Frame | undefined {
  const object = parseObject(text);
  if (object === undefined) return undefined;
  const type = field(object, "type");
  if (typeof type !== "string" || !isFrameType(type)) return undefined;
  const result = v.safeParse<(typeof frameSchemas)[FrameType]>(frameSchemas[type], object);
  return result.success ? result.output : undefined;
}

export function encodeFrame(frame: Frame): string {
  return JSON.stringify(frame);
}

export function encodeCommand(command: v.InferInput<(typeof commandSchemas)[CommandType]>): string {
  return JSON.stringify(command);
}

function refuse(code: "bad_frame" | "unknown_type", message: string, id?: string): Decoded<never> {
  return { kind: "refused", error: new ChatError(code, message), ...(id === undefined ? {} : { id }) };
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads an own property only: nothing is ever found on a prototype. */
function field(object: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(object, name)?.value;
}

function isCommandType(type: string): type is CommandType {
  return Object.hasOwn(commandSchemas, type);
}

function isFrameType(type: string): type is FrameType {
  return Object.hasOwn(frameSchemas, type);
}

/** `readThread` as people say it: "read thread". */
function inWords(type: string): string {
  return type.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
