// Sessions handed on, in real browsers: to another device, to an operator, and past the challenge.

import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, inject } from "vitest";
import { makeOperatorLink } from "../../src/operator/make-link.ts";
import { type DevServer, startDevServer } from "../support/dev-server.ts";
import { violationsOf } from "./support/axe.ts";
import { DESKTOP, newRoom, test } from "./support/story.ts";
import type { Visitor } from "./support/visitor.ts";

const OPERATOR_KEY = "the operator key of the stories, of more than 32 characters";
/** Stands in for Turnstile's own script, which passes everybody. */
const WIDGET = `window.turnstile = {
  render: (box, options) => {
    const button = document.createElement("button");
    button.textContent = "I am a person";
    button.onclick = () => options.callback("passed-" + options.sitekey + "-" + options.action);
    box.append(button);
    return "w1";
  },
  reset: () => {},
};`;

let siteverify: Server;
let server: DevServer;

beforeAll(async () => {
  siteverify = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      const success = body.includes("passed-key-guest");
      response.end(JSON.stringify({ success, hostname: "example.com", action: "guest" }));
    });
  }).listen(0, "127.0.0.1");
  await once(siteverify, "listening");
  const address = siteverify.address();
  const port = isAddress(address) ? address.port : 0;
  server = await startDevServer({
    built: { folder: inject("builtFolder") },
    vars: {
      RATE_LIMITS: "off",
      OPERATOR_KEY,
      TURNSTILE_SITEKEY: "key",
      TURNSTILE_SECRET: "secret",
      TURNSTILE_VERIFY: `http://127.0.0.1:${port}/`,
    },
  });
});
afterAll(async () => {
  await server.stop();
  siteverify.close();
});

function isAddress(address: string | AddressInfo | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}

const makeLink = (visitor: Visitor) =>
  visitor.page.evaluate(async () => {
    const answer = await fetch("/api/session/device", { method: "POST" });
    const made: { url: string } = await answer.json();
    return new URL(made.url).hash;
  });

test("R9-23 a link makes a second browser the same person, once it is agreed to; the secret leaves the address", async ({
  stage,
}) => {
  const [ada, other] = await stage.pair();
  const room = newRoom("devices");
  await ada.enter(room);
  await ada.say("from my desk");
  await ada.hasSentAll();
  const fragment = await makeLink(ada);
  await other.goTo(`/${fragment}`);
  const sheet = other.page.getByRole("dialog", { name: "Be the same person on this device?" });
  await sheet.waitFor();
  expect(other.page.url(), "the secret is out of the address").not.toContain("device");
  await sheet.getByRole("button", { name: "Use this device" }).click();
  await other.page.getByText(/Here too you are .*Ada.* now/).waitFor();
  await other.goTo(`/r/${room}`);
  await other.isLive();
  await expect.poll(() => other.log.locator(".own").count(), { message: "one's own message" }).toBe(1);
  await other.page.getByRole("button", { name: "1 here" }).waitFor();

  const late = await other.openTab();
  late.expectStatus(404);
  await late.goTo(`/${fragment}`);
  await late.page.getByRole("button", { name: "Use this device" }).click();
  await late.page.getByText(/^This link did nothing/).waitFor();
});

test("R9-23 whoever does not agree stays who they were", async ({ stage }) => {
  const [ada, bob] = await stage.pair();
  const room = newRoom("devices");
  await ada.enter(room);
  await bob.enter(room);
  const fragment = await makeLink(ada);
  await bob.goTo(`/${fragment}`);
  await bob.page.getByRole("button", { name: "Leave everything as it is" }).click();
  await bob.goTo(`/r/${room}`);
  await bob.isLive();
  await bob.say("still Bob");
  await ada.log.getByText("Bob", { exact: true }).waitFor();
});

test("R9-25 R9-24 a newcomer passes the challenge and is where they wanted to go; an operator's link opens every room", async ({
  stage,
}) => {
  const ada = await stage.person(DESKTOP, server.origin);
  ada.expectStatus(403);
  await ada.page.route("https://challenges.cloudflare.com/**", (route) =>
    route.fulfill({ contentType: "text/javascript", body: WIDGET }),
  );
  const room = newRoom("challenge");
  await ada.goTo(`/r/${room}`);
  await ada.page.getByRole("textbox", { name: "Your name" }).fill("Ada");
  await ada.page.getByRole("button", { name: "Join the room" }).click();
  await ada.page.getByRole("heading", { name: "Are you a person?" }).waitFor();
  expect(new URL(ada.page.url()).search).toBe("");
  await ada.page.getByRole("button", { name: "I am a person" }).click();
  await ada.isLive();
  expect(new URL(ada.page.url()).pathname).toBe(`/r/${room}`);
  await ada.say("made it");
  await ada.sees("made it");

  await ada.goTo(new URL(makeOperatorLink(server.origin, OPERATOR_KEY, Date.now())).href.slice(server.origin.length));
  await ada.page.getByRole("button", { name: "Operate from this browser" }).click();
  await ada.page.getByText(/You are .*Ada.* here, and may moderate every room/).waitFor();
  await ada.goTo(`/r/${room}`);
  await ada.isLive();
  await ada.page.getByRole("button", { name: "Room settings" }).waitFor();
});

test("R9.3-2 R9.3-3 an operator sees what rooms do as they do it; nobody else sees any of it", async ({ stage }) => {
  const ada = await stage.person(DESKTOP, server.origin);
  ada.expectStatus(401);
  await ada.goTo("/admin");
  await ada.page.getByRole("heading", { name: "This page is for operators" }).waitFor();
  expect(await ada.page.getByRole("textbox", { name: "The command" }).inputValue()).toBe(
    `npm run operator -- ${ada.origin}`,
  );
  expect(await violationsOf(ada.page)).toEqual([]);

  await ada.goTo(new URL(makeOperatorLink(server.origin, OPERATOR_KEY, Date.now())).href.slice(server.origin.length));
  await ada.page.getByRole("button", { name: "Operate from this browser" }).click();
  await ada.page.getByRole("link", { name: "See what the rooms do" }).click();
  await ada.page.getByText("Live", { exact: true }).waitFor();

  const room = newRoom("operated");
  const tab = await ada.openTab();
  await tab.goTo(`/r/${room}`);
  await tab.isLive();
  const row = ada.page.getByRole("row").filter({ has: ada.page.getByRole("link", { name: room, exact: true }) });
  const events = async () => Number(await row.getByRole("cell").nth(2).textContent());
  await tab.say("one");
  await row.waitFor();
  await expect.poll(events, { message: "the first event" }).toBe(1);
  await tab.say("two");
  await expect.poll(events, { message: "the second" }).toBe(2);
  await tab.hasSentAll();
  expect(await ada.page.getByRole("meter", { name: "Rows written" }).getAttribute("aria-valuetext")).toMatch(
    /^[\d.]+ % used$/,
  );

  await ada.page.getByRole("button", { name: "Rows written" }).click();
  await ada.page
    .getByRole("columnheader", { name: "Rows written", exact: false })
    .and(ada.page.locator("[aria-sort=descending]"))
    .waitFor();
  expect(await violationsOf(ada.page)).toEqual([]);
  await ada.page.emulateMedia({ colorScheme: "dark" });
  await ada.page.setViewportSize({ width: 390, height: 844 });
  expect(await violationsOf(ada.page)).toEqual([]);
  const sideways = await ada.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(sideways).toBeLessThanOrEqual(0);
});
