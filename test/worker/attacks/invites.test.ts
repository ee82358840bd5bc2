// Invites under attack: used again, by many at once, after their end, in another room, and guessed.

import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { problemIn } from "../edge/deployment.ts";
import { caller, deployment, privateRoom } from "./people.ts";

test("replay of an invite: a secret that was used up opens nothing to anybody else, however often it is tried", async () => {
  const at = deployment();
  const { room, invite, join } = await privateRoom(at);
  const { secret } = await invite();
  expect((await join(secret, await caller("Bob"))).status).toBe(200);
  const eve = await caller("Eve");
  const written = await env.ROOM.getByName(room).rowsWritten();
  for (let attempt = 0; attempt < 20; attempt += 1)
    expect(await problemIn(await join(secret, eve))).toMatchObject({ status: 404, code: "not_found" });
  expect(await env.ROOM.getByName(room).rowsWritten(), "a refused attempt writes nothing").toBe(written);
  expect((await at.get(`/api/rooms/${room}`, eve.headers)).status).toBe(404);
});

test("replay of an invite: not after it was revoked, and not in another room", async () => {
  const at = deployment();
  const { room, owner, invite, join } = await privateRoom(at);
  const other = await privateRoom(at);
  const { id, secret } = await invite({ uses: 10 });
  const eve = await caller("Eve");
  expect((await join(secret, eve, other.room)).status).toBe(404);
  await at.fetch(`/api/rooms/${room}/invites/${id}`, { method: "DELETE", headers: owner.headers });
  expect((await join(secret, eve)).status).toBe(404);
});

test("race at the last use of an invite: of 20 who spend it at once, on two isolates, as many enter as it has uses", async () => {
  const [here, there] = [deployment(), deployment()];
  const { room, invite } = await privateRoom(here);
  const { secret } = await invite({ uses: 3 });
  const racers = await Promise.all(Array.from({ length: 20 }, (_, number) => caller(`Racer ${number}`)));
  const statuses = await Promise.all(
    racers.map(async ({ headers }, number) => {
      const at = number % 2 === 0 ? here : there;
      return (await at.post(`/api/rooms/${room}/join`, { invite: secret }, headers)).status;
    }),
  );
  expect(statuses.filter((status) => status === 200)).toHaveLength(3);
  expect(statuses.filter((status) => status === 404)).toHaveLength(17);
  const entering = await Promise.all(
    racers.map(async ({ headers }) => (await here.get(`/api/rooms/${room}`, headers)).status),
  );
  expect(entering).toEqual(statuses);
});

test("race at the last use of an invite: one guest in many tabs takes one place", async () => {
  const at = deployment();
  const { invite, join } = await privateRoom(at);
  const { secret } = await invite({ uses: 2 });
  const bob = await caller("Bob");
  const tabs = await Promise.all(Array.from({ length: 5 }, async () => (await join(secret, bob)).status));
  expect(tabs).toEqual([200, 200, 200, 200, 200]);
  expect((await join(secret, await caller("Carol"))).status).toBe(200);
  expect((await join(secret, await caller("Dave"))).status).toBe(404);
});

test("guessing an invite: a part of a secret, one letter off, and other values are all the same refusal", async () => {
  const at = deployment();
  const { invite, join } = await privateRoom(at);
  const { secret } = await invite({ uses: 10 });
  expect(secret.length, "bits enough that guessing is hopeless").toBeGreaterThanOrEqual(22);
  const eve = await caller("Eve");
  const changed = secret.slice(0, -2) + (secret.endsWith("AA") ? "BB" : "AA");
  const answers = [];
  for (const guess of [secret.slice(0, -1), `${secret}A`, changed, secret.toLowerCase() + "x", "%", "*", "' OR 1=1 --"])
    answers.push(await problemIn(await join(guess, eve)));
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(answers[0]).toMatchObject({ status: 404, code: "not_found" });
});
