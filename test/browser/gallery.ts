// gallery.ts: `npm run gallery`: a picture of every state of the app, to be looked at; fails where axe objects to one.

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type BrowserContextOptions, chromium } from "playwright-core";
import { makeOperatorLink } from "../../src/operator/make-link.ts";
import { buildWorker, ROOT } from "../support/built-worker.ts";
import { startDevServer } from "../support/dev-server.ts";
import { findBrowser } from "../support/find-browser.ts";
import { violationsOf } from "./support/axe.ts";
import { layCable } from "./support/cable.ts";
import { closeAll, furnish, STOPS } from "./support/tour.ts";
import { Visitor } from "./support/visitor.ts";

const FOLDER = join(ROOT, "test/browser/gallery");
const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const NARROW: BrowserContextOptions = { viewport: { width: 320, height: 640 } };

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const found = await findBrowser();
const OPERATOR_KEY = "the operator key of the gallery, of more than 32 characters";
const server = await startDevServer({
  built: await buildWorker("gallery"),
  vars: { RATE_LIMITS: "off", OPERATOR_KEY },
});
const browser = await chromium.launch({
  executablePath: found.executablePath,
  args: [...found.args],
  env: found.env,
  headless: true,
});
let pictures = 0;
const people: Visitor[] = [];
const faults: string[] = [];

async function visitor(name: string, options: BrowserContextOptions): Promise<Visitor> {
  const context = await browser.newContext({
    locale: "en-GB",
    timezoneId: "Europe/London",
    reducedMotion: "reduce",
    ...options,
  });
  context.setDefaultTimeout(4000);
  const person = new Visitor(name, await context.newPage(), context, await layCable(server.origin));
  people.push(person);
  return person;
}

async function picture({ page }: Visitor, name: string): Promise<void> {
  faults.push(...(await violationsOf(page)).map((fault) => `${name}: ${fault}`));
  await page.screenshot({ path: join(FOLDER, `${name.replaceAll(/[^a-z0-9]+/gi, "-").toLowerCase()}.png`) });
  pictures += 1;
}

/** Goes on where something could not be shown, and fails for it in the end. */
async function attempt(name: string, show: () => Promise<void>): Promise<void> {
  try {
    await show();
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n").slice(0, 3).join(" ") : String(error);
    faults.push(`${name}: not shown: ${why}`);
  }
}

/** The same person at another device, in the room: the cookies of one browser, in another. */
async function sameAt(who: Visitor, options: BrowserContextOptions): Promise<Visitor> {
  const other = await visitor(who.name, options);
  await other.page.context().addCookies(await who.page.context().cookies());
  await other.goTo(`/r/${room}`);
  await other.page.locator("dialog input").fill(who.name);
  await other.page.locator("dialog input").press("Enter");
  await other.page.locator(".composer textarea").waitFor();
  return other;
}

const ada = await visitor("Ada", DESKTOP);
const bob = await visitor("Bob", DESKTOP);
const room = await furnish(ada, bob);

async function tour(who: Visitor, prefix: string): Promise<void> {
  const isWide = (who.page.viewportSize()?.width ?? 0) >= 1000;
  for (const stop of STOPS) {
    if (!isWide && stop.isWideOnly === true) continue;
    await attempt(`${prefix} ${stop.name}`, async () => {
      await stop.open(who);
      await picture(who, `${prefix} ${stop.name}`);
    });
    await attempt(`${prefix} ${stop.name}: closing`, async () => closeAll(who));
  }
}

await picture(ada, "desktop light room");
await tour(ada, "desktop light");
await ada.page.emulateMedia({ colorScheme: "dark" });
await picture(ada, "desktop dark room");
await tour(ada, "desktop dark");
for (const colorScheme of ["light", "dark"] as const) {
  await ada.page.emulateMedia({ colorScheme, contrast: "more" });
  await picture(ada, `desktop contrast ${colorScheme} room`);
  await tour(ada, `desktop contrast ${colorScheme}`);
}
await ada.page.emulateMedia({ colorScheme: "dark", contrast: "no-preference", forcedColors: "active" });
await picture(ada, "desktop forced room");
await tour(ada, "desktop forced");
await ada.page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
await ada.page.evaluate("document.documentElement.dir = 'rtl'");
await picture(ada, "rtl room");
await tour(ada, "rtl");

