// The app on the device: installed, opened without a server, brought up to date, and shared to.

import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject } from "vitest";
import { OUTPUT } from "../support/built-worker.ts";
import { type DevServer, startDevServer } from "../support/dev-server.ts";
import { violationsOf } from "./support/axe.ts";
import { PICTURES } from "./support/setup.ts";
import { newRoom, PHONE, test } from "./support/story.ts";
import type { Visitor } from "./support/visitor.ts";

const INSTALLED = { ...PHONE, serviceWorkers: "allow" } as const;

let server: DevServer;
const folder = join(OUTPUT, "installed-build");

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  cpSync(inject("builtFolder"), folder, { recursive: true });
  server = await startDevServer({ built: { folder }, vars: { RATE_LIMITS: "off" } });
});
afterAll(() => server?.stop());

test("a phone installs the app, opens it without a server, and takes a new version when asked to", async ({
  stage,
}) => {
  const room = newRoom("installed");
  const ada = await stage.person(INSTALLED, server.origin);
  const picture = (name: string) => ada.page.screenshot({ path: join(PICTURES, `installed-${name}.png`) });
  ada.expectNetworkFaults();
  await ada.enter(room);
  await ada.say("Said while there was a network");
  await ada.hasSentAll();
  expect(await problemsOfManifest(ada)).toEqual([]);
  await expect.poll(() => holdsPage(ada), { timeout: 20_000 }).toBe(true);
  await expect.poll(() => keptTexts(ada, room), { timeout: 20_000 }).toEqual(["Said while there was a network"]);

  await server.kill9();
  await ada.goTo("/");
  await ada.page.getByRole("navigation", { name: "Your rooms" }).waitFor();
  await picture("landing");
  await ada.page.getByRole("navigation", { name: "Your rooms" }).getByRole("link", { name: room }).tap();
  await ada.page.waitForURL(`**/r/${room}`);
  await ada.sees("Said while there was a network");
  await ada.page.getByText(/This is what was here on this device/).waitFor();
  await picture("offline");
  await ada.say("Written without one");
  await ada.sees("Said while there was a network", "Written without one");

  const next = publishNext();
  await server.restart();
  await ada.isLive();
  await ada.hasSentAll();
  await ada.sees("Said while there was a network", "Written without one");
  expect(await ada.page.getByText(/on this device/).count()).toBe(0);

  await ada.composer.fill("Half a thought");
  await ada.page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await ada.page.getByText(/A new version is here/).waitFor();
  await picture("version");
  expect(await versionOf(ada)).not.toBe(next);
  await ada.page.getByRole("button", { name: "Reload" }).tap();
  await expect.poll(() => versionOf(ada).catch(() => undefined), { timeout: 20_000 }).toBe(next);
  await ada.isLive();
  expect(await ada.composer.inputValue()).toBe("Half a thought");
  await expect.poll(() => ada.page.evaluate(() => caches.keys())).toEqual([`hubbub-shell-${next}`]);
  expect(await ada.page.getByText(/A new version is here/).count()).toBe(0);

  await ada.goTo("/share?title=Waffles&text=Look%20at%20https%3A%2F%2Fexample.org%2F&url=https%3A%2F%2Fexample.org%2F");
  await ada.page.getByRole("link", { name: room }).waitFor();
  await picture("share");
  expect(await violationsOf(ada.page)).toEqual([]);
  await ada.page.getByRole("link", { name: room }).tap();
  await ada.composer.waitFor();
  expect(await ada.composer.inputValue()).toBe("Half a thought\nWaffles\nLook at https://example.org/");
  await ada.page.goBack();
  expect(new URL(ada.page.url()).search).toBe("");
});

test("what is said while nobody looks is told by the worker, with the room that it leads to", async ({ stage }) => {
  const [ada, bob] = await Promise.all([stage.person(INSTALLED), stage.person()]);
  const room = newRoom("told");
  // A browser without windows may show no notices: what would be shown is noted.
  await ada.page.addInitScript(
    `document.hasFocus = () => false;
    localStorage.setItem("hubbub.notices.${room}", "all");
    Object.defineProperty(Notification, "permission", { get: () => "granted" });
    globalThis.told = [];
    ServiceWorkerRegistration.prototype.showNotification = async (title, { body, data, tag }) => {
      told.push({ body, data, tag });
    };`,
  );
  await ada.enter(room);
  await expect.poll(() => holdsPage(ada), { timeout: 20_000 }).toBe(true);
  await bob.enter(room);
  await bob.say("Anybody awake?");
  const told = () => ada.page.evaluate("told");
  await expect.poll(told, { timeout: 20_000 }).toEqual([{ body: "Anybody awake?", data: room, tag: room }]);
});

test("XSS: had script got into a page, it could register no other worker and trust no other address", async ({
  stage,
}) => {
  const ada = await stage.person(INSTALLED);
  await ada.goTo("/");
  const tried = (run: () => unknown) =>
    ada.page.evaluate(run).then(
      () => "done",
      (error: Error) => error.message,
    );
  expect(await tried(() => navigator.serviceWorker.register("/service-worker.js?of=somebody"))).toMatch(
    /TrustedScriptURL/,
  );
  expect(await tried(() => Reflect.get(window, "trustedTypes").createPolicy("other", {}))).toMatch(/disallowed/);
  await expect.poll(() => holdsPage(ada), { timeout: 20_000 }).toBe(true);
  expect(await tried(() => Reflect.get(window, "trustedTypes").createPolicy("hubbub-worker", {}))).toMatch(
    /already exists/,
  );
  expect(await ada.page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(1);
  ada.forgetComplaints();
});

async function problemsOfManifest(person: Visitor): Promise<unknown[]> {
  const session = await person.page.context().newCDPSession(person.page);
  const { url, errors, data } = await session.send("Page.getAppManifest");
  await session.detach();
  expect(url).toBe(`${person.origin}/manifest.webmanifest`);
  expect(JSON.parse(data ?? "")).toMatchObject({ display: "standalone", start_url: "/", id: "/" });
  return errors;
}

function holdsPage({ page }: Visitor): Promise<boolean> {
  return page.evaluate(() => navigator.serviceWorker.controller !== null);
}

function versionOf({ page }: Visitor): Promise<string | null> {
  return page.locator('meta[name="build"]').getAttribute("content", { timeout: 2000 });
}

/** What this device keeps of the room. */
function keptTexts({ page }: Visitor, room: string): Promise<string[]> {
  return page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const asked = indexedDB.open("hubbub-rooms");
      asked.addEventListener("success", () => resolve(asked.result));
      asked.addEventListener("error", () => reject(new Error("unable to open what is kept")));
    });
    try {
      const asked = database.transaction("rooms").objectStore("rooms").get(name);
      await new Promise((resolve) => asked.addEventListener("success", resolve));
      return (asked.result?.page.messages ?? []).map((message: { text: string }) => message.text);
    } finally {
      database.close();
    }
  }, room);
}

/** Makes another version of what is served, and gives its name. */
function publishNext(): string {
  const read = (name: string) => readFileSync(join(folder, "public", name), "utf8");
  const [, version = ""] = /name="build" content="(\w+)"/.exec(read("room.html")) ?? [];
  const next = version.split("").reverse().join("");
  for (const name of ["index.html", "room.html", "share.html", "service-worker.js"])
    writeFileSync(join(folder, "public", name), read(name).replaceAll(version, next));
  return next;
}
