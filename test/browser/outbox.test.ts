// What one has written is never lost and never doubled: closed tabs, two tabs, no storage, a server that refuses.

import * as v from "valibot";
import { describe, expect } from "vitest";
import { messagesPageSchema } from "../../src/protocol/http.ts";
import { keepGate } from "./support/gatekeeper.ts";
import { newRoom, test } from "./support/story.ts";
import type { Visitor } from "./support/visitor.ts";

const FIVE = ["first", "second", "third", "fourth", "fifth"].map((which) => `the ${which}, from the tunnel`);

describe("five written offline come once and in order", () => {
  test("though the tab was closed, and opened again before the room could be reached", async ({ stage }) => {
    const room = newRoom("tunnel");
    const [ada, bob] = await stage.pair();
    const gate = await keepGate(ada.page.context());
    await ada.enter(room);
    await bob.enter(room);

    await ada.goOffline();
    for (const text of FIVE) await ada.say(text);
    await ada.sees(...FIVE);
    await ada.page.close();

    // The page itself comes over HTTP; the room is still out of reach.
    gate.shut();
    await ada.comeBack();
    const tab = await ada.openTab();
    await tab.goTo(`/r/${room}`);
    await tab.sees(...FIVE);
    await waits(tab, FIVE.length);
    expect(await stored(stage.origin, room)).toEqual([]);

    gate.open();
    await bob.sees(...FIVE);
    await tab.isLive();
    await tab.hasSentAll();
    await tab.sees(...FIVE);
    expect(await stored(stage.origin, room)).toEqual(FIVE);

    await tab.page.reload();
    await tab.isLive();
    await tab.sees(...FIVE);
    expect(await stored(stage.origin, room), "nothing is sent again by a page that begins anew").toEqual(FIVE);
  });

  test("written by turns in two tabs, and both tabs show the same", async ({ stage }) => {
    const room = newRoom("tabs");
    const [ada, bob] = await stage.pair();
    await ada.enter(room);
    const tab = await ada.openTab();
    await tab.goTo(`/r/${room}`);
    await tab.isLive();
    await bob.enter(room);

    await ada.goOffline();
    for (const [index, text] of FIVE.entries()) {
      await (index % 2 === 0 ? ada : tab).say(text);
      // Each tab shows what the other one has written, while both are offline.
      for (const each of [ada, tab]) await each.sees(...FIVE.slice(0, index + 1));
    }

    await ada.comeBack();
    await bob.sees(...FIVE);
    for (const each of [ada, tab]) {
      await each.isLive();
      await each.hasSentAll();
      await each.sees(...FIVE);
    }
    expect(await stored(stage.origin, room)).toEqual(FIVE);
  });

  test("though the tab that wrote them was closed while another one was open", async ({ stage }) => {
    const room = newRoom("heir");
    const [ada, bob] = await stage.pair();
    await ada.enter(room);
    const tab = await ada.openTab();
    await tab.goTo(`/r/${room}`);
    await tab.isLive();
    await bob.enter(room);

    await ada.goOffline();
    for (const text of FIVE) await ada.say(text);
    await tab.sees(...FIVE);
    await ada.page.close();
    await ada.comeBack();
    await bob.sees(...FIVE);
    await tab.hasSentAll();
    await tab.sees(...FIVE);
    expect(await stored(stage.origin, room)).toEqual(FIVE);
  });
});

/** Ways in which a browser refuses to keep anything: each runs in the page before its own scripts. */
const REFUSALS_TO_KEEP = [
  {
    what: "IndexedDB throws when it is opened",
    refuse: () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("refused", "SecurityError");
      };
    },
  },
  {
    what: "neither IndexedDB nor localStorage may be looked at",
    refuse: () => {
      for (const name of ["indexedDB", "localStorage"]) {
        Object.defineProperty(globalThis, name, {
          get: () => {
            throw new DOMException("refused", "SecurityError");
          },
        });
      }
    },
  },
  {
    what: "the disk is full",
    refuse: () => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    },
  },
  {
    what: "IndexedDB never answers",
    refuse: () => {
      IDBFactory.prototype.open = () => {
        const silent = new EventTarget();
        Object.setPrototypeOf(silent, IDBOpenDBRequest.prototype);
        return silent as IDBOpenDBRequest;
      };
    },
  },
] as const;

