// A page of another site, in the browser of somebody who has a session here: it may neither listen nor write.

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { type HostSite, openHostSite } from "../support/host-site.ts";
import { newRoom, test } from "../support/story.ts";
import type { Visitor } from "../support/visitor.ts";

let site: HostSite;

beforeAll(async () => {
  site = await openHostSite();
  site.serve("/", "<!doctype html><title>Kittens</title>");
});
afterAll(async () => {
  await site.close();
});

/** What the page found out, in order. */
declare const heard: string[];

/** Opens every kind of stream and reads every kind of answer, and keeps what came of it. */
function listeningPage(origin: string, room: string): string {
  const socket = `${origin.replace("http", "ws")}/ws/${room}`;
  return `<!doctype html><meta charset="utf-8"><title>Kittens</title><script>
    heard = [];
    const keep = (what) => heard.push(what);
    const listen = (name, socket) => new Promise((resolve) => {
      socket.onopen = () => { keep(name + " opened"); socket.send('{"type":"send","id":"stolen","text":"stolen"}'); };
      socket.onmessage = ({ data }) => { keep(name + " heard " + data); resolve(); };
      socket.onclose = ({ code }) => { keep(name + " closed " + code); resolve(); };
    });
    const read = async (name, path, init) => {
      try { keep(name + " read " + (await (await fetch("${origin}" + path, init)).text()).slice(0, 80)); }
      catch { keep(name + " refused"); }
    };
    const follow = new Promise((resolve) => {
      const source = new EventSource("${origin}/api/rooms/${room}/events", { withCredentials: true });
      source.onmessage = source.onopen = () => { keep("stream opened"); resolve(); };
      source.onerror = () => { keep("stream refused"); source.close(); resolve(); };
    });
    done = Promise.all([
      listen("frames", new WebSocket("${socket}", "hubbub.v1")),
      listen("plain", new WebSocket("${socket}")),
      follow,
      read("session", "/api/session", { credentials: "include" }),
      read("messages", "/api/rooms/${room}/messages", { credentials: "include" }),
      read("write", "/api/rooms/${room}/messages", { method: "POST", credentials: "include",
        headers: { "content-type": "application/json" }, body: '{"text":"stolen"}' }),
    ]);
  </script>`;
}

/**
 * The deployment under a name of its own, which is not this machine's to the Worker: so the cookie is Secure, and no page
 * of another port may come. A sibling is another origin and the same site: SameSite does not keep the cookie from it.
 */
async function enter(ada: Visitor, room: string) {
  const origin = `http://chat.shop.localhost:${new URL(ada.origin).port}`;
  await ada.page.goto(`${origin}/r/${room}`);
  await ada.page.getByRole("textbox", { name: "Your name" }).fill(ada.name);
  await ada.page.getByRole("button", { name: "Join the room" }).click();
  await ada.isLive();
  const cookies = await ada.page.context().cookies(origin);
  expect(cookies).toMatchObject([{ name: "hubbub_session", httpOnly: true, sameSite: "Lax", secure: true }]);
  const attackers = [
    { from: site.origin("evil"), isCookieSent: false },
    { from: site.origin("evil.shop"), isCookieSent: true },
  ];
  return { origin, attackers };
}

/** Whether the browser sends the cookie with what a page of this origin asks of the deployment's host; its port is nothing to cookies. */
async function isCookieSentFrom(page: Page, from: string): Promise<boolean> {
  await page.goto(`${from}/`);
  await page.evaluate(
    (address) => fetch(address, { mode: "no-cors", credentials: "include" }),
    `${site.origin("chat.shop")}/tap`,
  );
  return site.takeCookies("/tap").some((cookie) => cookie.includes("hubbub_session="));
}

test("cross-site WebSocket hijacking: a foreign page hears nothing and says nothing, with the cookie or without", async ({
  stage,
}) => {
  const ada = await stage.person();
  const room = newRoom("hijack");
  const { origin, attackers } = await enter(ada, room);
  await ada.say("for members only");
  await ada.hasSentAll();
  site.serve("/kittens", listeningPage(origin, room));
  const { page } = await ada.openTab();

  for (const { from, isCookieSent } of attackers) {
    expect(await isCookieSentFrom(page, from), `control: whether the cookie goes along from ${from}`).toBe(
      isCookieSent,
    );
    await page.goto(`${from}/kittens`);
    await page.evaluate("done");
    expect(
      (await page.evaluate(() => heard)).toSorted((a, b) => a.localeCompare(b)),
      from,
    ).toEqual([
      "frames closed 1006",
      "messages refused",
      "plain closed 1006",
      "session refused",
      "stream refused",
      "write refused",
    ]);
  }

  // Control: to this machine's own address any page of this machine may come, and there the same page listens.
  site.serve("/kittens", listeningPage(ada.origin, room));
  await page.goto(`http://127.0.0.1:${site.port}/kittens`);
  await page.evaluate("done");
  expect((await page.evaluate(() => heard)).join("\n")).toContain("frames opened");
  ada.forgetComplaints();
});

test("CSRF forms: whatever a foreign page posts, by itself, changes nothing for whoever visits it", async ({
  stage,
}) => {
  const ada = await stage.person();
  const room = newRoom("forms");
  const { origin, attackers } = await enter(ada, room);
  await ada.say("mine");
  await ada.hasSentAll();
  const messages = `/api/rooms/${room}/messages`;
  const targets = [
    ["text/plain", messages],
    ["text/plain", `/api/rooms/${room}/commands`],
    ["text/plain", "/api/session"],
    ["text/plain", "/api/rooms"],
    ["multipart/form-data", messages],
    ["application/x-www-form-urlencoded", messages],
  ];
  const forms = targets.map(([type, path]) => {
    // The field's name and value join to JSON, with the sign between them in a text.
    const field = `name='{"type":"send","id":"forged","text":"forged","name":"Forged","a":"' value='"}'`;
    return `<form method="post" action="${origin}${path}" enctype="${type}"><input ${field}></form>`;
  });
  site.serve("/win", `<!doctype html><meta charset="utf-8"><title>You won</title>${forms.join("\n")}`);

  const { page } = await ada.openTab();
  for (const { from, isCookieSent } of attackers) {
    expect(await isCookieSentFrom(page, from), `control: whether the cookie goes along from ${from}`).toBe(
      isCookieSent,
    );
    for (let form = 0; form < forms.length; form += 1) {
      await page.goto(`${from}/win`);
      const answered = page.waitForResponse((response) => response.request().method() === "POST");
      await page.evaluate((index) => document.forms[index]?.submit(), form);
      expect((await answered).status(), `${from}: ${forms[form]}`).toBe(403);
      await page.waitForURL(`${origin}/**`);
    }
  }

  await ada.page.reload();
  await ada.isLive();
  await ada.sees("mine");
  const who: unknown = await ada.page.evaluate(async () => (await fetch("/api/session")).json());
  expect(who).toMatchObject({ member: { name: ada.name } });
  ada.forgetComplaints();
});
