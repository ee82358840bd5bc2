// What people write, and how it is read: marks, code, spoilers, emoji, and links of people whom nobody knows.

import { expect } from "vitest";
import { violationsOf } from "./support/axe.ts";
import { DESKTOP, newRoom, PHONE, test } from "./support/story.ts";
import type { Visitor } from "./support/visitor.ts";

const message = ({ log }: Visitor, text: string) => log.getByRole("listitem").filter({ hasText: text });

async function isAccessible({ page }: Visitor): Promise<void> {
  expect(await violationsOf(page)).toEqual([]);
}

test("what Ada marks Bob sees as she meant it, code in colours, a spoiler once he presses it", async ({ stage }) => {
  const room = newRoom("marks");
  const [ada, bob] = await stage.pair(DESKTOP);
  await ada.enter(room);
  await bob.enter(room);

  await ada.composer.fill("so important");
  await ada.composer.press("ControlOrMeta+A");
  await ada.composer.press("ControlOrMeta+B");
  expect(await ada.composer.inputValue()).toBe("**so important**");
  await ada.composer.press("ControlOrMeta+Z");
  expect(await ada.composer.inputValue(), "it can be undone").toBe("so important");
  await ada.composer.press("ControlOrMeta+B");
  await ada.composer.press("Enter");
  await bob.log.locator("strong", { hasText: "so important" }).waitFor();

  await ada.say("```js\nconst a = '<b>';\n```\n> quoted\n- one\n- two");
  await bob.log.locator(".code-keyword", { hasText: "const" }).waitFor();
  expect(await bob.log.locator("blockquote").innerText()).toBe("quoted");
  expect(await bob.log.locator(".text ul li").allInnerTexts()).toEqual(["one", "two"]);

  await ada.say("the end: ||everybody *lives*||");
  const veil = bob.log.getByRole("button", { name: "Spoiler: press to show it" });
  await veil.waitFor();
  expect(await bob.page.locator("main").ariaSnapshot()).not.toContain("everybody");
  await isAccessible(bob);
  await veil.press("Enter");
  await bob.log.locator("em", { hasText: "lives" }).waitFor();
  expect(await bob.page.evaluate(() => document.activeElement?.className), "the focus is not lost").toBe("spoiler");

  // Nothing that is written becomes an element that is not of texts.
  await ada.say("<img src=x onerror=alert(1)> [a](javascript:alert(1)) <script>1</script> " + "***[[> ||`".repeat(40));
  await message(bob, "<img src=x").waitFor();
  const tags = await bob.log.locator(".text *").evaluateAll((all) => all.map((each) => each.localName));
  const allowed = "p div strong em s code pre span a blockquote ul ol li button svg path".split(" ");
  expect(tags.filter((tag) => !allowed.includes(tag))).toEqual([]);
});