describe.for(REFUSALS_TO_KEEP)("where $what", ({ refuse }) => {
  test("one sends all the same, and is told that what waits is kept only while the page is open", async ({ stage }) => {
    const room = newRoom("memory");
    const [ada, bob] = await stage.pair();
    await ada.page.context().addInitScript(refuse);
    const gate = await keepGate(ada.page.context());
    await bob.enter(room);
    await ada.enterAsNewcomer(room);
    const saidAtMs = performance.now();
    await ada.say("online");
    await bob.sees("online");
    // A store that is silent is waited for once (3 s), not with every call.
    expect((gate.sent[0]?.atMs ?? Infinity) - saidAtMs, "ms until the first one was sent").toBeLessThan(4500);
    await ada.hasSentAll();

    await ada.goOffline();
    await ada.say("offline");
    await ada.say("and more");
    await ada.page
      .getByText("You are offline. What you write is sent when you are back, as long as this page stays open.")
      .waitFor();
    await ada.sees("online", "offline", "and more");

    await ada.comeBack();
    await bob.sees("online", "offline", "and more");
    await ada.hasSentAll();
    await ada.sees("online", "offline", "and more");
    expect(await stored(stage.origin, room)).toEqual(["online", "offline", "and more"]);
  });
});

test.for([
  {
    what: "is kept on this device",
    refuse: () => undefined,
    says: "What you wrote and was not sent is kept on this device.",
    left: ["not heard"],
  },
  {
    what: "goes with the page, where nothing can be kept",
    refuse: REFUSALS_TO_KEEP[0].refuse,
    says: "What you wrote and was not sent is gone with this page: copy it if you need it.",
    left: [],
  },
])("who is sent away is told truly that what was not sent $what", async ({ refuse, says, left }, { stage }) => {
  const ada = await stage.person();
  await ada.page.context().addInitScript(refuse);
  const gate = await keepGate(ada.page.context());
  await ada.enter(newRoom("out"));
  gate.refuseNext({ code: "muted", message: "unable to send message; you are muted" });
  await ada.say("not heard");
  await reason(ada, "Not sent: you are muted in this room.").waitFor();
  await gate.closeAll(4403, "kicked");
  await ada.page.getByRole("heading", { name: "You have left the conversation" }).waitFor();
  await ada.page.getByText(says).waitFor();
  await ada.sees("not heard");
  expect(await way(ada, "Edit").count(), "ways to take the text into a composer that is not there").toBe(0);

  await ada.page.getByRole("button", { name: "Come back" }).click();
  await ada.isLive();
  await ada.sees(...left);
});

