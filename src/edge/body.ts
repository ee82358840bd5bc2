// Reads a JSON body: its type, then its size, then its form, each refused before the next is looked at.

import { ChatError } from "../protocol/errors.ts";
import { BODY_BYTES } from "../protocol/limits.ts";
import { HttpError } from "./http-error.ts";

/**
 * Gives the JSON value, or undefined where there is no body at all. `operation` words the refusal: "send message".
 * Throws 415, `too_large` past `maxBytes`, and `bad_frame` for what is no JSON.
 */
export async function readJson(request: Request, operation: string, maxBytes: number = BODY_BYTES): Promise<unknown> {
  if (request.body === null) return undefined;
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(operation, maxBytes);
  const bytes = await readBytes(request.body, operation, maxBytes);
  if (bytes.byteLength === 0) return undefined;
  requireJsonType(request, operation);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch {
    throw new ChatError("bad_frame", `unable to ${operation}; the body is no JSON`);
  }
}

/** A form or a plain-text body needs no preflight: refusing it keeps other sites' pages from writing blindly. */
function requireJsonType(request: Request, operation: string): void {
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type === "application/json") return;
  throw new HttpError(415, "invalid", `unable to ${operation}; the body must be application/json`, {
    accept: "application/json",
  });
}

/** Stops reading at the limit, whatever length was announced. */
async function readBytes(body: ReadableStream, operation: string, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body.values()) {
    const bytes = toBytes(chunk);
    length += bytes.byteLength;
    if (length > maxBytes) throw tooLarge(operation, maxBytes);
    chunks.push(bytes);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

function toBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  throw new Error("a request body gave something other than bytes");
}

function tooLarge(operation: string, maxBytes: number): ChatError {
  return new ChatError("too_large", `unable to ${operation}; the body has more than ${maxBytes} bytes`);
}
