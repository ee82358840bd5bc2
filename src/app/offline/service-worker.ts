// The service worker: keeps the files of one version of the app, so that it opens without a network.
//
// It keeps files alone. What is said in rooms is the pages' own, and no answer of /api is ever looked at here.

import { isRoomName } from "../../protocol/text.ts";
import { planFor } from "./plan.ts";
import { TAKE_OVER, TAKE_OVER_ALONE, WHICH_VERSION } from "./worker-messages.ts";
import type { WorkerScope } from "./worker-scope.ts";

/** Put in by the build. `version` is a hash of all that `files` hold. */
declare const SHELL: { readonly version: string; readonly files: readonly string[] };
declare const self: WorkerScope;

const PREFIX = "hubbub-shell-";
const CACHE = PREFIX + SHELL.version;
/** A network that has not answered by then is as good as none. */
const PATIENCE_MS = 4000;

const files = new Set(SHELL.files);

self.addEventListener("install", (event) => event.waitUntil(keepFiles()));

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const plan = planFor(event.request, self.location.origin, files);
  if (plan.kind === "kept") event.respondWith(kept(plan.file).then((found) => found ?? fetch(event.request)));
  if (plan.kind === "fresh") event.respondWith(fresh(event.request, plan.file));
});

self.addEventListener("message", (event) => {
  if (event.data === WHICH_VERSION) event.ports[0]?.postMessage(SHELL.version);
  if (event.data === TAKE_OVER) event.waitUntil(self.skipWaiting());
  if (event.data === TAKE_OVER_ALONE) event.waitUntil(takeOverAlone());
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { data } = event.notification;
  if (typeof data === "string" && isRoomName(data)) event.waitUntil(show(`/r/${data}`));
});

/** All of them or none: a version that is half there would be worse than none. */
async function keepFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  // What has a hash in its name cannot have changed; everything else is asked for anew.
  await cache.addAll(
    SHELL.files.map((file) => new Request(file, { cache: file.startsWith("/assets/") ? "default" : "reload" })),
  );
  // In the middle of a deployment the pages may be of another version than the list.
  for (const file of SHELL.files.filter((path) => !path.includes("."))) {
    const html = await (await cache.match(file))?.text();
    if (html?.includes(SHELL.version) === true) continue;
    await caches.delete(CACHE);
    throw new Error(`unable to keep files; ${file} is of another version`);
  }
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)),
  );
}

async function kept(file: string): Promise<Response | undefined> {
  return (await caches.open(CACHE)).match(file);
}

async function fresh(request: Request, file: string): Promise<Response> {
  const asked = fetch(request);
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS));
  const answer = await Promise.race([asked, late]).catch(() => undefined);
  if (answer !== undefined && answer.status < 500) return answer;
  return (await kept(file)) ?? asked;
}

async function takeOverAlone(): Promise<void> {
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (open.length <= 1) await self.skipWaiting();
}

async function show(path: string): Promise<void> {
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = open.find(({ url }) => new URL(url).pathname === path);
  await (there === undefined ? self.clients.openWindow(path) : there.focus());
}
