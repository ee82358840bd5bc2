// The rooms around one: what is new in them, how one gets from one to another, and what the keys do.

import { expect } from "vitest";
import { newRoom, PHONE, test } from "./support/story.ts";

test("R9-35 what is said elsewhere is counted in the list of rooms, and where one is the count goes", async ({
  stage,
}) => {
  const [ada, bob] = await stage.pair();
  const [kitchen, garden] = [newRoom("kitchen"), newRoom("garden")];
  await bob.enter(kitchen);
  await ada.enter(kitchen);
  await bob.say("Hello");
  await ada.sees("Hello");
  await ada.goTo(`/r/${garden}`);
  await ada.isLive();
  await bob.say("Tea?");
  await bob.say("It is getting cold");
  await bob.hasSentAll();

  await ada.page.reload();
  await ada.isLive();
  const link = ada.page.getByRole("navigation", { name: "Your rooms" }).getByRole("link", { name: kitchen });
  await expect.poll(() => link.innerText(), { message: "the count beside the room" }).toMatch(/\b2\b/);
  await link.click();
  await ada.sees("Hello", "Tea?", "It is getting cold");
  await expect.poll(() => link.innerText(), { message: "what is read is not new" }).not.toMatch(/\b2\b/);
});

test("the keyboard alone goes to another room and back to where it was, and shows what it can", async ({ stage }) => {
  const ada = await stage.person();
  const [kitchen, garden] = [newRoom("kitchen"), newRoom("garden")];
  await ada.enter(kitchen);
  const { page } = ada;
  const focusedName = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));

  await page.keyboard.press("Control+k");
  const switcher = page.getByRole("dialog", { name: "Go to a room" });
  await switcher.waitFor();
  await page.keyboard.press("Escape");
  await switcher.waitFor({ state: "hidden" });
  await expect.poll(focusedName, { message: "the focus is where it was" }).toBe("Message");

  await page.keyboard.press("Control+k");
  await switcher.getByRole("combobox").waitFor();
  await page.keyboard.type(garden);
  await switcher.getByRole("option", { name: `Open ${garden}`, selected: true }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/r/${garden}`);
  await ada.isLive();
  await page.keyboard.press("Control+k");
  await switcher.getByRole("option", { name: kitchen }).waitFor();

  await page.keyboard.press("Escape");
  await switcher.waitFor({ state: "hidden" });
  await expect.poll(focusedName).toBe("Message");
  await page.keyboard.type("?");
  expect(await ada.composer.inputValue(), "where one writes a question mark is one").toBe("?");
  await ada.log.focus();
  await page.keyboard.type("?");
  const help = page.getByRole("dialog", { name: "Commands and keys" });
  await help.getByText("Go to another room").waitFor();
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "hidden" });
});

test("R9-15 on a phone a public room is found from the landing page", async ({ stage }) => {
  const [ada, bob] = await stage.pair(PHONE);
  const title = `Baking ${newRoom("club")}`;
  await ada.goTo("/");
  await ada.page.getByRole("button", { name: "Or make one that is yours" }).tap();
  const making = ada.page.getByRole("dialog", { name: "Make a room" });
  await making.getByRole("textbox", { name: "What it is called" }).fill(title);
  await making.getByRole("radio", { name: /^Everybody/ }).check();
  await making.getByRole("button", { name: "Make the room" }).tap();
  await ada.page.getByRole("textbox", { name: "Your name" }).waitFor();
  const listed = async () => (await fetch(`${ada.origin}/api/rooms`)).text();
  await expect.poll(listed, { message: "the public rooms" }).toContain(title);

  await bob.goTo("/");
  await bob.page.getByRole("button", { name: "Look at the public rooms" }).tap();
  const directory = bob.page.getByRole("dialog", { name: "Public rooms" });
  await directory.getByRole("searchbox", { name: "Find a room" }).fill("no such thing");
  await directory.getByText("No public room has these words.").waitFor();
  await directory.getByRole("searchbox", { name: "Find a room" }).fill(title.toUpperCase());
  await directory.getByRole("link", { name: title }).tap();
  await bob.page.waitForURL("**/r/**");
  await bob.page.getByRole("heading", { level: 1, name: title }).waitFor();
});

test("Ada chooses what a room tells and how it looks, shows its code, and leaves it", async ({ stage }) => {
  const [ada, bob] = await stage.pair();
  const room = newRoom("nook");
  await ada.page.context().grantPermissions(["notifications"], { origin: ada.origin });
  await ada.enter(room);
  await bob.enter(room);
  const { page } = ada;
  const told: string[] = [];
  await page.exposeFunction("toldBySystem", (title: string) => void told.push(title));
  await page.evaluate(`
    window.Notification = class extends EventTarget {
      static permission = "granted";
      constructor(title) { super(); toldBySystem(title); }
    };
    document.hasFocus = () => false;`);
  const openMenu = () => page.getByRole("button", { name: "Room menu" }).click();

  await bob.say("Nobody asked");
  await ada.sees("Nobody asked");
  await openMenu();
  await page.getByRole("combobox", { name: "Tell me of" }).selectOption("messages that name me");
  await page.getByRole("radio", { name: "Blue" }).check();
  await page.getByRole("combobox", { name: "Density" }).selectOption("Compact");
  await page.keyboard.press("Escape");
  await bob.say("Still nobody");
  await bob.say("@Ada, tea?");
  await expect.poll(() => told, { message: "what the system told" }).toEqual([expect.stringMatching(/Bob.* in /)]);
  await expect.poll(() => page.locator('link[rel="icon"]').first().getAttribute("href")).toBe("/icon-new.svg");
  const look = () =>
    page.evaluate(() => {
      const { accent, density } = document.documentElement.dataset;
      return { accent, density };
    });
  expect(await look()).toEqual({ accent: "", density: "compact" });
  await page.reload();
  await ada.isLive();
  expect(await look(), "what was chosen is kept").toEqual({ accent: "", density: "compact" });

  await openMenu();
  await page.getByRole("button", { name: "Invite people" }).click();
  await page.getByRole("button", { name: "Show a code for a camera" }).click();
  await page.getByRole("img", { name: `Code that leads to ${ada.origin}/r/${room}` }).waitFor();
  await page.keyboard.press("Escape");
  await openMenu();
  await page.getByRole("button", { name: "Leave the room" }).click();
  await page.getByRole("button", { name: "Leave the room" }).click();
  await page.waitForURL(`${ada.origin}/`);
  const left = (name: string) =>
    Object.entries(localStorage).filter((kept) => kept.some((text) => String(text).includes(name)));
  expect(await page.evaluate(left, room)).toEqual([]);
});