await attempt("phone", async () => {
  const phone = await sameAt(ada, PHONE);
  await picture(phone, "phone light room");
  await tour(phone, "phone light");
  await phone.page.getByRole("button", { name: /^Show your rooms/ }).tap();
  await picture(phone, "phone light rooms");
  await closeAll(phone);
  await phone.page.emulateMedia({ colorScheme: "dark" });
  await picture(phone, "phone dark room");
  await tour(phone, "phone dark");
  await phone.page.evaluate("document.documentElement.dir = 'rtl'");
  await picture(phone, "phone rtl room");
});

for (const [name, options] of [
  ["desktop light", DESKTOP],
  ["phone dark", { ...PHONE, colorScheme: "dark" }],
  ["narrow", NARROW],
  ["cs desktop", { ...DESKTOP, locale: "cs-CZ" }],
  ["de phone", { ...PHONE, locale: "de-DE" }],
] as const) {
  await attempt(`${name} admin`, async () => {
    const opal = await visitor("Opal", options);
    const shot = async (state: string) => picture(opal, `${name} admin ${state}`);
    await opal.page.route("**/api/operator/**", () => undefined);
    await opal.goTo("/admin");
    await opal.page.locator("#admin [role=status]").waitFor();
    await shot("asking");
    await opal.page.unroute("**/api/operator/**");
    await opal.page.route("**/api/operator/**", (route) => route.abort());
    await opal.page.reload();
    await opal.page.locator("#admin [role=alert]").waitFor();
    await shot("unreachable");
    await opal.page.unroute("**/api/operator/**");
    await opal.page.reload();
    await opal.page.locator("#admin .refused").waitFor();
    await shot("refused");
    await opal.goTo(
      new URL(makeOperatorLink(server.origin, OPERATOR_KEY, Date.now())).href.slice(server.origin.length),
    );
    await opal.page.locator("dialog .button.filled").click();
    await opal.page.locator("dialog a[href='/admin']").click();
    await opal.page.locator(".status[data-status=online]").waitFor();
    await shot("open");
  });
}

await attempt("narrow", async () => {
  const narrow = await sameAt(ada, NARROW);
  await picture(narrow, "narrow room");
  await tour(narrow, "narrow");
});

for (const [language, locale] of [
  ["cs", "cs-CZ"],
  ["de", "de-DE"],
] as const) {
  for (const [device, options] of [
    ["desktop", DESKTOP],
    ["phone", PHONE],
  ] as const) {
    await attempt(language, async () => {
      const eva = await visitor("Eva", { ...options, locale });
      const shot = async (name: string) => picture(eva, `${language} ${device} ${name}`);
      await eva.goTo("/");
      await eva.page.locator(".room-form").waitFor();
      await shot("landing");
      await eva.goTo("/r/kavarna");
      await eva.page.getByRole("dialog").waitFor();
      await shot("name");
      const known = await sameAt(ada, { ...options, locale });
      await picture(known, `${language} ${device} room`);
      await known.page.locator(".room-header .menu").press("Enter");
      await known.page.getByRole("dialog").waitFor();
      await picture(known, `${language} ${device} menu`);
      await closeAll(known);
      await known.page.locator(".room-header .settings").press("Enter");
      await known.page.getByRole("dialog").waitFor();
      await picture(known, `${language} ${device} settings`);
      await closeAll(known);
      await known.page.locator(".composer textarea").fill("/");
      await picture(known, `${language} ${device} commands`);
    });
  }
}