describe("a server that refuses", () => {
  test("slow_mode is shown, and passes by itself when its time is over, in order", async ({ stage }) => {
    const room = newRoom("slow");
    const [ada, bob] = await stage.pair();
    const gate = await keepGate(ada.page.context());
    await ada.enter(room);
    await bob.enter(room);

    const refusal = { code: "slow_mode", message: "unable to send message; slow mode", retryAfterMs: 1500 };
    gate.refuseNext(refusal);
    gate.refuseNext(refusal);
    await ada.say("patience");
    await reason(ada, "this room is in slow mode. Wait a moment.").waitFor();
    await ada.say("is a virtue");
    await ada.sees("patience", "is a virtue");
    await bob.sees("patience", "is a virtue");
    await ada.hasSentAll();
    await ada.sees("patience", "is a virtue");
    expect(await reason(ada, /slow mode/).count()).toBe(0);

    const [first, second, third, ...rest] = gate.sent;
    expect([first?.text, second?.text, third?.text]).toEqual(["patience", "patience", "patience"]);
    expect(new Set([first?.id, second?.id, third?.id]).size, "the same id each time").toBe(1);
    expect(rest.map(({ text }) => text)).toEqual(["is a virtue"]);
    for (const [before, after] of [
      [first, second],
      [second, third],
    ]) {
      expect((after?.atMs ?? 0) - (before?.atMs ?? 0), "ms between tries").toBeGreaterThan(refusal.retryAfterMs - 50);
    }
    expect(await stored(stage.origin, room)).toEqual(["patience", "is a virtue"]);
  });

  test("what slow_mode holds back outlives a reload", async ({ stage }) => {
    const room = newRoom("slow");
    const [ada, bob] = await stage.pair();
    const gate = await keepGate(ada.page.context());
    await ada.enter(room);
    await bob.enter(room);
    gate.refuseNext({ code: "slow_mode", message: "unable to send message; slow mode", retryAfterMs: 3_600_000 });
    await ada.say("held for an hour");
    await reason(ada, "this room is in slow mode. Wait a moment.").waitFor();
    expect(await stored(stage.origin, room)).toEqual([]);

    await ada.page.reload();
    await bob.sees("held for an hour");
    await ada.hasSentAll();
    await ada.sees("held for an hour");
    expect(await stored(stage.origin, room)).toEqual(["held for an hour"]);
  });

  describe.for([
    { code: "muted", message: "unable to send message; you are muted", shown: "Not sent: you are muted in this room." },
    { code: "too_large", message: "unable to send; text is too long", shown: "Not sent: it is too long." },
  ])("$code", ({ code, message, shown }) => {
    test("keeps the text and the reason over a reload, holds up nothing, and is sent by Retry", async ({ stage }) => {
      const room = newRoom("refused");
      const [ada, bob] = await stage.pair();
      const gate = await keepGate(ada.page.context());
      await ada.enter(room);
      await bob.enter(room);

      gate.refuseNext({ code, message });
      await ada.say("hear me");
      await reason(ada, shown).waitFor();
      await ada.say("something else");
      await bob.sees("something else");
      await ada.sees("something else", "hear me");

      await ada.page.reload();
      await ada.isLive();
      await reason(ada, shown).waitFor();
      await ada.sees("something else", "hear me");
      expect(gate.sent.filter(({ text }) => text === "hear me").length, "a failed one is not tried unasked").toBe(1);
      expect(await stored(stage.origin, room)).toEqual(["something else"]);

      // Refused again, and then not.
      gate.refuseNext({ code, message });
      await way(ada, "Retry").click();
      await expect.poll(() => gate.sent.length, { message: "Retry has sent it" }).toBe(3);
      await reason(ada, shown).waitFor();
      await way(ada, "Retry").click();
      await bob.sees("something else", "hear me");
      await ada.hasSentAll();
      await ada.sees("something else", "hear me");
      await reason(ada, shown).waitFor({ state: "detached" });
      expect(await stored(stage.origin, room)).toEqual(["something else", "hear me"]);
    });

    test("gives the text back by Edit, and lets it go by Discard alone", async ({ stage }) => {
      const room = newRoom("refused");
      const [ada, bob] = await stage.pair();
      const gate = await keepGate(ada.page.context());
      await ada.enter(room);
      await bob.enter(room);

      gate.refuseNext({ code, message });
      await ada.say("too much of it");
      await reason(ada, shown).waitFor();
      await ada.composer.fill("half written");
      await way(ada, "Edit").click();
      await ada.sees();
      await expect.poll(() => ada.composer.inputValue()).toBe("too much of it\nhalf written");
      await ada.page.reload();
      await ada.isLive();
      expect(await ada.composer.inputValue(), "a reload keeps it").toBe("too much of it\nhalf written");
      await ada.sees();
      await ada.say("less of it");
      await bob.sees("less of it");

      gate.refuseNext({ code, message });
      await ada.say("never mind");
      await reason(ada, shown).waitFor();
      await way(ada, "Discard").click();
      await ada.sees("less of it");
      await ada.page.reload();
      await ada.isLive();
      await ada.say("the end");
      await bob.sees("less of it", "the end");
      await ada.sees("less of it", "the end");
      expect(await stored(stage.origin, room)).toEqual(["less of it", "the end"]);
    });
  });

  test("in one tab, and the other tab shows it and can retry", async ({ stage }) => {
    const room = newRoom("refused");
    const [ada, bob] = await stage.pair();
    const gate = await keepGate(ada.page.context());
    await ada.enter(room);
    const tab = await ada.openTab();
    await tab.goTo(`/r/${room}`);
    await tab.isLive();
    await bob.enter(room);

    gate.refuseNext({ code: "muted", message: "unable to send message; you are muted" });
    await ada.say("hear me");
    for (const each of [ada, tab]) await reason(each, "Not sent: you are muted in this room.").waitFor();
    await way(tab, "Retry").click();
    await bob.sees("hear me");
    for (const each of [ada, tab]) {
      await each.hasSentAll();
      await each.sees("hear me");
      await reason(each, /Not sent/).waitFor({ state: "detached" });
    }
    expect(await stored(stage.origin, room)).toEqual(["hear me"]);
  });
});

/** What the page says about a message of one's own that is not sent. */
function reason(person: Visitor, words: string | RegExp) {
  return person.log.getByText(words, { exact: true });
}

/** What the page offers for a message that failed. */
function way(person: Visitor, name: "Retry" | "Edit" | "Discard") {
  return person.log.getByRole("button", { name, exact: true });
}

/** Waits until so many messages are said to wait. */
async function waits(person: Visitor, count: number): Promise<void> {
  await expect
    .poll(() => person.log.getByText("Waiting to be sent", { exact: true }).count(), {
      message: "messages that wait to be sent",
      timeout: 10_000,
    })
    .toBe(count);
}

/** Texts of all messages of the room, as anybody gets them over HTTP. */
async function stored(origin: string, room: string): Promise<string[]> {
  const response = await fetch(`${origin}/api/rooms/${room}/messages?limit=100`);
  if (response.status === 404) return [];
  const { messages } = v.parse(messagesPageSchema, await response.json());
  return messages.map(({ text }) => text ?? "");
}
