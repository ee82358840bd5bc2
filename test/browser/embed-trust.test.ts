// Whom a room in a frame trusts: who may frame it, whose messages are believed, and where a token goes.

import { afterAll, beforeAll, describe, expect } from "vitest";
import { FramedRoom } from "./support/framed-room.ts";
import { elementOf, openShop, type Shop } from "./support/shop.ts";
import { DESKTOP, newRoom, test } from "./support/story.ts";

let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
});
afterAll(async () => {
  await shop.close();
});

describe("who may frame", () => {
  test("a page that is not on the list sees nothing, and its console says why", async ({ stage }) => {
    const ada = await stage.person(DESKTOP, shop.server);
    await shop.visit(ada, elementOf({ room: "lobby", token: "secret" }), { origin: shop.stranger });
    await expect
      .poll(() => ada.complaints().join("\n"))
      .toMatch(/Framing '.*' violates .*"frame-ancestors http:\/\/shop\.localhost:\d+ http:\/\/127\.0\.0\.1:\d+"/);
    ada.forgetComplaints();
    const frame = ada.page.frames()[1];
    await expect.poll(() => frame?.url()).toMatch(/^chrome-error:/);
    expect(await frame?.locator("#app").count()).toBe(0);
    expect(await new FramedRoom(ada.page).heard()).toEqual([]);
  });

  test.for(["/", "/r/lobby", "/embed", "/no/such/page"])("nobody may frame %s", async (path, { stage }) => {
    const ada = await stage.person(DESKTOP, shop.server);
    await shop.visit(ada, `<iframe title="a frame" src="${ada.origin}${path}"></iframe>`);
    await expect.poll(() => ada.complaints().join("\n")).toMatch(/"frame-ancestors 'none'"/);
    ada.forgetComplaints();
  });

  test("a page that is cross-origin isolated may, where it is listed", async ({ stage }) => {
    const ada = await stage.person(DESKTOP, shop.server);
    const headers = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" };
    await shop.visit(ada, elementOf({ room: newRoom("isolated") }), {
      origin: shop.neighbour,
      headers,
    });
    expect(await ada.page.evaluate(() => crossOriginIsolated)).toBe(true);
    await new FramedRoom(ada.page).join("Ada");
  });

  test("a name that no room has is said in the frame", async ({ stage }) => {
    const ada = await stage.person(DESKTOP, shop.server);
    ada.expectStatus(404);
    const framed = await shop.visit(ada, elementOf({ room: "No Such/Room" }));
    await framed.frame.getByText("A room’s name is made of the letters a–z, digits and hyphens.").waitFor();
  });
});

describe("a token", () => {
  test("says who one is, by a message to the frame and never in an address", async ({ stage }) => {
    const room = newRoom("token");
    const [ada, bob] = await stage.pair(DESKTOP, shop.server);
    const [first, second] = [await shop.guestToken("Ada of the shop"), await shop.guestToken("Grace of the shop")];
    const addresses: string[] = [];
    ada.page.on("request", (request) => addresses.push(request.url()));
    ada.page.on("websocket", (socket) => addresses.push(socket.url()));
    await bob.enter(room);
    const framed = await shop.visit(ada, elementOf({ room, token: first }));
    await framed.isLive();
    await framed.say("hello");
    await bob.log.getByText("Ada of the shop").waitFor();

    await ada.page.locator("hubbub-room").evaluate((element, token) => element.setAttribute("token", token), second);
    await framed.sees("hello");
    await expect.poll(() => framed.log.locator(".own").count(), { message: "somebody else now" }).toBe(0);
    await framed.isLive();
    await framed.say("hello again");
    await bob.log.getByText("Grace of the shop").waitFor();

    expect(addresses.filter((address) => address.includes(room)).length).toBeGreaterThan(2);
    const secrets = [first, second].map((token) => token.split(".")[2] ?? token);
    for (const address of [...addresses, ...ada.page.frames().map((frame) => frame.url())])
      for (const secret of secrets) expect(address).not.toContain(secret);
  });

  test.for(["not.a.token", "two words; and more"])("%j is refused, never skipped", async (token, { stage }) => {
    const ada = await stage.person(DESKTOP, shop.server);
    ada.expectStatus(401);
    const framed = await shop.visit(ada, elementOf({ room: newRoom("refused"), token }));
    await framed.frame.getByText("Your session has ended, and no new one could be made.").waitFor();
  });
});

