// What a frame keeps of its guest: what the browser lets it, and where that is nothing, it talks all the same.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { findBrowser } from "../support/find-browser.ts";
import { layCable } from "./support/cable.ts";
import { elementOf, openShop, type Shop } from "./support/shop.ts";
import { DESKTOP, newRoom, test } from "./support/story.ts";
import { Visitor } from "./support/visitor.ts";

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});
afterAll(async () => {
  await shop.close();
});

test("a guest of a frame stays the same one after a reload, where the browser lets frames keep something", async ({
  stage,
}) => {
  const ada = await stage.person(DESKTOP, shop.server);
  const room = newRoom("again");
  // Of the deployment's own site, though of another origin.
  const framed = await shop.visit(ada, elementOf({ room }), { origin: shop.neighbour });
  await framed.join("Ada");
  await framed.say("it is me");
  await expect.poll(() => framed.log.locator(".own").count()).toBe(1);
  await ada.page.reload();
  await framed.isLive();
  await framed.sees("it is me");
  await expect.poll(() => framed.log.locator(".own").count(), { message: "one's own message" }).toBe(1);
});

test("where third-party storage is blocked a frame talks all the same, and forgets its guest with the page", async ({
  stage,
}) => {
  const room = newRoom("blocked");
  const bob = await stage.person(DESKTOP, shop.server);
  await bob.enter(room);
  const profile = mkdtempSync(join(tmpdir(), "hubbub-profile-"));
  const context = await openBlocking(profile);
  const ada = new Visitor("Ada", await context.newPage(), context, await layCable(shop.server));
  try {
    const framed = await shop.visit(ada, elementOf({ room }));
    await framed.join("Ada");
    expect(await framed.frame.locator("html").evaluate(readStorage), "nothing can be kept").toEqual({
      localStorage: "SecurityError",
      sessionStorage: "SecurityError",
      indexedDB: "UnknownError",
      cookie: "",
    });
    await framed.say("nothing is kept of me");
    await bob.sees("nothing is kept of me");
    await bob.say("and yet you talk");
    await framed.sees("nothing is kept of me", "and yet you talk");

    ada.expectNetworkFaults();
    await ada.goOffline();
    await framed.say("into the tunnel");
    await ada.comeBack();
    await bob.sees("nothing is kept of me", "and yet you talk", "into the tunnel");

    await ada.page.reload();
    await framed.frame.getByRole("button", { name: "Join to write" }).waitFor();
    await framed.sees("nothing is kept of me", "and yet you talk", "into the tunnel");
    expect(ada.complaints()).toEqual([]);
  } finally {
    await ada.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
});

/** A browser of its own, since the setting belongs to a profile: "Block third-party cookies". */
async function openBlocking(profile: string): Promise<BrowserContext> {
  mkdirSync(join(profile, "Default"));
  const settings = { profile: { cookie_controls_mode: 1, block_third_party_cookies: true } };
  writeFileSync(join(profile, "Default", "Preferences"), JSON.stringify(settings));
  const { executablePath, args, env, isShell } = await findBrowser({ whole: true });
  const context = await chromium.launchPersistentContext(profile, { executablePath, args: [...args], env });
  if (isShell) await context.addInitScript(refuseStorage);
  context.setDefaultTimeout(10_000);
  return context;
}

/** A shell has no such setting: frames then meet what a browser that has it would do. */
function refuseStorage(): void {
  if (window.top === window) return;
  const refuse = (name: string) => {
    throw new DOMException("refused", name);
  };
  for (const kind of ["localStorage", "sessionStorage"])
    Object.defineProperty(window, kind, { get: () => refuse("SecurityError") });
  Object.defineProperty(document, "cookie", { get: () => "", set() {} });
  IDBFactory.prototype.open = () => {
    const request = new EventTarget();
    const error = new DOMException("refused", "UnknownError");
    setTimeout(() => request.dispatchEvent(new Event("error")));
    return Object.assign(request, { error, result: undefined }) as unknown as IDBOpenDBRequest;
  };
}

/** What each kind of storage gives in the frame: the name of its error, or what was kept. */
async function readStorage(): Promise<Record<string, string>> {
  const attempt = (read: () => string) => {
    try {
      return read();
    } catch (error) {
      return error instanceof DOMException ? error.name : "an error";
    }
  };
  const opened = await new Promise<string>((resolve) => {
    const request = indexedDB.open("a-test");
    request.addEventListener("success", () => resolve("open"));
    request.addEventListener("error", () => resolve(request.error?.name ?? "an error"));
  });
  return {
    localStorage: attempt(() => (localStorage.setItem("a", "1"), "kept")),
    sessionStorage: attempt(() => (sessionStorage.setItem("a", "1"), "kept")),
    indexedDB: opened,
    cookie: attempt(() => ((document.cookie = "a=1; SameSite=None; Secure"), document.cookie)),
  };
}