test("Ada finds an emoji by its code and in the picker; pasted code is offered a block", async ({ stage }) => {
  const ada = await stage.person(DESKTOP);
  await ada.enter(newRoom("emoji"));
  await ada.page.getByRole("button", { name: "How to format" }).waitFor();

  await ada.composer.pressSequentially("look :fox_f");
  await ada.page.getByRole("option", { name: "fox_face" }).waitFor();
  await isAccessible(ada);
  await ada.composer.press("Enter");
  expect(await ada.composer.inputValue(), "Enter chose, and sent nothing").toBe("look 🦊");
  await ada.composer.pressSequentially(" and :tada:");
  await expect.poll(() => ada.composer.inputValue()).toBe("look 🦊 and 🎉");
  await ada.composer.press("Enter");
  await ada.sees("look 🦊 and 🎉");

  // By keys alone, in a tone that is kept.
  await ada.page.getByRole("button", { name: "Choose an emoji" }).press("Enter");
  await ada.page.getByRole("searchbox", { name: "Search emoji" }).fill("waving");
  await ada.page.getByRole("radio", { name: "Dark skin tone", exact: true }).press("Space");
  await isAccessible(ada);
  await ada.page.getByRole("searchbox", { name: "Search emoji" }).press("ArrowDown");
  await ada.page.keyboard.press("Enter");
  await expect.poll(() => ada.composer.inputValue()).toBe("👋🏿");
  await ada.composer.press("Enter");
  await ada.log.locator(".text.large", { hasText: "👋🏿" }).waitFor();

  // The same picker for reactions.
  await message(ada, "look").hover();
  await ada.page.getByRole("button", { name: "React", exact: true }).click();
  await ada.page.getByRole("button", { name: "Another emoji" }).click();
  await ada.page.getByRole("button", { name: "Used last" }).click();
  await ada.page.getByRole("dialog").getByRole("button", { name: "party popper" }).click();
  await ada.page.getByRole("button", { name: "🎉, 1 reaction" }).waitFor();

  await ada.page.evaluate(() => {
    const area = document.querySelector<HTMLTextAreaElement>(".composer textarea");
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "if (a) {\n  b();\n}");
    area?.focus();
    area?.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
    document.execCommand("insertText", false, "if (a) {\n  b();\n}");
  });
  await ada.page.getByRole("button", { name: "Put it into a code block" }).click();
  expect(await ada.composer.inputValue()).toBe("```\nif (a) {\n  b();\n}\n```");

  // Too long for one message: it says by how much, and nothing of it is lost.
  await ada.composer.fill(`${"first ".repeat(900)}\n\n${"second ".repeat(900)}`);
  await ada.page.getByText("3,702 characters too many").waitFor();
  await ada.page.getByRole("button", { name: "Send it as 2 messages" }).click();
  await message(ada, "first first").waitFor();
  await message(ada, "second second").waitFor();
  await ada.hasSentAll();
  expect(await ada.composer.inputValue()).toBe("");
  expect((await ada.texts()).slice(-2).map((text) => text.trim().length)).toEqual([5399, 6299]);
});

test("on a phone the help shows how to format, and does it", async ({ stage }) => {
  const ada = await stage.person(PHONE);
  await ada.enter(newRoom("format"));
  await ada.composer.tap();
  await ada.page.getByRole("button", { name: "How to format" }).tap();
  await ada.page.getByRole("dialog", { name: "How to format" }).waitFor();
  await isAccessible(ada);
  await ada.page.getByRole("button", { name: "Spoiler", exact: true }).tap();
  await expect.poll(() => ada.composer.inputValue()).toBe("||||");
  await ada.page.keyboard.type("boo");
  expect(await ada.composer.inputValue()).toBe("||boo||");
});

test("before a guest's link opens its whole address is shown, once for a site", async ({ stage }) => {
  const room = newRoom("links");
  const [ada, bob] = await stage.pair(DESKTOP);
  await ada.enter(room);
  await bob.enter(room);
  await ada.say(`see [this](${stage.origin}/docs) and [that](http://127.0.0.1:9/where?it=leads)`);
  await bob.log.getByRole("link", { name: "that" }).waitFor();

  const question = bob.page.getByRole("dialog", { name: "Open this address?" });
  await bob.log.getByRole("link", { name: "that" }).click();
  await question.getByText("http://127.0.0.1:9/where?it=leads").waitFor();
  await isAccessible(bob);
  const opened: string[] = [];
  bob.page.context().on("page", (page) => opened.push(page.url()));
  await question.getByRole("button", { name: "Stay here" }).click();
  await question.waitFor({ state: "detached" });
  expect(opened).toEqual([]);

  await bob.log.getByRole("link", { name: "that" }).press("Enter");
  await question.getByRole("checkbox").check();
  await question.getByRole("link", { name: "Open" }).click();
  await expect.poll(() => opened.length, { message: "a page opened" }).toBe(1);
  await bob.log.getByRole("link", { name: "that" }).click();
  await expect.poll(() => opened.length, { message: "and again, without a question" }).toBe(2);
  expect(await question.count()).toBe(0);

  // One's own links are known.
  await ada.log.getByRole("link", { name: "that" }).click();
  expect(await ada.page.getByRole("dialog", { name: "Open this address?" }).count()).toBe(0);
});
