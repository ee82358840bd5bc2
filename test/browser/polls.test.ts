// What two people do with a poll: one asks, both choose, one changes their mind, and it is closed.

import { expect } from "vitest";
import { violationsOf } from "./support/axe.ts";
import { DESKTOP, newRoom, PHONE, test } from "./support/story.ts";
import type { Visitor } from "./support/visitor.ts";

const pollOf = ({ log }: Visitor, question: string) => log.locator(".poll").filter({ hasText: question });
const violations = async ({ page }: Visitor) => violationsOf(page);

test("R4-70 R4-71 R4-73 a poll is asked, voted in, thought over and closed, and both see it as it happens", async ({
  stage,
}) => {
  const room = newRoom("poll");
  const [ada, bob] = [await stage.person(DESKTOP), await stage.person(PHONE)];
  await ada.enter(room);
  await bob.enter(room);

  // By a line in the composer.
  await ada.composer.fill("/po");
  await ada.page.getByRole("option", { name: "/poll" }).click();
  await ada.composer.pressSequentially("Lunch? | Soup | Salad");
  await ada.composer.press("Enter");
  await ada.hasSentAll();

  const hers = pollOf(ada, "Lunch?");
  const his = pollOf(bob, "Lunch?");
  const soup = hers.getByRole("radio", { name: "Soup" });
  await soup.check();
  await his.getByText("1 person voted").waitFor();
  await his.getByRole("radio", { name: "Soup" }).check();
  await hers.getByText("2 people voted").waitFor();
  // By keys: down to the next, which is chosen where one stops.
  await soup.focus();
  await ada.page.keyboard.press("ArrowDown");
  await his.locator("label").filter({ hasText: "Salad" }).getByText("1 vote", { exact: true }).waitFor();
  expect(await hers.getByRole("radio", { name: "Salad" }).isChecked()).toBe(true);
  expect(await violations(ada)).toEqual([]);

  await his.getByRole("button", { name: "Who voted" }).click();
  const votes = bob.page.getByRole("dialog", { name: "Votes" });
  await votes.getByRole("region", { name: "Salad" }).getByText("Ada").waitFor();
  await votes.getByText("(you)").waitFor();
  expect(await violations(bob)).toEqual([]);
  await votes.getByRole("button", { name: "Close" }).click();
  await his.getByRole("button", { name: "Take my vote back" }).click();
  await hers.getByText("1 person voted").waitFor();
  expect(await his.getByRole("button", { name: "Close poll" }).count(), "another's poll").toBe(0);

  await hers.getByRole("button", { name: "Close poll" }).click();
  await hers.getByRole("button", { name: "Close it" }).click();
  await his.getByText("Closed").waitFor();
  expect(await his.getByRole("radio", { name: "Soup" }).isDisabled()).toBe(true);

  // In a sheet, where the line is not whole.
  await bob.say("/poll Cake?");
  const sheet = bob.page.getByRole("dialog", { name: "Ask everybody to choose" });
  await sheet.getByLabel("Choice 1").fill("Yes");
  await sheet.getByRole("button", { name: "Ask", exact: true }).click();
  await sheet.getByRole("alert").waitFor();
  await sheet.getByLabel("Choice 2").fill("With cream");
  await sheet.getByLabel("People may choose several").check();
  expect(await violations(bob)).toEqual([]);
  await sheet.getByRole("button", { name: "Ask", exact: true }).click();
  const cake = pollOf(ada, "Cake?");
  await cake.getByRole("checkbox", { name: "Yes" }).check();
  await cake.getByRole("checkbox", { name: "With cream" }).check();
  await pollOf(bob, "Cake?").locator("label").filter({ hasText: "With cream" }).getByText("1 vote").waitFor();
  // Whoever comes back finds it as it was left.
  await ada.page.reload();
  await pollOf(ada, "Cake?").getByRole("checkbox", { name: "With cream", checked: true }).waitFor();
  expect(await violations(ada)).toEqual([]);
});
