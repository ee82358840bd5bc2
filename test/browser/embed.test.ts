// A room on a page of another site: it talks, looks as it is told, and tells its page what waits.

import { AxeBuilder } from "@axe-core/playwright";
import { afterAll, beforeAll, expect } from "vitest";
import { elementOf, openShop, type Shop } from "./support/shop.ts";
import { DESKTOP, newRoom, test } from "./support/story.ts";

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});
afterAll(async () => {
  await shop.close();
});

test("a frame on another site and a window of the deployment talk to each other", async ({ stage }) => {
  const room = newRoom("embed");
  const [ada, bob] = await stage.pair(DESKTOP, shop.server);
  await bob.enter(room);
  await bob.say("Anybody at the shop?");
  const framed = await shop.visit(ada, elementOf({ room }));
  await framed.sees("Anybody at the shop?");
  await framed.join("Ada");
  await framed.say("I am");
  await bob.sees("Anybody at the shop?", "I am");
  await bob.say("Good");
  await framed.sees("Anybody at the shop?", "I am", "Good");
  await bob.page.getByText("Ada", { exact: true }).first().waitFor();

  const link = framed.frame.getByRole("link", { name: "Open in a page of its own" });
  expect(await link.getAttribute("href")).toBe(`${ada.origin}/r/${room}`);
  expect(await framed.frame.getByRole("navigation").count(), "no list of rooms in a frame").toBe(0);
});

test("coming to the page makes nobody a guest, and takes neither its focus nor its place", async ({ stage }) => {
  const [ada, bob] = await stage.pair(DESKTOP, shop.server);
  const below = (element: string) => `<div style="height: 3000px"></div>${element}`;
  const where = () => ada.page.evaluate(() => [document.activeElement?.tagName, scrollY]);
  const room = newRoom("still");
  await bob.enter(room);
  const stranger = await shop.visit(ada, below(elementOf({ room })));
  await stranger.frame.getByRole("button", { name: "Join to write" }).waitFor();
  expect(await where()).toEqual(["BODY", 0]);
  expect(await ada.page.context().cookies()).toEqual([]);
  expect(await bob.page.getByRole("button", { name: "Who is here: 1 here" }).count()).toBe(1);

  const known = await shop.visit(ada, below(elementOf({ room, token: await shop.guestToken("Ada") })));
  await known.isLive();
  expect(await where()).toEqual(["BODY", 0]);
});

