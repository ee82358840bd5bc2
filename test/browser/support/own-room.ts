// own-room.ts: a room that a visitor makes, and its owner's ways in it.

import type { Locator } from "playwright-core";
import type { Visitor } from "./visitor.ts";

/** Makes a room that is the visitor's, and gives its name. */
export async function makeRoom(visitor: Visitor): Promise<string> {
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

/** Opens the moderators' desk at its reports. */
export async function openDesk({ page }: Visitor): Promise<Locator> {
  await page.getByRole("button", { name: "Room menu" }).click();
  await page.getByRole("button", { name: "Moderation" }).click();
  return page.getByRole("dialog", { name: "Moderation" });
}

/** What may be done about Bob. */
export async function openActsOnBob({ page }: Visitor): Promise<Locator> {
  await page.getByRole("button", { name: /^Who is here/ }).click();
  await page.getByRole("button", { name: /^Moderate .*Bob/ }).click();
  return page.getByRole("dialog", { name: /Bob/ });
}
