// The proxy does to a connection what it is asked to, and nothing else.

import { connect } from "node:net";
import { afterEach, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { FAIR } from "../../chaos/line.ts";
import { Proxy } from "../../chaos/proxy.ts";
import { createRandom } from "../../chaos/random.ts";
import { Inbox } from "../../support/inbox.ts";

const ending: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

/** One client and one server that speak through a proxy. Each side's inbox holds the texts that it got. */
async function talk() {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: true });
  ending.push(() => new Promise((resolve) => server.close(() => resolve())));
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server got no port");
  const random = createRandom(1);
  const proxy = await Proxy.start(address.port, () => random.next());
  ending.push(() => proxy.stop());
  const arrived = new Promise<WebSocket>((resolve) => server.once("connection", resolve));
  const client = new WebSocket(`ws://127.0.0.1:${proxy.port}`, { perMessageDeflate: true });
  ending.push(() => client.terminate());
  const clientInbox = listen("the client", client);
  const peer = await arrived;
  ending.push(() => peer.terminate());
  const serverInbox = listen("the server", peer);
  if (client.readyState !== WebSocket.OPEN) await new Promise((resolve) => client.once("open", resolve));
  const [line] = proxy.lines;
  if (line === undefined) throw new Error("the proxy has no line");
  return { server, proxy, line, client, peer, clientInbox, serverInbox };
}

function listen(owner: string, socket: WebSocket): Inbox {
  const inbox = new Inbox(owner, { plain: true, patienceMs: 3000 });
  socket.on("message", (data: Buffer) => inbox.receive(data.toString()));
  socket.on("close", (code, reason) => inbox.end({ code, reason: reason.toString() }));
  socket.on("error", () => {});
  return inbox;
}

/** Long enough for what is to come to be here, on a busy machine too; only ever used to see that nothing came. */
const quiet = () => new Promise((resolve) => setTimeout(resolve, 150));

test("in fair weather it passes everything on, without compression", async () => {
  const { client, peer, clientInbox, serverInbox } = await talk();
  expect(client.extensions).toBe("");
  const long = "x".repeat(300_000);
  client.send("hello");
  client.send(long);
  peer.send(long);
  peer.send("hello");
  expect([await serverInbox.nextText(), await serverInbox.nextText()]).toEqual(["hello", long]);
  expect([await clientInbox.nextText(), await clientInbox.nextText()]).toEqual([long, "hello"]);
  client.close(4001, "bye");
  expect(await serverInbox.closed()).toEqual({ code: 4001, reason: "bye" });
  expect((await clientInbox.closed()).code).toBe(4001);
});

test.each(["to client", "to server"] as const)(
  "a cut mid-frame %s ends both sides, and the frame is nowhere",
  async (direction) => {
    const { line, client, peer, clientInbox, serverInbox } = await talk();
    (direction === "to client" ? peer : client).send("before");
    const receiver = direction === "to client" ? clientInbox : serverInbox;
    expect(await receiver.nextText()).toBe("before");
    line.cutMidFrame(direction);
    (direction === "to client" ? peer : client).send("never whole");
    expect((await clientInbox.closed()).code).toBe(1006);
    expect((await serverInbox.closed()).code).toBe(1006);
    expect(receiver.untakenTexts()).toEqual([]);
  },
);

test("a reset ends both sides", async () => {
  const { line, clientInbox, serverInbox } = await talk();
  line.reset();
  expect((await clientInbox.closed()).code).toBe(1006);
  expect((await serverInbox.closed()).code).toBe(1006);
});

test("a reset is one, not an end", async () => {
  const { proxy, line } = await talk();
  const socket = connect(proxy.port, "127.0.0.1");
  await new Promise((resolve) => socket.once("connect", resolve));
  await expect.poll(() => proxy.lines.length).toBe(2);
  const failed = new Promise<Error>((resolve) => socket.once("error", resolve));
  proxy.lines.find((other) => other !== line)?.reset();
  expect((await failed).message).toContain("ECONNRESET");
});

