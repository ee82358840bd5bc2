// What a room is good for: each page of a use in two windows, on a desktop by day and on a phone at night.

import type { Locator } from "playwright-core";
import { expect } from "vitest";
import { violationsOf } from "./support/axe.ts";
import { DESKTOP, type Device, newRoom, PHONE, test } from "./support/story.ts";
import type { Visitor } from "./support/visitor.ts";

const BY_DAY: Device = { ...DESKTOP, colorScheme: "light" };
const AT_NIGHT: Device = { ...PHONE, colorScheme: "dark" };
const SOON_MS = 15_000;

type Stage = { person(device?: Device, origin?: string): Promise<Visitor> };

test("the list leads to each use, whose lines are those that it runs, and to a room for a second window", async ({
  stage,
}) => {
  const ada = await stage.person(AT_NIGHT);
  await ada.goTo("/uses");
  const links = ada.page.getByRole("list").getByRole("link");
  const paths = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  expect(paths).toHaveLength(7);
  for (const path of paths) {
    const response = await fetch(`${ada.origin}${path}`);
    expect([path, response.status]).toEqual([path, 200]);
    expect(await response.text()).toMatch(/<code id="code">[^]*(createRoomClient|EventSource|WebSocket)\b[^]*<\/code>/);
  }
  await looksWell(ada);
  await links.filter({ hasText: "A board of notes" }).click();
  const second = ada.page.getByRole("link", { name: "Open a second window" });
  await second.waitFor();
  expect(ada.page.url()).toMatch(/\/uses\/notes\?room=[a-z]+-[a-z]+-\d{3}$/);
  expect(await second.getAttribute("href")).toBe(ada.page.url());
});

test("chat: what one window says, the other shows; and so does the app", async ({ stage }) => {
  const room = newRoom("use-chat");
  const [ada, bob] = await two(stage, "chat", room);
  const say = ada.page.getByRole("textbox", { name: "Message" });
  await say.fill("is this plain?");
  await say.press("Enter");
  await bob.log.getByText("is this plain?").waitFor();
  await bothLookWell(ada, bob);
  await bob.page.getByRole("link", { name: "This room, as a chat" }).click();
  await bob.log.getByText("is this plain?").waitFor();
});

test("notifications: over Server-Sent Events alone, counted until read, none lost while away", async ({ stage }) => {
  const room = newRoom("use-news");
  const sockets: string[] = [];
  const bob = await stage.person(AT_NIGHT);
  bob.page.on("websocket", (socket) => sockets.push(socket.url()));
  await open(bob, "notifications", room);
  const ada = await stage.person(BY_DAY);
  await open(ada, "notifications", room);
  const notify = async (text: string) => {
    await ada.page.getByRole("textbox", { name: "As the back end" }).fill(text);
    await ada.page.getByRole("button", { name: "Notify" }).click();
    await ada.page.getByRole("listitem").filter({ hasText: text }).waitFor();
  };
  await notify("one");
  await bob.page.getByText("1 unread").waitFor();
  expect(await bob.page.title()).toMatch(/^\(1\) /);
  await bob.page.getByRole("button", { name: "Mark as read" }).click();
  await bob.page.getByText("0 unread").waitFor();
  await bob.goOffline();
  await notify("two");
  await notify("three");
  await bob.comeBack();
  await bob.page.getByText("2 unread").waitFor();
  const texts = () => bob.page.locator(".inbox li > p:first-child").allInnerTexts();
  expect(await texts()).toEqual(["three", "two", "one"]);
  expect(sockets).toEqual([]);
  await bothLookWell(ada, bob);
});

test("dashboard: figures reach who looks and who comes late, and grow old when none come", async ({ stage }) => {
  const room = newRoom("use-figures");
  const [ada, bob] = await two(stage, "dashboard", room);
  const name = await nameOf(ada);
  await bob.page.getByText("Nobody sends figures yet").waitFor();
  await ada.page.getByRole("button", { name: "Send figures" }).click();
  await bob.page.getByText(`Figures from ${isolated(name)}, just now`).waitFor();
  await bob.page.reload();
  await bob.page.getByText(`Figures from ${isolated(name)}`).waitFor();
  await ada.page.getByRole("button", { name: "Stop sending" }).click();
  const figures = (of: Visitor) => of.page.locator(".cards .value").allInnerTexts();
  await bothLookWell(ada, bob);
  await expect.poll(() => figures(bob), { timeout: SOON_MS }).toEqual(await figures(ada));
  expect((await figures(bob)).every((figure) => /^[\d,]+$/.test(figure))).toBe(true);
  await bob.page.getByText(/s old: nothing newer has come/).waitFor();
});

