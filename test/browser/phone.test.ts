// A phone in the hand: what is pressed long, drawn aside and scrolled by a finger, and what has place on a small screen.

import { join } from "node:path";
import type { CDPSession } from "playwright-core";
import { expect } from "vitest";
import { violationsOf } from "./support/axe.ts";
import { PICTURES } from "./support/setup.ts";
import { newRoom, PHONE, test } from "./support/story.ts";

const SMALL = { ...PHONE, viewport: { width: 360, height: 740 }, reducedMotion: "no-preference" } as const;

test("a finger presses long, draws aside and scrolls: each does what it is for", async ({ stage }) => {
  const [ada, bob] = await stage.pair(SMALL);
  const room = newRoom("a-rather-long-name-of-a-room");
  await ada.enter(room);
  await bob.enter(room);
  await bob.say("Shall we meet at eleven, or is that too early for a Sunday?");
  await ada.sees("Shall we meet at eleven, or is that too early for a Sunday?");
  const { page } = ada;
  const picture = (name: string) => page.screenshot({ path: join(PICTURES, `phone-${name}.png`) });

  // The header: every button as large as a thumb, and the name beside them still to be read.
  const header = page.locator(".room-header");
  for (const button of await header.getByRole("button").all()) {
    const size = await button.boundingBox();
    expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(44);
  }
  expect((await header.getByRole("heading").boundingBox())?.width).toBeGreaterThanOrEqual(72);
  await picture("header-360");
  await page.setViewportSize({ width: 390, height: 844 });
  await picture("header-390");
  await page.setViewportSize({ width: 360, height: 740 });

  // A long press opens all that can be done, in words.
  const message = ada.log.getByRole("listitem").filter({ hasText: "Shall we meet" });
  const box = await message.boundingBox();
  const at = { x: (box?.x ?? 0) + 120, y: (box?.y ?? 0) + 20 };
  const finger = await page.context().newCDPSession(page);
  await touch(finger, "touchStart", at);
  const sheet = page.getByRole("dialog", { name: /^Actions for the message of .*Bob/ });
  await sheet.waitFor();
  await touch(finger, "touchEnd");
  await sheet.getByRole("button", { name: "Reply", exact: true }).waitFor();
  await picture("sheet-light");
  await page.emulateMedia({ colorScheme: "dark" });
  await picture("sheet-dark");
  expect(await violationsOf(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "light" });
  for (const button of await sheet.getByRole("button").all()) {
    const size = await button.boundingBox();
    expect(Math.min(size?.width ?? 0, size?.height ?? 0)).toBeGreaterThanOrEqual(44);
  }
  expect(await sheet.getByRole("status").allInnerTexts(), "the finger that was lifted chose nothing").toEqual(["", ""]);
  await sheet.getByRole("button", { name: "React with 👍" }).tap();
  await page.getByRole("button", { name: "👍, 1 reaction" }).waitFor();
  await expect.poll(() => sheet.count()).toBe(0);

  // Drawn aside it is answered; drawn down it scrolls, and drawn a little nothing happens.
  const answering = page.locator(".answer-bar");
  await draw(finger, at, { x: at.x + 4, y: at.y + 90 });
  await draw(finger, at, { x: at.x + 40, y: at.y + 2 });
  expect(await answering.count()).toBe(0);
  await draw(finger, at, { x: at.x + 120, y: at.y + 6 }, () => picture("swipe"));
  await answering.waitFor();
  expect(await message.getAttribute("data-swipe")).toBeNull();
  // Enter breaks the line, and the button sends.
  await ada.composer.fill("Eleven is fine");
  await ada.composer.press("End");
  await ada.composer.press("Enter");
  await page.keyboard.type("for me");
  expect(await ada.composer.inputValue()).toBe("Eleven is fine\nfor me");
  await page.getByRole("button", { name: "Send" }).tap();
  await bob.log.getByText(/^Eleven is fine\s*for me$/).waitFor();
  await bob.log.locator(".quote-place").filter({ hasText: "Shall we meet" }).waitFor();

  // The keyboard takes half of the screen: where one writes is still on it.
  await page.setViewportSize({ width: 360, height: 380 });
  const composer = await ada.composer.boundingBox();
  expect((composer?.y ?? 0) + (composer?.height ?? 0)).toBeLessThanOrEqual(380);
  await picture("keyboard");
  await page.getByRole("button", { name: "Room menu" }).tap();
  await page.getByRole("heading", { name: "Notices" }).waitFor();
  await page.setViewportSize({ width: 360, height: 740 });
  await picture("menu");
});

type Point = { readonly x: number; readonly y: number };

async function touch(finger: CDPSession, type: "touchStart" | "touchMove" | "touchEnd", at?: Point): Promise<void> {
  await finger.send("Input.dispatchTouchEvent", { type, touchPoints: at === undefined ? [] : [at] });
}

/** `before`: while the finger is where it went, and not lifted yet. */
async function draw(finger: CDPSession, from: Point, to: Point, before?: () => Promise<unknown>): Promise<void> {
  const STEPS = 8;
  const steps = Array.from({ length: STEPS }, (_, step) => (step + 1) / STEPS).map((part) => {
    return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
  });
  const [first, ...others] = steps;
  // Without a wait between: on a busy machine a finger that rests would press long.
  await Promise.all([touch(finger, "touchStart", from), touch(finger, "touchMove", first)]);
  for (const at of others) await touch(finger, "touchMove", at);
  await before?.();
  await touch(finger, "touchEnd");
}
