// What two people do with messages: they edit, react, pin and remove, and both see the same.

import { expect } from "vitest";
import { violationsOf } from "./support/axe.ts";
import { DESKTOP, newRoom, test } from "./support/story.ts";
import type { Visitor } from "./support/visitor.ts";

const message = ({ log }: Visitor, text: string) => log.getByRole("listitem").filter({ hasText: text });

test("R4-21 R4-22 R4-24 an edit, a reaction and a removal are seen by the other; offline nothing is changed", async ({
  stage,
}) => {
  const room = newRoom("acts");
  const [ada, bob] = await stage.pair(DESKTOP);
  await ada.enter(room);
  await bob.enter(room);
  await ada.say("helo");
  await ada.say("regretted");
  await bob.sees("helo", "regretted");
  await ada.hasSentAll();

  // By keys: Up in the empty composer edits one's newest, Escape leaves it.
  const field = ada.page.getByRole("textbox", { name: "Changed text" });
  await ada.composer.press("ArrowUp");
  await field.waitFor();
  expect(await field.inputValue()).toBe("regretted");
  await field.press("Escape");
  await expect.poll(() => ada.composer.evaluate((area) => area === document.activeElement)).toBe(true);

  // From the newest message up to the one before, and into its actions.
  await ada.page
    .getByRole("button", { name: /^What can be done with what .*Ada/ })
    .last()
    .focus();
  await ada.page.keyboard.press("ArrowUp");
  await ada.page.keyboard.press("Enter");
  const react = ada.page.getByRole("toolbar").getByRole("button", { name: "React" });
  await expect.poll(() => react.evaluate((button) => button === document.activeElement)).toBe(true);
  await ada.page.keyboard.press("ArrowRight");
  await ada.page.keyboard.press("Enter");
  await field.fill("hello");
  await field.press("Enter");
  await bob.sees("hello", "regretted");
  expect(await bob.log.locator("[data-edited]").allInnerTexts()).toEqual(["hello"]);

  // By the pointer.
  await message(bob, "hello").hover();
  await bob.page.getByRole("button", { name: "React", exact: true }).click();
  await bob.page.getByRole("button", { name: "React with 🎉" }).click();
  await ada.page.getByRole("button", { name: "🎉, 1 reaction" }).click();
  const both = bob.page.getByRole("button", { name: "🎉, 2 reactions" });
  await both.waitFor();
  expect(await both.getAttribute("aria-pressed")).toBe("true");
  await message(bob, "regretted").hover();
  await bob.page.getByRole("button", { name: "Copy link" }).waitFor();
  expect(await violationsOf(bob.page)).toEqual([]);
  expect(await bob.page.getByRole("button", { name: "Remove message" }).count(), "of others one removes nothing").toBe(
    0,
  );
  // Her reaction has come back first: until then her page moves under the pointer.
  await ada.page.getByRole("button", { name: "🎉, 2 reactions" }).waitFor();
  await ada.page.mouse.move(0, 0);
  await message(ada, "regretted").hover();
  await ada.page.getByRole("button", { name: "Remove message" }).click();
  await ada.page.getByRole("button", { name: "Remove", exact: true }).click();
  await message(bob, "This message was removed.").waitFor();
  await bob.sees("hello");

  await ada.goOffline();
  await ada.page.getByText(/^You are offline\. What you write is kept/).waitFor();
  await ada.composer.press("ArrowUp");
  await field.fill("said while nobody can hear it");
  await field.press("Enter");
  await ada.page
    .getByRole("alert")
    .filter({ hasText: "You are offline. Messages can be changed once you are back." })
    .waitFor();
  expect(await field.inputValue(), "what was typed is kept").toBe("said while nobody can hear it");
  await ada.comeBack();
});
