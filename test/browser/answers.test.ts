// People answer one another: with a quote that leads back, in threads, by reactions; and find again what was pinned.

import { expect } from "vitest";
import { violationsOf } from "./support/axe.ts";
import { DESKTOP, DEVICES, newRoom, PHONE, test } from "./support/story.ts";
import type { Visitor } from "./support/visitor.ts";

const message = ({ log }: Visitor, text: string) => log.getByRole("listitem").filter({ hasText: text }).first();
const inView = (of: ReturnType<typeof message>) =>
  of.evaluate((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

/** Opens what can be done with a message: by the pointer, or by keys on a touch screen, which a test cannot press long. */
async function act(who: Visitor, text: string, ...choices: readonly string[]): Promise<void> {
  await message(who, text)
    .getByRole("button", { name: /^What can be done/ })
    .press("Enter");
  for (const choice of choices) await who.page.getByRole("button", { name: choice, exact: true }).click();
}

async function isAccessible({ page }: Visitor): Promise<void> {
  expect(await violationsOf(page)).toEqual([]);
}

/** Says many things at once, over HTTP, more or less in their order. */
async function fill(who: Visitor, room: string, texts: readonly string[]): Promise<void> {
  await who.page.evaluate(
    async ({ path, all }) => {
      const say = (text: string) =>
        fetch(path, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ text }),
        });
      // Some at a time: one after the other they take longer than the whole story may on a busy machine.
      for (let start = 0; start < all.length; start += 10) await Promise.all(all.slice(start, start + 10).map(say));
    },
    { path: `/api/rooms/${room}/messages`, all: texts },
  );
}

test("a reply quotes what it answers, and the quote, a link and the way back lead through a long room", async ({
  stage,
}) => {
  const room = newRoom("quotes");
  const [ada, bob] = await stage.pair(DESKTOP);
  await ada.enter(room);
  await ada.say("the question of the day");
  await ada.hasSentAll();
  await fill(
    ada,
    room,
    Array.from({ length: 130 }, (_, index) => `small talk ${index}`),
  );
  await bob.enter(room);
  await message(bob, "small talk 129").waitFor();
  expect(await message(bob, "the question of the day").count(), "far above what is held").toBe(0);

  // A link opens the room at the message, however far back.
  await bob.goTo(`/r/${room}#m1`);
  await bob.page.reload();
  await message(bob, "the question of the day").waitFor();
  await expect.poll(() => inView(message(bob, "the question of the day"))).toBe(true);
  await expect
    .poll(() => message(bob, "the question of the day").evaluate((row) => row === document.activeElement))
    .toBe(true);
  await act(bob, "the question of the day", "Reply");
  await bob.page.getByText("Answering").waitFor();
  await isAccessible(bob);
  await bob.say("the answer");
  await bob.hasSentAll();

  // Ada has not scrolled; the quote leads her back, and the button to the newest.
  const quote = ada.page.getByRole("button", { name: /Answers .*Bob|Answers .*Ada.*the question of the day/ });
  await quote.click();
  await expect.poll(() => inView(message(ada, "the question of the day"))).toBe(true);
  await ada.page.getByRole("button", { name: /Go to the newest message|new$/ }).click();
  await expect.poll(() => inView(message(ada, "the answer"))).toBe(true);

  // Her newest message is far below: the Up key leads there, and what she changes of it is not lost on the way.
  const changed = ada.page.getByRole("textbox", { name: "Changed text" });
  await ada.page.evaluate(() => (location.hash = "#m1"));
  await expect.poll(() => inView(message(ada, "the question of the day"))).toBe(true);
  await ada.composer.press("ArrowUp");
  await changed.fill("half changed");
  await ada.page.evaluate(() => (location.hash = "#m2"));
  await expect.poll(() => changed.count(), { message: "its row has left the page" }).toBe(0);
  await ada.composer.press("ArrowUp");
  await changed.waitFor();
  expect(await changed.inputValue()).toBe("half changed");
  await changed.press("Escape");
  await expect.poll(() => changed.count()).toBe(0);

  // A link to nothing says so, and leaves one where one is.
  await ada.page.evaluate(() => (location.hash = "#m99999"));
  await ada.page.getByRole("alert").filter({ hasText: "This message cannot be found." }).waitFor();
  await ada.page.getByRole("button", { name: "All right" }).click();
});

