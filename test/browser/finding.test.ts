// People find what was said: by words, by a day, by what is new to them.

import { expect } from "vitest";
import { join } from "../support/socket-client.ts";
import { violationsOf } from "./support/axe.ts";
import { DESKTOP, DEVICES, newRoom, PHONE, test } from "./support/story.ts";
import type { Visitor } from "./support/visitor.ts";

const message = ({ log }: Visitor, text: string) => log.getByRole("listitem").filter({ hasText: text }).first();
const inView = (of: ReturnType<typeof message>) =>
  of.evaluate((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

async function isAccessible({ page }: Visitor): Promise<void> {
  expect(await violationsOf(page, "label-content-name-mismatch")).toEqual([]);
}

/** Somebody says many things, none of whose acks is waited for alone. */
async function fill(origin: string, room: string, texts: readonly string[]): Promise<void> {
  const writer = await join(origin, room, { name: "Writer" });
  await Promise.all(texts.map((text) => writer.say(text)));
  await writer.leave();
}

const smallTalk = (count: number) => Array.from({ length: count }, (_, index) => `small talk ${index}`);

test.for(DEVICES)(
  "on a %s one finds a message by its words, and goes to it and back",
  async ([, device], { stage }) => {
    const room = newRoom("find");
    const [ada, bob] = await stage.pair(device);
    await ada.enter(room);
    await ada.say("The key is under the blue flowerpot, see https://keys.example");
    await ada.hasSentAll();
    await fill(stage.origin, room, smallTalk(150));
    await bob.enter(room);
    await bob.say("Where are the flowers?");
    await bob.hasSentAll();

    await bob.page.getByRole("button", { name: "Find messages" }).click();
    const panel = bob.page.getByRole(device === PHONE ? "dialog" : "complementary", { name: "Find messages" });
    const field = panel.getByRole("searchbox", { name: "Search in this room" });
    await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true);
    await field.fill("flower");
    await field.press("Enter");
    await panel.getByText("2 messages").waitFor();
    expect(await panel.locator("mark").allInnerTexts()).toEqual(["flowers", "flowerpot"]);
    await isAccessible(bob);
    await bob.page.screenshot({ path: `test/.output/browser/find-${device === PHONE ? "phone" : "desktop"}.png` });
    await panel.getByRole("button", { name: "has:link" }).click();
    await panel.getByText("1 message", { exact: true }).waitFor();
    await field.fill("from:bob flower");
    await field.press("Enter");
    await panel.getByText("Where are the", { exact: false }).waitFor();
    await panel.getByText("1 message", { exact: true }).waitFor();
    await field.fill("nothing-of-the-kind");
    await field.press("Enter");
    await panel.getByText(/Nothing was found/).waitFor();

    await field.fill("blue flowerpot");
    await field.press("Enter");
    await panel.getByRole("button", { name: /under the blue flowerpot/ }).click();
    await expect.poll(() => inView(message(bob, "blue flowerpot"))).toBe(true);
    await bob.page.getByRole("button", { name: "Go to the newest message" }).click();
    await expect.poll(() => inView(message(bob, "Where are the flowers?"))).toBe(true);

    await bob.say("/search flower");
    await panel.getByText("2 messages").waitFor();
  },
);

test("a day leads to what was said then, and where nothing was, it says so", async ({ stage }) => {
  const room = newRoom("day");
  const ada = await stage.person(DESKTOP);
  await ada.enter(room);
  await ada.say("how it began");
  await ada.hasSentAll();
  await fill(stage.origin, room, smallTalk(120));
  await ada.page.reload();
  await ada.isLive();
  await message(ada, "small talk").waitFor();
  await ada.page.getByRole("button", { name: "Find messages" }).click();
  const panel = ada.page.getByRole("complementary", { name: "Find messages" });
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  await panel.getByLabel("Go to a day").fill(day(Date.now() + 3 * 86_400_000));
  await panel.getByRole("button", { name: "Go", exact: true }).click();
  await panel.getByText("Nothing was said on that day or later.").waitFor();
  await panel.getByLabel("Go to a day").fill(day(Date.now() - 3 * 86_400_000));
  await panel.getByRole("button", { name: "Go", exact: true }).click();
  await expect.poll(() => inView(message(ada, "how it began"))).toBe(true);
  await isAccessible(ada);
});

test("who comes back is led to the first new message, marks what to come back to, and sees who has seen it", async ({
  stage,
}) => {
  const room = newRoom("unread");
  const [ada, bob] = await stage.pair(DESKTOP);
  await ada.enter(room);
  await bob.enter(room);
  await ada.say("before the holidays");
  await message(bob, "before the holidays").waitFor();
  await ada.page.getByText("Seen by").waitFor();
  expect(await ada.page.locator(".seen").innerText()).toContain("Bob");

  await bob.goTo("/");
  await fill(stage.origin, room, smallTalk(130));
  await bob.goTo(`/r/${room}`);
  await bob.isLive();
  await bob.page.getByRole("button", { name: "Go to the newest message" }).or(bob.page.locator(".latest")).click();
  await bob.page.getByRole("button", { name: "Go to the first new message" }).click();
  await expect.poll(() => inView(bob.page.locator(".unread-line"))).toBe(true);
  const first = bob.page.locator(".unread-line + .message");
  await expect.poll(() => inView(first)).toBe(true);
  await bob.page.locator(".latest").click();

  // Marked by hand, it is new again here, also after a reload; answering ends that.
  const marked = message(bob, "small talk 129");
  await marked.getByRole("button", { name: /^What can be done/ }).press("Enter");
  await bob.page.getByRole("button", { name: "More", exact: true }).click();
  await bob.page.getByRole("button", { name: "Mark unread from here" }).click();
  await expect.poll(() => bob.page.title()).toMatch(/^\(\d+\)/);
  await bob.page.reload();
  await bob.isLive();
  await bob.page.locator(".unread-line").waitFor();
  await bob.say("I am back");
  await bob.hasSentAll();
  await expect.poll(() => bob.page.locator(".unread-line").count()).toBe(0);

  // Another device of the same person goes by what was read here.
  const tab = await bob.openTab();
  await tab.goTo(`/r/${room}`);
  await tab.isLive();
  await message(tab, "I am back").waitFor();
  expect(await tab.page.locator(".unread-line").count()).toBe(0);
  await ada.say("good to have you");
  await message(bob, "good to have you").waitFor();
  await expect.poll(() => bob.page.title()).not.toMatch(/^\(/);
});
