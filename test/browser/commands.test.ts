// Commands of the composer: offered as one types, done or refused there, and nothing typed is ever lost.

import { expect } from "vitest";
import { makeRoom } from "./support/own-room.ts";
import { newRoom, PHONE, test } from "./support/story.ts";

test("R4-33 Ada mutes Bob by a command that she only begins, and takes it back", async ({ stage }) => {
  const [ada, bob] = await stage.pair();
  const room = await makeRoom(ada);
  await bob.enter(room);
  await bob.say("Hello");
  await ada.sees("Hello");

  await ada.composer.pressSequentially("/mu");
  const offers = ada.page.getByRole("listbox", { name: "Commands to choose from" });
  await offers.getByRole("option", { name: /^\/mute/ }).waitFor();
  expect(await ada.composer.getAttribute("aria-activedescendant")).toBe(
    await offers.getByRole("option", { selected: true }).getAttribute("id"),
  );
  await ada.page.keyboard.press("Tab");
  expect(await ada.composer.inputValue()).toBe("/mute ");
  await ada.page.keyboard.type("bo");
  await offers.getByRole("option", { name: "Bob" }).waitFor();
  await ada.page.keyboard.press("Enter");
  await expect.poll(() => ada.composer.inputValue()).toBe("/mute Bob ");
  await ada.page.keyboard.type("10m");
  await ada.page.keyboard.press("Enter");
  await bob.page.getByText(/^You are muted here until \d/).waitFor();
  await expect.poll(() => ada.composer.inputValue(), { message: "what was done is not there any more" }).toBe("");

  await ada.page.getByRole("status").filter({ hasText: "is muted" }).getByRole("button", { name: "Undo" }).click();
  await bob.composer.waitFor();
});

test("what is refused, unknown or only looks like a command stays where it was written", async ({ stage }) => {
  const [ada, bob] = await stage.pair(PHONE);
  const room = newRoom("commands");
  await ada.enter(room);
  await bob.enter(room);

  await ada.say("/me waves");
  await bob.sees("Ada waves");
  await ada.say("//me is how");
  await bob.sees("Ada waves", "/me is how");

  await ada.say("/ban Bob");
  await ada.page.getByRole("alert").filter({ hasText: "Not done: your role here does not allow it." }).waitFor();
  expect(await ada.composer.inputValue()).toBe("/ban Bob");
  await ada.say("/frobnicate it");
  await ada.page.getByRole("alert").filter({ hasText: "There is no command /frobnicate" }).waitFor();
  expect(await ada.composer.inputValue()).toBe("/frobnicate it");
  await ada.page.getByRole("button", { name: "Send as a message" }).tap();
  await bob.sees("Ada waves", "/me is how", "/frobnicate it");
  expect(await ada.composer.inputValue()).toBe("");
});
