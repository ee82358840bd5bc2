// The SDK as it is served, on a page that has nothing else of ours.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { ROOT } from "../support/built-worker.ts";
import { openShop, type Shop } from "./support/shop.ts";
import { DESKTOP, newRoom, test } from "./support/story.ts";

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});
afterAll(async () => {
  await shop.close();
});

test("the headless example talks from a page of another allowed origin", async ({ stage }) => {
  const [ada, bob] = await stage.pair(DESKTOP, shop.server);
  const room = newRoom("headless");
  await bob.enter(room);
  const example = readFileSync(join(ROOT, "docs/examples/headless.html"), "utf8");
  shop.serve("/headless", example.replaceAll("https://chat.example.org", ada.origin).replace('"lobby"', `"${room}"`));
  await ada.page.goto(`${shop.origin}/headless`);
  await bob.page.getByRole("button", { name: "Who is here: 2 here" }).waitFor();
  await bob.say("Who needs an app?");
  await ada.page.getByText(/: Who needs an app\?$/).waitFor();
  await ada.page.getByRole("textbox", { name: "Message" }).fill("Not me");
  await ada.page.keyboard.press("Enter");
  await bob.sees("Who needs an app?", "Not me");
  await ada.page.getByText(/: Not me$/).waitFor();
});
