// Without a mouse: from the landing page to a message that was sent, and back out of whatever opens.

import type { Page } from "playwright-core";
import { expect } from "vitest";
import { newRoom, test } from "./support/story.ts";

test("the keyboard alone goes from the landing page to a sent message", async ({ stage }) => {
  const room = newRoom("keys");
  const ada = await stage.person();
  const { page } = ada;
  await ada.goTo("/");
  await tabTo(page, "Room to make or join");
  await page.keyboard.type(room);
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/r/${room}`);

  await page.getByRole("dialog").waitFor();
  expect(await focused(page), "the name field has the focus, its proposal selected").toBe("Your name");
  await page.keyboard.type("Ada");
  await page.keyboard.press("Enter");
  await ada.isLive();
  await expect.poll(() => focused(page), { message: "the composer has the focus" }).toBe("Message");
  await page.keyboard.type("first line");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("second line");
  await page.keyboard.press("Enter");
  await ada.sees("first line\nsecond line");
  await ada.hasSentAll();
  expect(await ada.composer.inputValue()).toBe("");
  expect(await focused(page), "the focus stays where one writes").toBe("Message");

  await tabTo(page, /^Who is here/, "Shift+Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Who is here" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: "Who is here" }).waitFor({ state: "hidden" });
  expect(await focused(page), "Escape gives the focus back").toMatch(/^Who is here/);

  await tabTo(page, "Messages");
  await page.keyboard.type("x");
  expect(await focused(page), "typing anywhere is writing").toBe("Message");
});

test("whatever has the focus shows it", async ({ stage }) => {
  const ada = await stage.person();
  await ada.enter(newRoom("focus"));
  for (let step = 0; step < 15; step += 1) {
    await ada.page.keyboard.press("Tab");
    const shown = await ada.page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return "nothing";
      const visible = (candidate: Element) => {
        const style = getComputedStyle(candidate);
        return (
          (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none"
        );
      };
      const around = element.closest("form, .input, li");
      return visible(element) || (around !== null && visible(around))
        ? "ring"
        : `no ring on ${element.outerHTML.slice(0, 120)}`;
    });
    expect(shown).toMatch(/^(ring|nothing)$/);
  }
});

/** Presses Tab until what has the focus is called so. */
async function tabTo(page: Page, name: string | RegExp, key = "Tab"): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press(key);
    const here = await focused(page);
    if (typeof name === "string" ? here === name : name.test(here)) return;
    passed.push(here);
  }
  throw new Error(`${key} never came to ${String(name)}, but to: ${passed.join(", ")}`);
}

/** The name of what has the focus: its label, or its own words. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return "";
    const label =
      element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
        ? element.labels?.[0]?.textContent
        : undefined;
    return (element.getAttribute("aria-label") ?? label ?? element.textContent).trim();
  });
}
