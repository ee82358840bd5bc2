// every-route.ts: the routes of src/worker.ts as they stand there, each with an address, so that none is forgotten here.

import { newRoom } from "../edge/deployment.ts";
import worker from "../../../src/worker.ts?raw";

export type Route = {
  readonly method: string;
  /** As src/worker.ts writes it. */
  readonly pattern: string;
  /** With a room that nobody was in, and ids that are none. */
  readonly path: string;
};

/** Parts of an address by name. A route with another one is told of here. */
const PARTS: Readonly<Record<string, () => string>> = {
  room: () => newRoom("attack"),
  id: () => "abc",
  key: () => "score",
  seq: () => "1",
  method: () => "Publish",
  "secret?": () => "a-secret",
};

const written = [...worker.matchAll(/^ {2}\.(get|post|put|delete|patch)\("([^"]+)",/gm)];

export const ROUTES: readonly Route[] = written.map(([, method = "", pattern = ""]) => ({
  method: method.toUpperCase(),
  pattern,
  path: pattern.replaceAll(/:([a-z]+\??)/gi, (_, name: string) => {
    const part = PARTS[name];
    if (part === undefined) throw new Error(`say in every-route.ts what stands for :${name} of ${pattern}`);
    return part();
  }),
}));

/** Those that may change something. */
export const WRITES = ROUTES.filter(({ method }) => method !== "GET");

/** Calls of the router, however they are written; fewer routes than that, and one was not understood. */
export const CALLS = [...worker.matchAll(/^\s*\.(?!all\()[a-z]+\(\s*["'`]/gm)].length;
