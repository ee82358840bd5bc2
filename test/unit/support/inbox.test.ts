// The inbox of test clients: what it says when something does not come, since a test that only hangs tells nothing.

import { expect, test } from "vitest";
import { Inbox } from "../../support/inbox.ts";

const ACK = `{"type":"ack","id":"m1","seq":1,"at":2}`;
const PRESENCE = `{"type":"presence","count":2}`;

test("frames of one type come in order, and those of other types wait", async () => {
  const inbox = new Inbox("Ada");
  inbox.receive(PRESENCE);
  const ack = inbox.next("ack");
  inbox.receive(ACK);
  expect(await ack).toMatchObject({ id: "m1" });
  expect(inbox.untaken()).toEqual([{ type: "presence", count: 2 }]);
});

test("a time-out names who waited, for what, and what came instead", async () => {
  const inbox = new Inbox("Ada", { patienceMs: 20 });
  inbox.receive(PRESENCE);
  await expect(inbox.next("ack")).rejects.toThrow(
    /^Ada waited 20 ms for a frame "ack", which did not come; what came instead:\n.*presence/,
  );
});

test("a close ends the waiting, and is told", async () => {
  const inbox = new Inbox("Ada");
  const ack = inbox.next("ack");
  inbox.end({ code: 4408, reason: "too_slow" });
  await expect(ack).rejects.toThrow(/the socket closed \(4408 too_slow\)/);
  expect(await inbox.closed()).toEqual({ code: 4408, reason: "too_slow" });
});

test("a frame that the contract does not know fails whatever waits", async () => {
  const inbox = new Inbox("Ada");
  const ack = inbox.next("ack");
  inbox.receive(`{"type":"ack","id":"m1"}`);
  await expect(ack).rejects.toThrow(/no frame of the contract: \{"type":"ack","id":"m1"\}/);
  await expect(inbox.next("presence")).rejects.toThrow(/no frame of the contract/);
});

test("plain mode keeps texts as they come, and the answer to a ping is none of them", async () => {
  const inbox = new Inbox("Ada", { plain: true });
  inbox.receive(`{"type":"pong"}`);
  inbox.receive(ACK);
  await inbox.nextPong();
  expect(await inbox.nextText()).toBe(ACK);
});