test.for(DEVICES)("a thread on a %s has its own place, draft and news", async ([, device], { stage }) => {
  const room = newRoom("thread");
  const [ada, bob] = await stage.pair(device);
  await ada.enter(room);
  await bob.enter(room);
  await ada.say("lunch?");
  await message(bob, "lunch?").waitFor();
  await act(bob, "lunch?", "Reply in thread");
  const panel = bob.page.getByRole(device === PHONE ? "dialog" : "complementary", { name: "Thread" });
  await panel.getByText("Nobody has answered here yet.").waitFor();
  const field = panel.getByRole("textbox", { name: "Message" });
  await field.fill("soup, at noon");
  await isAccessible(bob);
  await panel.getByRole("button", { name: "Send" }).click();
  await panel.getByRole("log").getByText("soup, at noon").waitFor();
  await field.fill("half a thought");
  await panel.getByRole("button", { name: "Close" }).click();
  await bob.sees("lunch?");

  // Ada sees that something is new there, and it is read once she has looked.
  const line = ada.page.getByRole("button", { name: /^1 reply/ });
  await line.getByText("New").waitFor();
  await ada.sees("lunch?");
  await line.click();
  const hers = ada.page.getByRole(device === PHONE ? "dialog" : "complementary", { name: "Thread" });
  await hers.getByRole("log").getByText("soup, at noon").waitFor();
  // What is about the room as a whole is not done here, and not said either.
  await hers.getByRole("textbox", { name: "Message" }).fill("/topic soup");
  await hers.getByRole("button", { name: "Send" }).click();
  await hers.getByRole("alert").filter({ hasText: "/topic does something to the room as a whole" }).waitFor();
  await hers.getByRole("textbox", { name: "Message" }).fill("/me comes along");
  await hers.getByRole("button", { name: "Send" }).click();
  await hers.getByRole("log").getByText("Ada comes along").waitFor();
  await hers.getByRole("button", { name: "Close" }).click();
  await ada.page.getByRole("button", { name: /^2 replies/ }).waitFor();
  await expect.poll(() => ada.page.getByRole("button", { name: /^2 replies.*New/ }).count()).toBe(0);
  await bob.page.getByRole("button", { name: /^2 replies.*New/ }).click();
  await panel.getByRole("log").getByText("Ada comes along").waitFor();
  expect(await field.inputValue(), "the draft of the thread").toBe("half a thought");

  // All threads of the room are in a list, with what is new in each; a press leads into one.
  await panel.getByRole("button", { name: "Send" }).click();
  await panel.getByRole("log").getByText("half a thought").waitFor();
  await ada.page.getByRole("button", { name: /^3 replies.*New/ }).waitFor();
  await ada.page.getByRole("button", { name: "Room menu" }).click();
  await ada.page.getByRole("dialog").getByRole("button", { name: "Threads" }).click();
  const list = ada.page.getByRole(device === PHONE ? "dialog" : "complementary", { name: "Threads" });
  const thread = list.getByRole("button", { name: /lunch\?\s*3 replies.*1 new/ });
  await thread.waitFor();
  await isAccessible(ada);
  await thread.click();
  await hers.getByRole("log").getByText("half a thought").waitFor();

  // What comes while nobody looks at the open thread stays new, and a line stands above it for whoever opens it anew.
  await bob.page.evaluate("document.hasFocus = () => false; dispatchEvent(new Event('blur'));");
  await hers.getByRole("textbox", { name: "Message" }).fill("the window table");
  await hers.getByRole("button", { name: "Send" }).click();
  await panel.getByRole("log").getByText("the window table").waitFor();
  await panel.getByRole("button", { name: "Close" }).click();
  await panel.waitFor({ state: "hidden" });
  await bob.page.getByRole("button", { name: /^4 replies.*New/ }).waitFor();
  await bob.page.evaluate("document.hasFocus = () => true; dispatchEvent(new Event('focus'));");
  await bob.page.getByRole("button", { name: /^4 replies.*New/ }).click();
  await panel.locator(".unread-line + li", { hasText: "the window table" }).waitFor();
  await panel.getByRole("button", { name: "Close" }).click();
  await expect.poll(() => bob.page.getByRole("button", { name: /^4 replies.*New/ }).count()).toBe(0);
});