test("whiteboard: hands are seen where they are, 20 times a second at most, by mouse and by keys", async ({
  stage,
}) => {
  const room = newRoom("use-board");
  const bob = await stage.person(AT_NIGHT);
  await open(bob, "whiteboard", room);
  const ada = await stage.person(BY_DAY);
  let signals = 0;
  ada.page.on("websocket", (socket) =>
    socket.on("framesent", ({ payload }) => (signals += payload.includes('"signal"') ? 1 : 0)),
  );
  await open(ada, "whiteboard", room);
  await ada.page.getByText("2 here").waitFor();

  const board = ada.page.getByRole("application", { name: "Whiteboard" });
  const seconds = await board.evaluate(async (element) => {
    const startMs = performance.now();
    for (let moves = 0; moves < 200; moves++) {
      element.dispatchEvent(new PointerEvent("pointermove", { clientX: moves, clientY: 300, bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
    return (performance.now() - startMs) / 1000;
  });
  expect(signals).toBeGreaterThan(2);
  expect(signals).toBeLessThan(20 * seconds + 5);

  const box = await boxOf(board);
  await ada.page.mouse.move(box.x + 10, box.y + 10);
  await ada.page.mouse.down();
  await ada.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 });
  await ada.page.mouse.up();
  const hand = bob.page.locator(".pointer").filter({ hasText: await nameOf(ada) });
  const place = () =>
    hand.evaluate((element) =>
      [element.style.getPropertyValue("--x"), element.style.getPropertyValue("--y")].map(parseFloat),
    );
  await expect.poll(async () => (await place()).map(Math.round), { timeout: SOON_MS }).toEqual([50, 50]);
  await bob.page.locator(".board polyline").first().waitFor({ state: "attached" });

  await bob.page.getByRole("application", { name: "Whiteboard" }).focus();
  await bob.page.keyboard.press("ArrowRight");
  await ada.page
    .locator(".pointer")
    .filter({ hasText: await nameOf(bob) })
    .waitFor();
  await bothLookWell(ada, bob);
});

test("game: two play, a third looks on, a reload keeps seat and board, and one wins", async ({ stage }) => {
  const room = newRoom("use-game");
  const [ada, bob] = await two(stage, "game", room);
  const cleo = await stage.person(DESKTOP);
  await open(cleo, "game", room);
  const field = (of: Visitor, number: number) =>
    of.page.getByRole("button", {
      name: new RegExp(`^Row ${Math.ceil(number / 3)}, column ${((number - 1) % 3) + 1}:`),
    });
  const move = async (who: Visitor, number: number) => {
    await who.page.getByText("It is your move").waitFor();
    await field(who, number).click();
  };
  await ada.page.getByRole("button", { name: "Play Cross" }).click();
  await bob.page
    .getByRole("region", { name: "Cross" })
    .getByText(await nameOf(ada))
    .waitFor();
  await bob.page.getByRole("button", { name: "Play Nought" }).click();
  await move(bob, 1);
  await ada.page.getByText("It is your move").waitFor();
  await field(ada, 5).hover();
  await bob.page.locator(".finger").waitFor();
  await move(ada, 5);
  await move(bob, 2);
  await ada.page.getByText("It is your move").waitFor();
  await ada.page.reload();
  await move(ada, 9);
  await cleo.page.getByText(`${isolated(await nameOf(bob))} is to move`).waitFor();
  expect(await field(cleo, 3).getAttribute("aria-disabled")).toBe("true");
  expect(await cleo.page.getByRole("button", { name: /^Play / }).count()).toBe(0);
  await bothLookWell(ada, bob);
  await move(bob, 3);
  await ada.page.getByText(`${isolated(await nameOf(bob))} has won`).waitFor();
  await cleo.page.getByText(`${isolated(await nameOf(bob))} has won`).waitFor();
  await ada.page.getByRole("button", { name: "Play again" }).click();
  await move(ada, 5);
  await cleo.page.getByRole("button", { name: "Row 2, column 2: Cross" }).waitFor();
});

test("notes: each has its last writer, and where two write at once the second is asked", async ({ stage }) => {
  const room = newRoom("use-notes");
  const [ada, bob] = await two(stage, "notes", room);
  const note = (of: Visitor) => of.page.getByRole("textbox", { name: "Note" });
  const reads = (of: Visitor, text: string) =>
    expect.poll(() => note(of).inputValue(), { timeout: SOON_MS }).toBe(text);
  await ada.page.getByRole("button", { name: "New note" }).click();
  await note(ada).fill("eggs");
  await reads(bob, "eggs");
  await note(bob).fill("eggs, flour");
  await reads(ada, "eggs, flour");
  await ada.page.getByText(new RegExp(`${await nameOf(bob)}.*, \\d`)).waitFor();
  await bothLookWell(ada, bob);

  await bob.goOffline();
  await bob.page.getByText(/Reconnecting|Offline/).waitFor();
  await note(bob).fill("eggs, flour, milk");
  await bob.page.getByText("Not on the board yet").waitFor();
  await note(ada).fill("waffles are off");
  await ada.page.getByText(/^you, \d/).waitFor();
  await bob.comeBack();
  await bob.page.getByText(/has written meanwhile: .*waffles are off/).waitFor();
  await looksWell(bob);
  expect(await note(bob).inputValue()).toBe("eggs, flour, milk");
  await bob.page.getByRole("button", { name: "Keep mine" }).click();
  await reads(ada, "eggs, flour, milk");
  await ada.page.getByRole("button", { name: "Take this note off the board" }).click();
  await bob.page.getByText("The board is empty").waitFor();
});

test("ticker: 200 prices a second come in few frames, and a slow phone ends with the same prices", async ({
  stage,
}) => {
  const room = newRoom("use-ticker");
  const [ada, bob] = await two(stage, "ticker", room);
  const devtools = await bob.page.context().newCDPSession(bob.page);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await ada.page.getByRole("button", { name: "Publish 200 a second" }).click();
  const rates = async () => (await bob.page.locator(".rates dd").allInnerTexts()).map(Number);
  const fewFrames = async () => {
    const [put = 0, frames = 0] = await rates();
    return put > 100 && frames > 0 && frames <= 25;
  };
  await expect.poll(fewFrames, { timeout: SOON_MS, message: "many put, few frames" }).toBe(true);
  await ada.page.getByRole("button", { name: "Stop publishing" }).click();
  await bothLookWell(ada, bob);
  const prices = (of: Visitor) => of.page.getByRole("list", { name: "Prices" }).getByRole("listitem").allInnerTexts();
  await expect.poll(() => prices(bob), { timeout: SOON_MS }).toEqual(await prices(ada));
  expect(await prices(ada)).toHaveLength(20);
});

async function two(stage: Stage, use: string, room: string): Promise<[Visitor, Visitor]> {
  const pair: [Visitor, Visitor] = [await stage.person(BY_DAY), await stage.person(AT_NIGHT)];
  await Promise.all(pair.map((each) => open(each, use, room)));
  return pair;
}

async function open(visitor: Visitor, use: string, room: string): Promise<void> {
  await visitor.goTo(`/uses/${use}?room=${room}`);
  await visitor.page.getByText("Live", { exact: true }).waitFor({ timeout: SOON_MS });
}

/** What the page has this window called. */
async function nameOf(visitor: Visitor): Promise<string> {
  const said = await visitor.page.getByText(/^You are /).innerText();
  return said.replace(/^You are |[\u2068\u2069]/g, "");
}

/** A name as it stands inside of a sentence. */
function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error("it is not on the screen");
  return box;
}

/** By day and at night are the same page: axe looks at the phone's, which has less room. */
async function bothLookWell(ada: Visitor, bob: Visitor): Promise<void> {
  await nothingRunsOff(ada);
  await looksWell(bob);
}

/** axe has nothing to object to, nothing runs off the side, and a finger finds every button. */
async function looksWell(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  expect(await violationsOf(page)).toEqual([]);
  await nothingRunsOff(visitor);
  const small = await page.getByRole("button").evaluateAll((buttons) =>
    buttons.flatMap((button) => {
      const { width, height } = button.getBoundingClientRect();
      return Math.min(width, height) < 43.5 ? [button.textContent] : [];
    }),
  );
  expect(small).toEqual([]);
}

async function nothingRunsOff({ page }: Visitor): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}
