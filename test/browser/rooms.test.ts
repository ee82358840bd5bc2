// A private room from the first to the last: made, entered by an invite, named anew, and somebody sent away.

import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { test } from "./support/story.ts";
import type { Visitor } from "./support/visitor.ts";

test("R10-8 R4-27 R4-34 R4-33 Ada makes a private room, invites Bob, sets its topic, mutes him and bans him", async ({
  stage,
}) => {
  const [ada, bob] = await stage.pair();

  await ada.goTo("/");
  await ada.page.getByRole("button", { name: "Or make one that is yours" }).click();
  const making = ada.page.getByRole("dialog", { name: "Make a room" });
  await making.getByRole("textbox", { name: "What it is called" }).fill("Reading circle");
  await making.getByRole("radio", { name: /^Only those you invite/ }).check();
  await making.getByRole("button", { name: "Make the room" }).click();
  await joinAs(ada);
  await ada.page.getByRole("heading", { level: 1, name: "Reading circle" }).waitFor();

  const link = await inviteBy(ada.page);
  expect(new URL(link).pathname).toMatch(/^\/r\/p-[a-z0-9]{26,}$/);
  await bob.goTo(link.slice(new URL(link).origin.length));
  await bob.page.getByRole("dialog", { name: "You are invited" }).waitFor();
  expect(bob.page.url(), "the secret is out of the address").not.toContain("invite");
  await joinAs(bob);
  await ada.log.getByText(/Bob.* came in by an invite/).waitFor();
  await bob.say("Hello Ada");
  await ada.sees("Hello Ada");

  await ada.page.getByRole("button", { name: "Room settings" }).click();
  const settings = ada.page.getByRole("dialog", { name: "Room settings" });
  await settings.getByRole("textbox", { name: "What it is about" }).fill("Middlemarch, book two");
  await settings.getByRole("button", { name: "Save" }).click();
  await bob.page.getByRole("banner").or(bob.page.locator(".room-header")).getByText("Middlemarch, book two").waitFor();

  await (
    await moderating(ada)
  )
    .getByRole("group", { name: "Mute" })
    .getByRole("button", { name: "10 minutes" })
    .click();
  await bob.page.getByText(/^You are muted here until \d/).waitFor();
  expect(await bob.composer.count()).toBe(0);

  const banning = await moderating(ada);
  await banning.getByRole("group", { name: "Ban" }).getByRole("button", { name: "1 hour" }).click();
  await ada.page.getByRole("button", { name: /^Ban .*Bob/ }).click();
  await bob.page.getByText(/^You are banned from this room until \d/).waitFor();
  await ada.log.getByText(/Ada.* banned .*Bob.* until/).waitFor();
});

test("R10-7 R10-8 an invite that was used up, and a private room without one, say so in words", async ({ stage }) => {
  const bob = await stage.person();
  bob.expectStatus(404);
  await bob.goTo(`/r/p-${"a".repeat(26)}#invite=${"x".repeat(43)}`);
  await joinAs(bob, "stopped");
  await bob.page.getByRole("heading", { name: "You are not in yet" }).waitFor();
  await bob.page.getByText(/^This invite is of no use any more/).waitFor();
  await bob.page.reload();
  await bob.page.getByText(/^There is no such room, or it is not open to you/).waitFor();
});

async function joinAs(visitor: Visitor, end: "live" | "stopped" = "live"): Promise<void> {
  await visitor.page.getByRole("textbox", { name: "Your name" }).fill(visitor.name);
  await visitor.page.getByRole("button", { name: "Join the room" }).click();
  if (end === "live") await visitor.isLive();
}

/** Makes an invite for one member, and reads its link off the page. */
async function inviteBy(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const sheet = page.getByRole("dialog", { name: "Invite people" });
  await sheet.getByRole("button", { name: "Make an invite" }).click();
  const link = await sheet.getByRole("textbox", { name: "Link of the invite" }).inputValue();
  await page.keyboard.press("Escape");
  return link;
}

/** Opens what may be done about Bob. */
async function moderating({ page }: Visitor): Promise<Locator> {
  const button = page.getByRole("button", { name: /^Moderate .*Bob/ });
  if ((await button.count()) === 0) await page.getByRole("button", { name: /^Who is here/ }).click();
  await button.click();
  return page.getByRole("dialog", { name: /Bob/ });
}
