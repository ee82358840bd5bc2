// Two people in one room: they talk, reload, go away and come back, and both have the same conversation.

import type { Locator } from "playwright-core";
import { describe, expect } from "vitest";
import { join } from "../support/socket-client.ts";
import { DEVICES, newRoom, test } from "./support/story.ts";

describe.for(DEVICES)("on a %s", ([, device]) => {
  test("two people talk, and a reload keeps everything", async ({ stage }) => {
    const room = newRoom("talk");
    const [ada, bob] = await stage.pair(device);
    await ada.enterAsNewcomer(room);
    await bob.enter(room);

    await ada.say("Hello Bob");
    await bob.sees("Hello Bob");
    await bob.say("Hello Ada");
    await ada.sees("Hello Bob", "Hello Ada");
    await ada.say("<b>not bold</b> & https://example.org/?a=1&b=2");
    await bob.sees("Hello Bob", "Hello Ada", "<b>not bold</b> & https://example.org/?a=1&b=2");
    const link = bob.log.getByRole("link");
    expect(await link.getAttribute("href")).toBe("https://example.org/?a=1&b=2");
    expect(await link.getAttribute("rel")).toBe("noopener noreferrer nofollow ugc");

    await bob.page.reload();
    await bob.isLive();
    await bob.sees("Hello Bob", "Hello Ada", "<b>not bold</b> & https://example.org/?a=1&b=2");
    await bob.say("Still me");
    await ada.sees("Hello Bob", "Hello Ada", "<b>not bold</b> & https://example.org/?a=1&b=2", "Still me");
    await ada.page.getByText("Bob", { exact: true }).first().waitFor();
  });

  test("who goes offline writes on, and both end with the same messages, once, in order", async ({ stage }) => {
    const room = newRoom("offline");
    const [ada, bob] = await stage.pair(device);
    await ada.enter(room);
    await bob.enter(room);
    await ada.say("one");
    await bob.sees("one");

    await bob.goOffline();
    await bob.say("from the tunnel, first");
    await bob.say("from the tunnel, second");
    await bob.page.getByText(/^You are offline\. What you write is kept/).waitFor();
    await ada.say("two");
    await ada.sees("one", "two");

    await bob.comeBack();
    await bob.hasSentAll();
    await bob.sees("one", "two", "from the tunnel, first", "from the tunnel, second");
    await ada.sees("one", "two", "from the tunnel, first", "from the tunnel, second");
  });

  test("what was written offline survives closing the page", async ({ stage }) => {
    const room = newRoom("closed");
    const [ada, bob] = await stage.pair(device);
    await ada.enter(room);
    await bob.enter(room);

    await bob.goOffline();
    await bob.say("kept through a reload");
    await bob.goTo("/").catch(() => undefined);
    await bob.comeBack();
    await bob.goTo(`/r/${room}`);
    await bob.isLive();
    await bob.sees("kept through a reload");
    await ada.sees("kept through a reload");
    await bob.hasSentAll();
  });

  test("older messages come on scrolling up, and nothing that one reads moves", async ({ stage }) => {
    const room = newRoom("history");
    const writer = await join(stage.origin, room, { name: "Writer" });
    await Promise.all(Array.from({ length: 180 }, (_, index) => writer.say(`message number ${index + 1}`)));
    const ada = await stage.person(device);
    await ada.enter(room);
    await ada.log.getByText("message number 180", { exact: true }).waitFor();

    const seen = new Set<string>();
    for (let step = 0; step < 60 && !seen.has("message number 1"); step += 1) {
      const { before, after, text } = await scrollUp(ada.log);
      expect(Math.abs(after - before), `how far "${text}" moved while older messages came`).toBeLessThanOrEqual(2);
      for (const each of await ada.texts()) seen.add(each);
    }
    expect([...seen].filter((text) => text.startsWith("message number ")).length).toBe(180);
    await writer.leave();
  });

  test("who reads further up is not taken down, but told how many wait", async ({ stage }) => {
    const room = newRoom("reading");
    const writer = await join(stage.origin, room, { name: "Writer" });
    await Promise.all(Array.from({ length: 60 }, (_, index) => writer.say(`message number ${index + 1}`)));
    const ada = await stage.person(device);
    await ada.enter(room);
    await ada.log.getByText("message number 60", { exact: true }).waitFor();
    await scrollUp(ada.log);
    const place = await ada.log.evaluate((log) => log.scrollHeight - log.scrollTop);

    await writer.say("news");
    const button = ada.page.getByRole("button", { name: "1 new" });
    await button.waitFor();
    const news = await ada.log.evaluate((log) => log.scrollHeight - log.scrollTop);
    expect(news, "distance from the end: it only grew by the new message").toBeGreaterThan(place);
    await button.click();
    await ada.log.getByText("news", { exact: true }).waitFor();
    await expect
      .poll(() => ada.log.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight), { timeout: 5000 })
      .toBeLessThanOrEqual(2);
    await writer.leave();
  });
});

/** Scrolls up by most of a screen, waits until the log is quiet, and tells where one message stood before and after. */
async function scrollUp(log: Locator): Promise<{ before: number; after: number; text: string }> {
  return log.evaluate(async (element) => {
    element.scrollTop = Math.max(0, element.scrollTop - element.clientHeight * 0.8);
    const frame = element.getBoundingClientRect();
    const messages = [...element.querySelectorAll("[dir=auto]")];
    const marked = messages.find((message) => message.getBoundingClientRect().top >= frame.top + 4);
    if (marked === undefined) throw new Error("no message is in sight");
    const before = marked.getBoundingClientRect().top;
    // Quiet: nothing was added for a while.
    await new Promise<void>((resolve) => {
      const done = () => {
        observer.disconnect();
        resolve();
      };
      let timer = setTimeout(done, 250);
      const observer = new MutationObserver(() => {
        clearTimeout(timer);
        timer = setTimeout(done, 250);
      });
      observer.observe(element, { childList: true, subtree: true });
    });
    return { before, after: marked.getBoundingClientRect().top, text: marked.textContent ?? "" };
  });
}