describe("messages of others are not believed", () => {
  test("of the page: from another window, from another origin, of another version, or about nothing", async ({
    stage,
  }) => {
    const ada = await stage.person(DESKTOP, shop.server);
    const [room, other] = [newRoom("a"), newRoom("b")];
    shop.serve("/forger", "<!doctype html><title>x</title>");
    await shop.visit(
      ada,
      `${elementOf({ room })}${elementOf({ room: other })}<iframe title="a forger" src="${shop.stranger}/forger"></iframe>`,
    );
    const framed = new FramedRoom(ada.page, `hubbub-room[room="${room}"] iframe`);
    await framed.join("Ada");
    const post = (url: RegExp, message: unknown) =>
      ada.page
        .frames()
        .find((frame) => url.test(frame.url()))
        ?.evaluate((data) => parent.postMessage(data, "*"), message);
    // Another origin; the right origin but the other room's window; no such version; no such height.
    await post(/forger$/, { hubbub: 1, kind: "unread", count: 66 });
    await post(new RegExp(other), { hubbub: 1, kind: "unread", count: 77 });
    await post(new RegExp(room), { hubbub: 2, kind: "unread", count: 88 });
    for (const height of [-1, 0.5, "900", null]) await post(new RegExp(room), { hubbub: 1, kind: "resize", height });
    // The right window under another origin's name.
    await ada.page
      .locator("hubbub-room")
      .first()
      .evaluate((element) => {
        const source = element.shadowRoot?.querySelector("iframe")?.contentWindow ?? null;
        const data = { hubbub: 1, kind: "unread", count: 99 };
        dispatchEvent(new MessageEvent("message", { data, source, origin: "https://forger.example" }));
      });
    await post(new RegExp(room), { hubbub: 1, kind: "unread", count: 5 });
    await framed.hears("unread", 5);
    const counts = (await framed.heard()).filter(({ kind, count }) => kind === "unread" && count !== 0);
    expect(counts).toEqual([
      { room: other, kind: "unread", count: 77 },
      { room, kind: "unread", count: 5 },
    ]);
    expect((await framed.heard()).filter(({ height }) => height === 900)).toEqual([]);
  });

  test("of the frame: from another window, from another origin, or with what makes no sense", async ({ stage }) => {
    const ada = await stage.person(DESKTOP, shop.server);
    const room = newRoom("c");
    shop.serve("/forger", "<!doctype html><title>x</title>");
    await shop.visit(
      ada,
      `<iframe title="a room" id="room" src="${ada.origin}/embed/${room}#setup"></iframe>
       <iframe title="a forger" src="${shop.stranger}/forger"></iframe>`,
    );
    const framed = new FramedRoom(ada.page, "#room");
    const say = (accent: string, version = 1) => ({ hubbub: version, kind: "setup", attributes: { accent } });
    const forge = (message: unknown) =>
      ada.page
        .frames()
        .find((frame) => frame.url().endsWith("/forger"))
        ?.evaluate((data) => parent.frames[0]?.postMessage(data, "*"), message);
    const tell = (message: unknown) => ada.page.evaluate((data) => window.frames[0]?.postMessage(data, "*"), message);
    const root = framed.frame.locator("html");
    /** Every accent that the frame ever took on. */
    const accents = () => root.evaluate(() => [...new Set<string>(Reflect.get(window, "accents"))]);
    await root.evaluate(({ style }) => {
      const seen: string[] = [];
      Reflect.set(window, "accents", seen);
      const note = () => seen.push(style.getPropertyValue("--host-accent"));
      new MutationObserver(note).observe(document.documentElement, { attributes: true });
    });
    await forge(say("red"));
    await tell("setup");
    await tell(say("red", 2));
    await tell({ ...say("red"), kind: "ready" });
    await tell(say("green"));
    await expect.poll(accents, { message: "its own page is heard" }).toEqual(["green"]);
    await forge(say("red"));
    await root.evaluate((_, data) => {
      dispatchEvent(new MessageEvent("message", { data, source: parent, origin: "https://forger.example" }));
      dispatchEvent(new MessageEvent("message", { data, source: window, origin: location.origin }));
    }, say("red"));
    await framed.join("Ada");
    await tell(say("blue"));
    await expect.poll(accents, { message: "and nobody else" }).toEqual(["green", "blue"]);
  });
});
