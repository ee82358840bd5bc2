// A room that is guarded: somebody reports, somebody settles it, a ban and its end, a way back, and a room's last day.

import { expect } from "vitest";
import { violatesNothing, violatesNothingInAnyLight } from "./support/accessibility.ts";
import { makeRoom, openActsOnBob, openDesk } from "./support/own-room.ts";
import { DESKTOP, DEVICES, test } from "./support/story.ts";
import type { Visitor } from "./support/visitor.ts";

/** Three browsers, one after the other: more than a story has else. */
const LONG_MS = 180_000;

test.for(DEVICES)(
  "R10-24 R10-25 R10-26 on a %s Cleo reports what Bob said, and Ada removes it from the queue",
  { timeout: LONG_MS },
  async ([, device], { stage }) => {
    const [ada, bob] = await stage.pair(device);
    const cleo = await stage.person(device);
    const room = await makeRoom(ada);
    await bob.enter(room);
    await bob.say("something rude");
    await cleo.enter(room);
    await cleo.sees("something rude");

    await openMore(cleo);
    await cleo.page.getByRole("button", { name: "Report…" }).click();
    const reporting = cleo.page.getByRole("dialog", { name: "Report this message" });
    await reporting.getByText("something rude").waitFor();
    await violatesNothingInAnyLight(cleo.page);
    await reporting.getByRole("textbox", { name: /^Why/ }).fill("not here, please");
    await reporting.getByRole("button", { name: "Report", exact: true }).click();
    await cleo.page.getByRole("status").filter({ hasText: "Reported." }).waitFor();
    expect(await bob.page.getByText("not here, please").count(), "nobody else is told").toBe(0);

    await ada.page.getByRole("button", { name: "Room menu; reports wait" }).waitFor();
    expect(await bob.page.getByRole("button", { name: /reports wait/ }).count(), "nobody else hears of it").toBe(0);
    const desk = await openDesk(ada);
    await desk.getByText("1 report waits.").waitFor();
    const report = desk.getByRole("listitem", { name: /^Report of a message by .*Bob/ });
    await report.getByText("something rude").waitFor();
    await report.getByText(/Cleo.*not here, please/).waitFor();
    await violatesNothing(ada.page);
    await report.getByRole("button", { name: "Remove it" }).click();
    await report.getByRole("button", { name: "Do it" }).click();
    await desk.getByText("Nothing waits.").waitFor();
    await desk.getByText(/^Acted on by .*Ada/).waitFor();
    await bob.sees();

    await desk.getByRole("tab", { name: "Record" }).click();
    await desk.getByText(/Ada.* removed message/).waitFor();
    await desk.getByText(/Ada.* acted on report .*1/).waitFor();
    await violatesNothing(ada.page);
    await ada.page.keyboard.press("Escape");
    await ada.page.getByRole("button", { name: "Room menu", exact: true }).waitFor();
  },
);

test("R10-28 Ada lists a word by its command, and it is masked in what Bob says; R10-29 all that he said is removed", async ({
  stage,
}) => {
  const [ada, bob] = await stage.pair(DESKTOP);
  const room = await makeRoom(ada);
  await bob.enter(room);
  await ada.say("/words");
  const desk = ada.page.getByRole("dialog", { name: "Moderation" });
  await desk.getByRole("textbox", { name: /^Words and phrases/ }).fill("marmalade\n\nmarmalade");
  await desk.getByRole("button", { name: "Save the list" }).click();
  await desk.getByText("Saved: 1 word.").waitFor();
  await ada.page.keyboard.press("Escape");
  await bob.say("no Marmalade for me");
  await ada.sees("no ********* for me");

  await openMore(ada);
  await ada.page.getByRole("button", { name: /^Remove everything by .*Bob/ }).click();
  const purging = ada.page.getByRole("dialog", { name: /^Remove everything by .*Bob/ });
  await violatesNothing(ada.page);
  await purging.getByRole("combobox", { name: "Said" }).selectOption("ever, up to now");
  await purging.getByRole("button", { name: "Remove all of it" }).click();
  await bob.sees();
});

test("R9-23 the room that Ada made is hers in a second browser too, by the way back that she was offered", async ({
  stage,
}) => {
  const [ada, other] = await stage.pair(DESKTOP);
  const room = await makeRoom(ada);
  await ada.page.getByRole("button", { name: "Keep a way back" }).click();
  const yours = ada.page.getByRole("dialog", { name: "You in here" });
  await yours.getByRole("button", { name: "Make the link" }).click();
  const link = new URL(await yours.getByRole("textbox", { name: "Link for another device" }).inputValue());
  await yours.getByText(/^Good until \d.*and once/).waitFor();
  await yours.getByRole("button", { name: "Show a code for a camera" }).click();
  await yours.getByRole("img", { name: /^Code that leads to/ }).waitFor();
  await violatesNothing(ada.page);

  await other.goTo(`/${link.hash}`);
  await other.page.getByRole("button", { name: "Use this device" }).click();
  await other.page.getByText(/Here too you are .*Ada.* now/).waitFor();
  await other.goTo(`/r/${room}`);
  await other.isLive();
  await other.page.getByRole("button", { name: "Room settings" }).waitFor();
  expect(await other.page.getByRole("button", { name: "Keep a way back" }).count(), "it is offered once").toBe(0);

  // It was not Ada's own device.
  await other.page.getByRole("button", { name: /^Room menu/ }).click();
  await other.page.getByRole("button", { name: "Your devices and what you wrote" }).click();
  await other.page.getByRole("button", { name: "Sign out and forget all…" }).click();
  await violatesNothing(other.page);
  await other.page.getByRole("button", { name: "Forget everything" }).click();
  await other.page.getByRole("button", { name: "Open room" }).waitFor();
  expect(await other.page.evaluate(keptHere), "what that device still holds").not.toContain(room);
  await other.goTo(`/r/${room}`);
  await other.page.getByRole("textbox", { name: "Your name" }).waitFor();
});

