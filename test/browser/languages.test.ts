// The app in the language of the browser, from the first paint on, or in the one that a person chooses.

import type { Page } from "playwright-core";
import { expect } from "vitest";
import { DESKTOP, newRoom, test } from "./support/story.ts";

const CZECH = { ...DESKTOP, locale: "cs-CZ", timezoneId: "Europe/Prague" };

/** Keeps every heading that could be seen in some frame. */
async function watchHeadings(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(`{
    window.seenHeadings = new Set();
    const look = () => {
      const heading = document.querySelector("h1");
      if (heading !== null && getComputedStyle(heading).visibility === "visible") seenHeadings.add(heading.textContent);
      requestAnimationFrame(look);
    };
    look();
  }`);
  return async () => page.evaluate<readonly string[]>("[...seenHeadings]");
}

test("a Czech browser is spoken to in Czech and never in English before; German can be chosen, and stays", async ({
  stage,
}) => {
  const jana = await stage.person(CZECH);
  const room = newRoom("jazyky");
  const words: string[] = [];
  jana.page.on("request", (request) => {
    const name = /\/assets\/((?:en|cs|de)(?:-[a-z-]+)?)-[A-Z0-9]+\.js$/.exec(request.url())?.[1];
    if (name !== undefined) words.push(name);
  });
  const headings = await watchHeadings(jana.page);

  await jana.goTo("/");
  await jana.page.getByRole("button", { name: "Otevřít místnost" }).waitFor();
  await expect.poll(headings).toEqual(["Založ místnost, pošli odkaz a povídej si."]);
  expect(await jana.page.title()).toBe("Hubbub: založ místnost, pošli odkaz a povídej si");
  expect(await jana.page.evaluate("document.documentElement.lang")).toBe("cs");
  expect(words).toEqual(expect.arrayContaining(["cs", "cs-pages"]));
  expect(words.filter((name) => !name.startsWith("cs"))).toEqual([]);

  await jana.goTo(`/r/${room}`);
  await jana.page.getByRole("textbox", { name: "Tvoje jméno" }).fill("Jana");
  await jana.page.getByRole("button", { name: "Vstoupit do místnosti" }).click();
  await jana.page.getByRole("textbox", { name: "Zpráva" }).fill("Ahoj");
  await jana.page.getByRole("textbox", { name: "Zpráva" }).press("Enter");
  const log = jana.page.getByRole("log", { name: "Zprávy" });
  await expect.poll(async () => log.locator("[dir=auto]").allInnerTexts()).toEqual(["Ahoj"]);
  await log.getByText("Dnes", { exact: true }).waitFor();
  expect(words.filter((name) => name.startsWith("en"))).toEqual([]);

  await jana.page.getByRole("button", { name: "Nabídka místnosti" }).click();
  await jana.page.getByRole("combobox", { name: "Jazyk" }).selectOption({ label: "Deutsch" });
  await jana.page.getByRole("textbox", { name: "Nachricht" }).waitFor();
  await jana.page.getByRole("log", { name: "Nachrichten" }).getByText("Heute", { exact: true }).waitFor();
  expect(await jana.page.evaluate("document.documentElement.lang")).toBe("de");

  await jana.goTo("/uses/game");
  await jana.page.getByRole("heading", { name: "Ein Spiel zu zweit" }).waitFor();
  await jana.page.getByRole("button", { name: "Kreuz spielen" }).waitFor();
  expect(await jana.page.title()).toBe("Ein Spiel zu zweit · Hubbub");

  // The whole of one page in one language: the contract is English, and says so in theirs.
  await jana.goTo("/docs");
  expect(await jana.page.evaluate("document.documentElement.lang")).toBe("en");
  await jana.page.getByRole("button", { name: /^Turn the lights/ }).waitFor();
  await jana.page.getByText("Diese Seite ist ein Nachschlagewerk für Entwickler, nur auf Englisch.").waitFor();
});
