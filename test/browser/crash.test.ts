// The server is killed with SIGKILL in the middle of a conversation, and started again, and so again.

import { afterAll, beforeAll, inject } from "vitest";
import { type DevServer, startDevServer } from "../support/dev-server.ts";
import { DESKTOP, newRoom, test } from "./support/story.ts";

let server: DevServer;

beforeAll(async () => {
  server = await startDevServer({ built: { folder: inject("builtFolder") }, vars: { RATE_LIMITS: "off" } });
});
afterAll(async () => {
  await server.stop();
});

test("two people talk on after the server was killed twice, and nothing is lost or doubled", async ({ stage }) => {
  const room = newRoom("crash");
  const [ada, bob] = await stage.pair(DESKTOP, server.origin);
  for (const person of [ada, bob]) person.expectNetworkFaults();
  await ada.enter(room);
  await bob.enter(room);
  const said: string[] = [];
  const says = async (person: typeof ada, text: string) => {
    said.push(text);
    await person.say(text);
  };

  await says(ada, "before");
  await bob.sees(...said);
  for (const round of ["first", "second"]) {
    await server.kill9();
    await says(ada, `into the ${round} silence`);
    await server.restart();
    await ada.hasSentAll();
    await bob.sees(...said);
    await says(bob, `after the ${round}`);
    await ada.sees(...said);
  }
  await bob.page.reload();
  await bob.isLive();
  await bob.sees(...said);
});