test("R4-33 a ban that Ada makes acts on both of Bob's tabs at once, and is taken back by its undo", async ({
  stage,
}) => {
  const [ada, bob] = await stage.pair(DESKTOP);
  const room = await makeRoom(ada);
  await bob.enter(room);
  const tab = await bob.openTab();
  await tab.goTo(`/r/${room}`);
  await tab.isLive();

  const about = await openActsOnBob(ada);
  await about.getByRole("group", { name: "Ban" }).getByRole("button", { name: "1 hour" }).click();
  await ada.page.getByRole("button", { name: /^Ban .*Bob/ }).click();
  // What was done stays told as long as somebody is on it.
  const undo = ada.page.getByRole("status").filter({ hasText: "is banned" }).getByRole("button", { name: "Undo" });
  await undo.focus();
  for (const { page } of [bob, tab]) await page.getByText(/^You are banned from this room until \d/).waitFor();
  expect(await bob.page.getByRole("button", { name: "Come back" }).count(), "it would lead to the same refusal").toBe(
    0,
  );

  // R10-65: until when, and by whom, as the room tells its moderators.
  const banned = ada.page.getByRole("region", { name: "Banned" });
  await banned.getByText(/^until \d.* · by .*Ada/).waitFor();
  await violatesNothing(ada.page);

  await undo.press("Enter");
  await banned.waitFor({ state: "hidden" });
  await ada.log.getByText(/Ada.* lifted the ban of .*Bob/).waitFor();
  for (const each of [bob, tab]) {
    await each.page.reload();
    await each.isLive();
  }
});

test("R4-32 R10-40 R10-41 Ada is told that sending away cannot be taken back; she deletes the room once she typed its name", async ({
  stage,
}) => {
  const [ada, bob] = await stage.pair(DESKTOP);
  bob.expectNetworkFaults();
  const room = await makeRoom(ada);
  await bob.enter(room);
  const about = await openActsOnBob(ada);
  await about.getByRole("button", { name: "Send away" }).click();
  await about.getByText(/cannot be taken back, but they may come back by themselves/).waitFor();
  await ada.page.getByRole("button", { name: /^Send .*Bob.* away$/ }).click();
  await ada.page.getByRole("status").filter({ hasText: "was sent away" }).waitFor();
  await bob.page.getByRole("button", { name: "Come back" }).click();
  await bob.isLive();

  await ada.page.getByRole("button", { name: "Room settings" }).click();
  const settings = ada.page.getByRole("dialog", { name: "Room settings" });
  await settings.getByRole("button", { name: "Delete this room…" }).click();
  const ending = ada.page.getByRole("dialog", { name: /^Delete .*Workshop/ });
  const button = ending.getByRole("button", { name: "Delete the room" });
  expect(await button.isDisabled()).toBe(true);
  await violatesNothing(ada.page);
  await ending.getByRole("textbox", { name: /^Type its name/ }).fill("Workshop");
  await button.click();
  await ada.page.getByRole("button", { name: "Or make one that is yours" }).waitFor();
  expect(new URL(ada.page.url()).pathname).toBe("/");
  await bob.page.getByText("There is no such room, or it is not open to you.").waitFor();
});

test("what guards a room can be used by everybody, in the light and in the dark: record, words, hook, what is one's own", async ({
  stage,
}) => {
  const ada = await stage.person(DESKTOP);
  // There is no hook, which is how its form begins.
  ada.expectStatus(404);
  await makeRoom(ada);
  const desk = await openDesk(ada);
  await desk.getByRole("tab", { name: "Words" }).click();
  await desk.getByRole("textbox", { name: /^Words and phrases/ }).fill("marmalade");
  await violatesNothingInAnyLight(ada.page);
  await desk.getByRole("button", { name: "Save the list" }).click();
  await desk.getByText("Saved: 1 word.").waitFor();
  await desk.getByRole("tab", { name: "Hook" }).click();
  await desk.getByRole("textbox", { name: /^Address/ }).waitFor();
  await violatesNothingInAnyLight(ada.page);
  await desk.getByRole("tab", { name: "Record" }).click();
  await desk.getByText(/Ada.* listed words/).waitFor();
  await violatesNothingInAnyLight(ada.page);
  await ada.page.keyboard.press("Escape");

  await ada.page.getByRole("button", { name: "Room menu" }).click();
  await ada.page.getByRole("button", { name: "Your devices and what you wrote" }).click();
  await ada.page.getByRole("dialog", { name: "You in here" }).waitFor();
  await violatesNothingInAnyLight(ada.page);
});

/** Opens all that can be done with what Bob said last. */
async function openMore({ page }: Visitor): Promise<void> {
  await page
    .getByRole("button", { name: /^What can be done with what .*Bob/ })
    .last()
    .press("Enter");
  // What opens takes the focus: before that, a key would go to where it is taken.
  await page.locator("[role=toolbar] :focus").waitFor();
  await page.getByRole("toolbar").getByRole("button", { name: "More" }).press("Enter");
}

/** All that a browser keeps for this site, as text. */
async function keptHere(): Promise<string> {
  const rows: unknown[] = [];
  for (const { name = "" } of await indexedDB.databases()) {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const asked = indexedDB.open(name);
      asked.addEventListener("success", () => resolve(asked.result));
    });
    for (const store of database.objectStoreNames) {
      const asked = database.transaction(store).objectStore(store).getAll();
      rows.push(await new Promise((resolve) => asked.addEventListener("success", () => resolve(asked.result))));
    }
    database.close();
  }
  return JSON.stringify([rows, Object.entries(localStorage)]);
}
