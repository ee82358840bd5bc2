// axe finds nothing to object to, in both themes; and a finger finds everything.

import type { Page } from "playwright-core";
import { expect } from "vitest";
import { violationsOf } from "./support/axe.ts";
import { DESKTOP, newRoom, PHONE, test } from "./support/story.ts";

const SIGHTS = [
  { device: "a desktop", colorScheme: "light", options: DESKTOP },
  { device: "a desktop", colorScheme: "dark", options: DESKTOP },
  { device: "a phone", colorScheme: "light", options: PHONE },
] as const;

test.for(SIGHTS)(
  "axe has no violation on $device in $colorScheme: landing, name dialog, room, who is here",
  async ({ colorScheme, options }, { stage }) => {
    const room = newRoom("axe");
    const [ada, bob] = await stage.pair({ ...options, colorScheme });
    await bob.enter(room);
    await bob.say("Have a look at https://example.org");

    await ada.goTo("/");
    await ada.page.getByRole("heading", { level: 1 }).waitFor();
    await violatesNothing(ada.page);

    await ada.goTo(`/r/${room}`);
    await ada.page.getByRole("dialog").waitFor();
    await violatesNothing(ada.page);

    await ada.enter(room);
    await ada.say("I will");
    await ada.sees("Have a look at https://example.org", "I will");
    await ada.hasSentAll();
    await violatesNothing(ada.page);

    await ada.page.getByRole("button", { name: /^Who is here/ }).click();
    await ada.page.getByRole("heading", { name: "Who is here" }).waitFor();
    await violatesNothing(ada.page);
  },
);

test("on a phone every control is at least 44 pixels high and wide, and nothing runs off the side", async ({
  stage,
}) => {
  const ada = await stage.person(PHONE);
  const small = async () =>
    ada.page
      .getByRole("button")
      .or(ada.page.getByRole("textbox"))
      .evaluateAll((controls) =>
        controls
          .map((control) => ({
            name: control.getAttribute("aria-label") ?? control.textContent,
            box: control.getBoundingClientRect(),
          }))
          .filter(({ box }) => box.width > 0 && (box.width < 43.5 || box.height < 43.5))
          .map(({ name, box }) => `${name}: ${Math.round(box.width)} × ${Math.round(box.height)}`),
      );
  const overflow = async () => ada.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

  await ada.goTo("/");
  await ada.page.getByRole("button", { name: "Open room" }).waitFor();
  expect(await small()).toEqual([]);
  expect(await overflow()).toBeLessThanOrEqual(0);
  await ada.enter(newRoom("thumb"));
  await ada.say(`a${"a".repeat(300)} https://example.org/${"b".repeat(300)}`);
  await ada.hasSentAll();
  expect(await small()).toEqual([]);
  expect(await overflow()).toBeLessThanOrEqual(0);
});

async function violatesNothing(page: Page): Promise<void> {
  expect(await violationsOf(page)).toEqual([]);
}