for (const [device, options] of [
  ["desktop", DESKTOP],
  ["phone", PHONE],
] as const) {
  await attempt(`states on ${device}`, async () => {
    const cleo = await visitor("Cleo", options);
    const shot = async (name: string) => picture(cleo, `${device} state ${name}`);
    await cleo.goTo("/");
    await cleo.page.locator(".room-form").waitFor();
    await cleo.page.getByText("Reading along").or(cleo.page.getByText("Opening…")).first().waitFor();
    await shot("landing");
    await cleo.page.emulateMedia({ colorScheme: "dark" });
    await shot("landing dark");
    await cleo.page.emulateMedia({ colorScheme: "light" });
    await cleo.page.getByRole("button", { name: "Or make one that is yours" }).press("Enter");
    await shot("make a room");
    await cleo.goTo("/nowhere");
    await shot("not found");
    await cleo.goTo(`/r/gallery-${device}`);
    await cleo.page.getByRole("dialog").waitFor();
    await shot("first run name");
    await cleo.page.getByRole("textbox", { name: "Your name" }).fill("Cleo");
    await cleo.page.getByRole("button", { name: "Join the room" }).press("Enter");
    await cleo.isLive();
    await cleo.page.getByRole("heading", { name: /yours to start/ }).waitFor();
    await shot("empty room");
    await cleo.page.route("**/api/**", (route) => route.abort());
    await cleo.page.getByRole("button", { name: /^Room menu/ }).press("Enter");
    await cleo.page.getByRole("dialog").getByRole("button", { name: "Public rooms" }).press("Enter");
    await cleo.page.getByText("The rooms could not be fetched").waitFor();
    await shot("error");
    await cleo.page.unroute("**/api/**");
    // Held for as long as the picture takes.
    await cleo.page.route("**/api/**", () => undefined);
    await cleo.page.reload();
    await cleo.page.locator(".room-header h1").waitFor();
    await shot("loading");
    await cleo.page.unroute("**/api/**");
    await cleo.page.reload();
    await cleo.isLive();
    await cleo.goOffline();
    await cleo.composer.fill("I write this without a network");
    await cleo.composer.press(device === "phone" ? "Control+Enter" : "Enter");
    await cleo.page.getByText("You are offline.").first().waitFor();
    await cleo.page.waitForTimeout(1500);
    await shot("offline");
    await cleo.comeBack();

    const dan = await visitor("Dan", options);
    await dan.enter(room);
    await picture(dan, `${device} state guest in a room`);
    await command(room, { type: "configure", readOnly: true });
    await dan.page
      .getByText(/read only/)
      .first()
      .waitFor();
    await picture(dan, `${device} state read only`);
    await command(room, { type: "configure", readOnly: false });
    await dan.isLive();
    const id = await memberNamed("Dan");
    await command(room, { type: "moderate", action: "mute", member: id });
    await dan.page.getByText("You are muted here.").first().waitFor();
    await picture(dan, `${device} state muted`);
    await command(room, { type: "moderate", action: "kick", member: id });
    await dan.page.getByText("You were asked to leave this room.").first().waitFor();
    await picture(dan, `${device} state sent away`);
    await command(room, { type: "moderate", action: "ban", member: id });
    await dan.page.reload();
    await dan.page.getByText("You are banned from this room.").first().waitFor();
    await picture(dan, `${device} state banned`);
    await dan.goTo(`/r/p-${"a".repeat(26)}`);
    await dan.page.waitForTimeout(1000);
    await picture(dan, `${device} state no such room`);
  });
}

for (const person of people) await person.close();
await browser.close();
await server.stop();
console.log(`${pictures} pictures in test/browser/gallery`);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;

/** A command of Ada's, over HTTP. */
async function command(to: string, body: object): Promise<void> {
  await ada.page.evaluate(
    async ({ path, all }) => {
      const headers = { "content-type": "application/json" };
      await fetch(path, { method: "POST", headers, body: JSON.stringify({ id: crypto.randomUUID(), ...all }) });
    },
    { path: `/api/rooms/${to}/commands`, all: body },
  );
}

async function memberNamed(name: string): Promise<string> {
  return ada.page.evaluate(
    async ({ path, called }) => {
      const { list }: { list: { id: string; name: string }[] } = await (await fetch(path)).json();
      return list.findLast((member) => member.name === called)?.id ?? "";
    },
    { path: `/api/rooms/${room}/members`, called: name },
  );
}
