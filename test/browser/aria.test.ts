// What a reader of the screen is given, as outlines; that focus goes back to what opened something; and 320 pixels.

import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { DESKTOP, newRoom, test } from "./support/story.ts";
import { closeAll, closeByButton, furnish, STOPS } from "./support/tour.ts";
import type { Visitor } from "./support/visitor.ts";

/** 1280 pixels at 400 %. */
const NARROW = { width: 320, height: 640 };

/** Of what opens, these are shown as they are. */
const SHOWN = ["menu: Invite people", "message: Reply in thread", "Who is here"];

/** The outline of roles and names, without what is another in each run: marks around names, times, names of rooms. */
async function outline(place: Locator): Promise<string> {
  const lines = await place.ariaSnapshot();
  return (
    lines
      .replaceAll(/[\u2066-\u2069]/g, "")
      .replaceAll(/\b\d\d:\d\d\b/g, "12:00")
      .replaceAll(/127\.0\.0\.1:\d+/g, "host")
      .replaceAll(/\b[a-z]+-[a-z]+-\d{3}\b/g, "some-room")
      // Everybody talks in the lobby.
      .replace(/(region "The lobby, live"[\s\S]*?\n( *)- log "Messages"):\n(?:\2 .*\n)*/, "$1\n")
  );
}

/** What has the focus, by its label or its words. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return "nothing";
    return (element.getAttribute("aria-label") ?? element.textContent).trim();
  });
}

/** What is wider than its place. */
async function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll("dialog[open], aside, .log")]
      .filter((element) => element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1)
      .map((element) => `${element.className} needs ${element.scrollWidth} pixels of ${element.clientWidth}`),
  );
}

/** Everything that live regions said since the page began, each time that one says something else. */
async function hearAll({ page }: Visitor): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const said: string[] = [];
    // What comes into a region is said, and what is left in it as it was is not.
    const listen = (changes: readonly MutationRecord[]) => {
      for (const { type, target, addedNodes } of changes) {
        const place = target instanceof Element ? target : target.parentElement;
        if (place?.closest('[aria-live="polite"]') == null) continue;
        for (const { textContent } of type === "childList" ? addedNodes : [target])
          if (textContent !== null && textContent !== "") said.push(textContent.replaceAll(/[\u2066-\u2069]/g, ""));
      }
    };
    Object.assign(globalThis, { said });
    new MutationObserver(listen).observe(document, { childList: true, characterData: true, subtree: true });
  });
  return async () => page.evaluate<string[]>("said");
}