test("theme, accent and language are the page's to choose, and to change", async ({ stage }) => {
  const ada = await stage.person({ ...DESKTOP, colorScheme: "light" }, shop.server);
  const framed = await shop.visit(
    ada,
    elementOf({ room: newRoom("look"), theme: "dark", accent: "#0a7", lang: "de-CH" }),
  );
  await framed.join("Ada");
  const root = framed.frame.locator("html");
  const look = () =>
    root.evaluate((element) => {
      const { colorScheme, backgroundColor } = getComputedStyle(element);
      const accent = getComputedStyle(element).getPropertyValue("--host-accent");
      return [colorScheme, accent, Number(/oklch\(([\d.]+)/.exec(backgroundColor)?.[1]) < 0.5 ? "dark" : "light"];
    });
  const set = (name: string, value: string) =>
    ada.page
      .locator("hubbub-room")
      .evaluate((element, [key = "", text = ""]) => element.setAttribute(key, text), [name, value]);
  await expect.poll(look).toEqual(["dark", "#0a7", "dark"]);
  expect(await framed.composer.getAttribute("lang")).toBe("de-CH");
  expect(await root.getAttribute("lang"), "our own words stay English").toBe("en");
  await set("theme", "light");
  await set("accent", "url(https://example.org)");
  await expect.poll(look).toEqual(["light", "", "light"]);
  await set("theme", "neon");
  await set("lang", "not a language");
  await ada.page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(look).toEqual(["light dark", "", "dark"]);
  expect((await framed.composer.getAttribute("lang")) ?? "", "none that is known").toBe("");
});

test('height="auto" grows with what is said, up to what the page allows', async ({ stage }) => {
  const room = newRoom("grow");
  const [ada, bob] = await stage.pair({ viewport: { width: 800, height: 700 } }, shop.server);
  const framed = await shop.visit(ada, elementOf({ room, height: "auto" }));
  await bob.enter(room);
  await bob.say("One line");
  const height = async () => (await framed.element.boundingBox())?.height ?? 0;
  await framed.join("Ada");
  await framed.sees("One line");
  const before = await height();
  await framed.say("a line\n".repeat(8).trim());
  await expect.poll(height, { message: "the frame grows" }).toBeGreaterThan(before + 100);
  const told = async () => (await framed.heard()).findLast(({ kind }) => kind === "resize")?.height;
  await expect.poll(async () => (await told()) === (await height()), { message: "as high as it was told" }).toBe(true);
  await framed.say("a line\n".repeat(40).trim());
  await expect.poll(height, { message: "no higher than the window" }).toBe(700);
  expect(await told()).toBeGreaterThan(700);
});

test("a height that is a number or a length is that height, whatever is said", async ({ stage }) => {
  const ada = await stage.person(DESKTOP, shop.server);
  const framed = await shop.visit(ada, elementOf({ room: newRoom("tall"), height: "500" }));
  await framed.join("Ada");
  expect((await framed.element.boundingBox())?.height).toBe(500);
  await ada.page.locator("hubbub-room").evaluate((element) => element.setAttribute("height", "25rem"));
  await expect.poll(async () => (await framed.element.boundingBox())?.height).toBe(400);
});

test("the page is told what waits unread, and that it was read", async ({ stage }) => {
  const room = newRoom("unread");
  const [ada, bob] = await stage.pair(DESKTOP, shop.server);
  const framed = await shop.visit(ada, elementOf({ room }));
  await framed.join("Ada");
  await bob.enter(room);
  await ada.page.getByRole("textbox", { name: "Search" }).click();
  await bob.say("one");
  await bob.say("two");
  await framed.hears("unread", 2);
  await framed.composer.click();
  await framed.hears("unread", 0);
});

test.for([
  { where: "800 pixels in light", device: { viewport: { width: 800, height: 700 } }, colorScheme: "light" },
  { where: "320 pixels in dark", device: { viewport: { width: 320, height: 640 } }, colorScheme: "dark" },
] as const)(
  "axe has no violation at $where, and nothing runs off the side",
  async ({ device, colorScheme }, { stage }) => {
    const ada = await stage.person({ ...device, colorScheme }, shop.server);
    const framed = await shop.visit(ada, elementOf({ room: newRoom("axe"), accent: "hotpink", height: "auto" }));
    const violations = async () => {
      const found = await new AxeBuilder({ page: ada.page }).options({ resultTypes: ["violations"] }).analyze();
      return found.violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 150)).join(" | ")}`,
      );
    };
    const overflow = async () => framed.frame.locator("html").evaluate((html) => html.scrollWidth - innerWidth);
    await framed.frame.getByRole("button", { name: "Join to write" }).click();
    await framed.frame.getByRole("textbox", { name: "Your name" }).waitFor();
    expect(await violations()).toEqual([]);
    await framed.frame.getByRole("textbox", { name: "Your name" }).fill("Ada");
    await framed.frame.getByRole("button", { name: "Join the room" }).click();
    await framed.isLive();
    expect(await violations()).toEqual([]);
    await framed.say(`a${"a".repeat(100)} https://example.org/${"b".repeat(100)}`);
    await expect.poll(() => framed.log.locator(".own").count()).toBe(1);
    expect(await violations()).toEqual([]);
    expect(await overflow()).toBeLessThanOrEqual(0);
    const frame = ada.page.locator("hubbub-room iframe");
    expect(await frame.getAttribute("title")).toMatch(/^Chat: axe-/);
  },
);
