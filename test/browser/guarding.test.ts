// A room that is guarded: somebody reports, somebody settles it, a ban and its end, a way back, and a room's last day.

import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
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
    await violatesNothing(cleo.page);
    await reporting.getByRole("textbox", { name: /^Why/ }).fill("not here, please");
    await reporting.getByRole("button", { name: "Report", exact: true }).click();
    await cleo.page.getByRole("status").filter({ hasText: "Reported." }).waitFor();
    expect(await bob.page.getByText("not here, please").count(), "nobody else is told").toBe(0);

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
  await violatesNothing(ada.page);
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
});

/** Makes a room that is the visitor's, and gives its name. */
async function makeRoom(visitor: Visitor): Promise<string> {
  const { page } = visitor;
  await visitor.goTo("/");
  await page.getByRole("button", { name: "Or make one that is yours" }).click();
  const making = page.getByRole("dialog", { name: "Make a room" });
  await making.getByRole("textbox", { name: "What it is called" }).fill("Workshop");
  await making.getByRole("button", { name: "Make the room" }).click();
  await page.getByRole("textbox", { name: "Your name" }).fill(visitor.name);
  await page.getByRole("button", { name: "Join the room" }).click();
  await visitor.isLive();
  return new URL(page.url()).pathname.split("/")[2] ?? "";
}

/** Opens all that can be done with what Bob said last. */
async function openMore({ page }: Visitor): Promise<void> {
  await page
    .getByRole("button", { name: /^What can be done with what .*Bob/ })
    .last()
    .press("Enter");
  await page.getByRole("toolbar").getByRole("button", { name: "More" }).press("Enter");
}

async function openDesk({ page }: Visitor): Promise<Locator> {
  await page.getByRole("button", { name: "Room menu" }).click();
  await page.getByRole("button", { name: "Moderation" }).click();
  return page.getByRole("dialog", { name: "Moderation" });
}

async function violatesNothing(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 150)).join(" | ")}`),
  ).toEqual([]);
}