test("landing, room, dialog, thread and who is here as a reader of the screen is given them", async ({ stage }) => {
  const [ada, bob] = await stage.pair(DESKTOP);
  const { page } = ada;
  await ada.goTo("/");
  await page.getByRole("log").waitFor();
  await page.getByText("Reading along").waitFor();
  expect(await outline(page.getByRole("main"))).toMatchInlineSnapshot(`
    "- main:
      - heading "Make a room, share its link, and talk." [level=1]
      - paragraph: No sign-up, nothing to install. Whoever has the link can come in.
      - text: Room to make or join
      - textbox "Room to make or join": some-room
      - button "Propose another name"
      - button "Open room"
      - paragraph: "Its link: host/r/some-room"
      - paragraph:
        - button "Or make one that is yours"
        - button "Look at the public rooms"
      - region "The lobby, live":
        - heading "The lobby, live" [level=2]
        - text: Reading along
        - link "Open the lobby as a page":
          - /url: /r/lobby
        - log "Messages"
        - paragraph
        - button "Join to write"
      - heading "Five lines, and your program is in" [level=2]
      - paragraph: "Any WebSocket client can talk in a room. Text in, text out: paste this into the console of your browser."
      - text: JavaScript, in any browser
      - button "Copy"
      - region "Five lines, and your program is in":
        - code: "const ws = new WebSocket(\\"ws://host/ws\\"); ws.onmessage = (event) => { console.log(event.data); }; ws.onopen = () => ws.send(\\"Hello\\");"
      - heading "Have your own in two commands" [level=2]
      - paragraph: In a copy of Hubbub’s source. It runs on Cloudflare’s free plan; nothing else is needed.
      - text: Terminal
      - button "Copy"
      - region "Have your own in two commands":
        - code: npm install npm run deploy
      - paragraph: "To try it on your own machine first: npm run dev""
  `);

  const room = await furnish(ada, bob);
  await ada.page.evaluate(async (path) => {
    const listed: { messages: { seq: number; text?: string }[] } = await (await fetch(`${path}/messages`)).json();
    const replyTo = listed.messages.find(({ text }) => text === "supper at seven")?.seq;
    const headers = { "content-type": "application/json" };
    await fetch(`${path}/messages`, { method: "POST", headers, body: JSON.stringify({ text: "gladly", replyTo }) });
  }, `/api/rooms/${room}`);
  await ada.log.getByText("gladly").waitFor();
  await page.getByRole("button", { name: /^Answers/ }).waitFor();
  await page.getByText("Seen by").waitFor();
  const parts = ["main > header", "main .log", "main form"].map((part) => outline(page.locator(part)));
  expect((await Promise.all(parts)).join("\n")).toMatchInlineSnapshot(`
    "- heading "Workshop" [level=1]
    - text: Live
    - button "Find messages"
    - button "Pinned messages"
    - 'button "Who is here: 2 here"': "2"
    - button "Room settings"
    - button "Room menu; reports wait"
    - button "Invite"
    - log "Messages":
      - paragraph: This is where Workshop begins.
      - list:
        - listitem: Today
        - listitem:
          - paragraph:
            - text: Ada
            - time: 12:00
          - paragraph: Pinned
          - paragraph: lunch at noon?
          - paragraph:
            - button "👍, 1 reaction": 👍 1
          - button "1 reply last 12:00":
            - text: 1 reply
            - time: last 12:00
          - button "What can be done with what Ada said, 12:00"
        - listitem:
          - paragraph:
            - text: Bob
            - time: 12:00
          - paragraph:
            - text: With
            - strong: bold
            - text: ","
            - code: code
            - text: ","
            - 'button "Spoiler: press to show it"'
            - text: and
            - link "https://example.org":
              - /url: https://example.org/
          - button "What can be done with what Bob said, 12:00"
        - listitem:
          - paragraph: Bob, 12:00
          - code: "const tea = await brew({ minutes: 4 }); // green"
          - button "Copy code"
          - button "What can be done with what Bob said, 12:00"
        - listitem:
          - paragraph: Bob, 12:00
          - paragraph: something rude
          - button "What can be done with what Bob said, 12:00"
        - listitem:
          - paragraph:
            - text: Ada
            - time: 12:00
          - paragraph: supper at seven
          - button "(edited) Show earlier texts": (edited)
          - button "What can be done with what Ada said, 12:00"
        - listitem:
          - paragraph: Ada, 12:00
          - paragraph: 🎉
          - button "What can be done with what Ada said, 12:00"
        - listitem:
          - paragraph: Ada, 12:00
          - paragraph: Soup or salad?
          - radiogroup "Soup or salad?":
            - radio "Soup, of what is left"
            - text: Soup, of what is left 0 votes
            - radio "Salad"
            - text: Salad 1 vote
          - paragraph: 1 person voted
          - paragraph:
            - button "Who voted"
            - button "Close poll"
          - button "What can be done with what Ada said, 12:00"
        - listitem:
          - paragraph: Ada, 12:00
          - 'button "Answers Ada: supper at seven. Go there"': Ada supper at seven
          - paragraph: gladly
          - button "What can be done with what Ada said, 12:00"
      - paragraph: Seen by Bob
    - textbox "Message":
      - /placeholder: Write to Workshop
    - button "How to format"
    - button "Choose an emoji"
    - button "Send" [disabled]"
  `);
  const faults: string[] = [];
  const outlines: Record<string, string> = {};
  for (const stop of STOPS) {
    await stop.open(ada);
    if (SHOWN.includes(stop.name)) {
      await page.getByText("Fetching…").waitFor({ state: "detached" });
      outlines[stop.name] = await outline(page.locator("dialog[open], aside"));
    }
    await closeAll(ada);
    const at = await focused(page);
    if (!stop.backTo.test(at)) faults.push(`${stop.name}: Escape gave the focus to “${at}”`);
  }
  expect(outlines["menu: Invite people"]).toMatchInlineSnapshot(`
    "- dialog "Invite people":
      - heading "Invite people" [level=2]
      - paragraph: Anybody who has this link can come in and read what was said.
      - textbox "Link of this room": http://host/r/some-room
      - button "Copy"
      - button "Show a code for a camera"
      - button "Close""
  `);
  expect(outlines["message: Reply in thread"]).toMatchInlineSnapshot(`
    "- complementary "Thread":
      - heading "Thread" [level=2]
      - button "Close"
      - log "Messages of the thread":
        - list:
          - listitem: Today
          - listitem:
            - paragraph:
              - text: Ada
              - time: 12:00
            - paragraph: Pinned
            - paragraph: lunch at noon?
            - paragraph:
              - button "👍, 1 reaction": 👍 1
            - button "What can be done with what Ada said, 12:00"
          - listitem:
            - paragraph: Ada, 12:00
            - paragraph: soup
            - button "What can be done with what Ada said, 12:00"
      - textbox "Message":
        - /placeholder: Answer in this thread
      - button "How to format"
      - button "Choose an emoji"
      - button "Send" [disabled]"
  `);
  expect(outlines["Who is here"]).toMatchInlineSnapshot(`
    "- complementary "Who is here":
      - heading "Who is here" [level=2]
      - button "Close the list of who is here"
      - list:
        - listitem:
          - text: Ada you owner
          - button "Change your name"
          - button "Your devices and what you wrote"
        - listitem:
          - text: Bob
          - button "Moderate Bob""
  `);

  await page.setViewportSize(NARROW);
  for (const stop of STOPS) {
    if (stop.isWideOnly === true) continue;
    await stop.open(ada);
    faults.push(...(await tooWide(page)).map((fault) => `${stop.name}: ${fault}`));
    await closeByButton(ada);
    const at = await focused(page);
    if (!stop.backTo.test(at)) faults.push(`${stop.name}: its button gave the focus to “${at}”`);
  }
  faults.push(...(await tooWide(page)).map((fault) => `the room: ${fault}`));
  await ada.goTo("/");
  await page.getByText("Reading along").waitFor();
  faults.push(...(await tooWide(page)).map((fault) => `landing: ${fault}`));
  expect(faults).toEqual([]);
});

