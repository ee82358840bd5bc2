// What the server serves besides the room: the guide's own client, an unknown page, and the headers of all.

import { describe, expect, inject } from "vitest";
import { newRoom, test } from "./support/story.ts";

test("the guide's client prints what it sent, in a real page", async ({ stage }) => {
  const ada = await stage.person();
  await ada.goTo("/");
  const printed = new Promise<string>((resolve) => ada.page.on("console", (message) => resolve(message.text())));
  const address = `${ada.origin.replace("http", "ws")}/ws/${newRoom("guide")}`;
  await ada.page.evaluate((url) => {
    const ws = new WebSocket(url);
    ws.onmessage = (event) => console.log(event.data);
    ws.onopen = () => ws.send("Hello");
  }, address);
  expect(await printed).toBe("Hello");
});

test("the guide's client and the app talk to each other in the lobby", async ({ stage }) => {
  const [ada, bob] = await stage.pair();
  await ada.enter("lobby");
  await bob.goTo("/");
  const hello = `Hello ${crypto.randomUUID()}`;
  await bob.page.evaluate(
    ([url = "", text = ""]) => {
      const ws = new WebSocket(url);
      ws.onopen = () => ws.send(text);
    },
    [`${bob.origin.replace("http", "ws")}/ws`, hello],
  );
  await ada.log.getByText(hello, { exact: true }).waitFor();
});

test("an unknown page is a designed 404 with the status 404", async ({ stage }) => {
  const ada = await stage.person();
  ada.expectStatus(404);
  const response = await ada.page.goto(`${ada.origin}/no/such/page`);
  expect(response?.status()).toBe(404);
  await ada.page.getByRole("heading", { name: "This table is empty." }).waitFor();
  await ada.page.getByRole("link", { name: "Make or join a room" }).click();
  await ada.page.getByRole("textbox", { name: "Room to make or join" }).waitFor();
});

describe.for(["/", "/r/lobby", "/no/such/page"])("%s", (path) => {
  test("has a content security policy without inline script, inline style or HTML from strings", async () => {
    const response = await fetch(`${inject("origin")}${path}`);
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/default-src 'none'/);
    expect(policy).toMatch(/require-trusted-types-for 'script'/);
    expect(policy).toMatch(/trusted-types (?:'none'|hubbub-worker)$/);
    expect(policy).not.toMatch(/unsafe-/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    const html = await response.text();
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>\s*\S/);
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/);
  });
});

test("the stories notice a page that complains, and what the policy forbids", async ({ stage }) => {
  const ada = await stage.person();
  await ada.goTo("/");
  await ada.page.evaluate(() => {
    console.error("something is wrong");
    new Image().src = "https://example.org/foreign.png";
  });
  const complaints = () => ada.complaints().join("\n");
  await expect.poll(complaints).toMatch(/something is wrong[^]*Content Security Policy/);
  ada.forgetComplaints();
});
