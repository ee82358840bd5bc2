// screenshot.ts: `npm run screenshot`: two people talk, and docs/room-light.png and docs/room-dark.png show how it looks.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { buildWorker, ROOT } from "../support/built-worker.ts";
import { startDevServer } from "../support/dev-server.ts";
import { findBrowser } from "../support/find-browser.ts";
import { layCable } from "./support/cable.ts";
import { Visitor } from "./support/visitor.ts";

const ROOM = "sunday-breakfast";
const TALK = [
  ["Nour", "Morning! Who is bringing what on Sunday?"],
  ["Nour", "I have flour, eggs and a waffle iron from 1974."],
  ["Tomás", "Coffee is mine. Two kinds, and the good grinder."],
  ["Nour", "You are the best. Does anybody have maple syrup?"],
  ["Tomás", "On it. The recipe is here: https://example.org/waffles"],
  ["Nour", "11:00 at ours then. Ring twice, the bell is shy."],
] as const;

const found = await findBrowser();
const server = await startDevServer({ built: await buildWorker("screenshot"), vars: { RATE_LIMITS: "off" } });
const { executablePath, env } = found;
const browser = await chromium.launch({ executablePath, args: [...found.args], env, headless: true });

const people = new Map<string, Visitor>();
for (const name of ["Tomás", "Nour"]) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: 2,
    locale: "en-GB",
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  const person = new Visitor(name, await context.newPage(), context, await layCable(server.origin));
  await person.enter(ROOM);
  people.set(name, person);
}
const said: string[] = [];
for (const [name, text] of TALK) {
  said.push(text);
  await people.get(name)?.say(text);
  for (const person of people.values()) await person.sees(...said);
}

mkdirSync(join(ROOT, "docs"), { recursive: true });
const nour = people.get("Nour");
for (const colorScheme of ["light", "dark"] as const) {
  await nour?.page.emulateMedia({ colorScheme });
  await people.get("Tomás")?.composer.pressSequentially("See you");
  await nour?.page.mouse.move(1, 1);
  await nour?.page.getByText(/Tomás.* is writing…/).waitFor();
  await nour?.page.screenshot({ path: join(ROOT, "docs", `room-${colorScheme}.png`) });
}
for (const person of people.values()) await person.close();
await browser.close();
await server.stop();
console.log("docs/room-light.png and docs/room-dark.png are new");