test("what was said before is never read aloud, an edit neither, and what is new once and in order", async ({
  stage,
}) => {
  const room = newRoom("aloud");
  const [ada, bob] = await stage.pair(DESKTOP);
  const heard = await hearAll(bob);
  await ada.enter(room);
  await ada.page.evaluate(async (path) => {
    const headers = { "content-type": "application/json" };
    const say = async (text: string) => fetch(path, { method: "POST", headers, body: JSON.stringify({ text }) });
    for (let count = 1; count <= 60; count += 1) await say(`before ${count}`);
  }, `/api/rooms/${room}/messages`);
  await ada.log.getByText("before 60", { exact: true }).waitFor();
  await bob.enter(room);
  await bob.log.getByText("before 60", { exact: true }).waitFor();
  await bob.log.press("Home");
  await bob.log.getByText("before 1", { exact: true }).waitFor();
  const said = async () => (await heard()).flatMap((text) => text.split("\n")).filter((line) => line.includes("Ada"));
  await ada.say("first");
  await ada.say("second");
  await expect.poll(said).toEqual(["Ada: first", "Ada: second"]);
  await ada.composer.press("ArrowUp");
  await ada.changeTo("another second");
  await bob.log.getByText("another second").waitFor({ state: "attached" });
  await ada.say("the end");
  // What anything before had to say would be said before this, or with it.
  await expect.poll(async () => (await said()).at(-1)).toBe("Ada: the end");
  expect(await said()).toEqual(["Ada: first", "Ada: second", "Ada: the end"]);
  await ada.say("the end");
  await expect.poll(said, { message: "the same words again" }).toHaveLength(4);
});