test("pins are a list that leads to them; who reacted and earlier texts are told", async ({ stage }) => {
  const [ada, bob] = await stage.pair(DESKTOP);
  await ada.enter(newRoom("before"));
  const { room } = await ada.page.evaluate(async () => {
    const headers = { "content-type": "application/json" };
    const made = await fetch("/api/rooms", { method: "POST", headers, body: "{}" });
    const { name }: { name: string } = await made.json();
    return { room: name };
  });
  await ada.goTo(`/r/${room}`);
  await ada.isLive();
  await ada.say("rules of the house");
  await ada.hasSentAll();
  await fill(
    ada,
    room,
    Array.from({ length: 120 }, (_, index) => `small talk ${index}`),
  );
  await act(ada, "rules of the house", "More", "Pin message");
  await bob.enter(room);
  await bob.page.getByRole("button", { name: "Pinned messages" }).click();
  const pins = bob.page.getByRole("complementary", { name: "Pinned messages" });
  await pins.getByRole("button", { name: /rules of the house/ }).click();
  await expect.poll(() => inView(message(bob, "rules of the house"))).toBe(true);
  await isAccessible(bob);

  await act(bob, "rules of the house", "React", "React with 👍");
  const reaction = ada.page.getByRole("button", { name: "👍, 1 reaction" });
  expect(await reaction.getAttribute("class"), "it pops, as it came while one looked").toContain("came");
  await reaction.click();
  await ada.page.getByRole("button", { name: "👍, 2 reactions" }).hover();
  await ada.page
    .getByText(/Bob.*, .*Ada/)
    .first()
    .waitFor();
  await act(ada, "rules of the house", "Edit message");
  await ada.changeTo("rules of this house");
  await message(bob, "rules of this house")
    .getByRole("button", { name: /Show earlier texts/ })
    .click();
  const texts = bob.page.getByRole("complementary", { name: "Earlier texts" });
  await texts.getByText("rules of the house", { exact: true }).waitFor();
  await act(bob, "rules of this house", "More", "Who reacted");
  await bob.page.getByRole("complementary", { name: "Reactions" }).getByText("(you)").waitFor();
  await isAccessible(bob);
});

test("R4-43 a name after an @ is completed, and whoever is meant is told", async ({ stage }) => {
  const room = newRoom("mention");
  const [ada, bob] = await stage.pair(DESKTOP);
  await ada.enter(room);
  await bob.enter(room);
  await bob.say("hello");
  await message(ada, "hello").waitFor();
  await ada.composer.pressSequentially("tea, @bo");
  const names = ada.page.getByRole("listbox", { name: "People to mention" });
  await names.getByRole("option", { name: "Bob" }).waitFor();
  expect(await names.getByText("everybody").count(), "for moderators alone").toBe(0);
  await isAccessible(ada);
  // Enter takes the name, and only the next one sends.
  await ada.composer.press("Enter");
  expect(await ada.composer.inputValue()).toMatch(/^tea, @.*Bob.* $/);
  await ada.composer.press("Enter");
  await message(bob, "tea, @").getByText("Mentions you").waitFor({ state: "attached" });
  await message(ada, "tea, @").waitFor();
  expect(await message(ada, "tea, @").getByText("Mentions you").count()).toBe(0);

  // An edit that takes the name out speaks to nobody any more, and one that puts it in again does: R4-90.
  await ada.composer.press("ArrowUp");
  const editor = ada.page.getByRole("textbox", { name: "Changed text" });
  await editor.fill("coffee?");
  await editor.press("Enter");
  await message(bob, "coffee?").waitFor();
  expect(await message(bob, "coffee?").getByText("Mentions you").count()).toBe(0);
  await ada.composer.press("ArrowUp");
  await editor.press("End");
  await editor.pressSequentially(" @bo");
  await names.getByRole("option", { name: "Bob" }).waitFor();
  await isAccessible(ada);
  await editor.press("Enter");
  await editor.press("Enter");
  await message(bob, "coffee? @").getByText("Mentions you").waitFor({ state: "attached" });

  // In a thread that Bob has never been in, too.
  await act(ada, "coffee? @", "Reply in thread");
  const panel = ada.page.getByRole("complementary", { name: "Thread" });
  await panel.getByRole("textbox", { name: "Message" }).fill("and cake, @Bob");
  await panel.getByRole("button", { name: "Send" }).click();
  await bob.page.getByRole("button", { name: /^1 reply.*Mentions you New/ }).waitFor();
});