test("a black hole takes everything, gives nothing, and tells nobody, not even when the client leaves", async () => {
  const { proxy, line, client, peer, clientInbox, serverInbox } = await talk();
  line.swallow();
  client.send("into the hole");
  peer.send("into the hole");
  await quiet();
  expect(clientInbox.untakenTexts()).toEqual([]);
  expect(serverInbox.untakenTexts()).toEqual([]);
  expect(client.readyState).toBe(WebSocket.OPEN);
  client.terminate();
  await clientInbox.closed();
  await quiet();
  expect(peer.readyState).toBe(WebSocket.OPEN);
  proxy.calm();
  expect((await serverInbox.closed()).code).toBe(1006);
});

test("the end of the server's side of a black hole stays unknown to the client", async () => {
  const { line, client, peer } = await talk();
  line.swallow();
  peer.terminate();
  await quiet();
  expect(client.readyState).toBe(WebSocket.OPEN);
});

test("a delay keeps the order", async () => {
  const { proxy, peer, clientInbox } = await talk();
  proxy.weather = { ...FAIR, delayMs: 200 };
  const sentAt = performance.now();
  for (const text of ["1", "2", "3"]) peer.send(text);
  expect(await clientInbox.nextText()).toBe("1");
  expect(performance.now() - sentAt).toBeGreaterThanOrEqual(195);
  expect([await clientInbox.nextText(), await clientInbox.nextText()]).toEqual(["2", "3"]);
});

test("a trickle brings a message whole, slowly", async () => {
  const { proxy, client, peer, clientInbox, serverInbox } = await talk();
  proxy.weather = { ...FAIR, trickle: { bytes: 7, everyMs: 1 } };
  const text = "trickling ".repeat(20);
  const sentAt = performance.now();
  peer.send(text);
  client.send(text);
  expect(await clientInbox.nextText()).toBe(text);
  expect(await serverInbox.nextText()).toBe(text);
  expect(performance.now() - sentAt).toBeGreaterThan(25);
});

test("a reader that stops reading gets everything once it reads again, and fills the sender's buffer meanwhile", async () => {
  const { proxy, client, peer, clientInbox, serverInbox } = await talk();
  proxy.weather = { ...FAIR, isHeld: true };
  const long = "x".repeat(1_000_000);
  for (let at = 0; at < 20; at += 1) peer.send(long);
  client.send("still heard");
  expect(await serverInbox.nextText()).toBe("still heard");
  await quiet();
  expect(peer.bufferedAmount).toBeGreaterThan(1_000_000);
  expect(clientInbox.untakenTexts()).toEqual([]);
  proxy.calm();
  for (let at = 0; at < 20; at += 1) expect((await clientInbox.nextText()).length).toBe(long.length);
});

test("acks are lost and nothing else, as often as it is told to", async () => {
  const { proxy, peer, clientInbox } = await talk();
  proxy.weather = { ...FAIR, ackLoss: 1 };
  peer.send('{"type":"ack","id":"a","seq":1,"at":1}');
  peer.send('{"type":"events","events":[{"seq":1,"text":"\\"ack\\""}]}');
  expect(await clientInbox.nextText()).toContain("events");
  expect(proxy.acksLost).toBe(1);
  proxy.weather = { ...FAIR, ackLoss: 0.3 };
  for (let at = 0; at < 200; at += 1) peer.send('{"type":"ack","id":"a","seq":1,"at":1}');
  peer.send("end");
  let arrived = 0;
  while ((await clientInbox.nextText()) !== "end") arrived += 1;
  expect(arrived + proxy.acksLost - 1).toBe(200);
  expect(proxy.acksLost).toBeGreaterThan(40);
  expect(proxy.acksLost).toBeLessThan(80);
});

test("a connection that the server does not take is ended, and a later one is tried again", async () => {
  const { server, proxy, clientInbox } = await talk();
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  for (const socket of server.clients) socket.terminate();
  expect((await clientInbox.closed()).code).toBe(1006);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  const refused = new WebSocket(`ws://127.0.0.1:${proxy.port}`);
  expect((await listen("the refused", refused).closed()).code).toBe(1006);
  const again = new WebSocketServer({ host: "127.0.0.1", port: address.port });
  ending.push(() => new Promise((resolve) => again.close(() => resolve())));
  again.on("connection", (socket) => socket.send("here again"));
  const back = new WebSocket(`ws://127.0.0.1:${proxy.port}`);
  ending.push(() => back.terminate());
  expect(await listen("the client", back).nextText()).toBe("here again");
});
