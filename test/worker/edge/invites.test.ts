// Invites: made below one's own role, told once, used so often, revoked; and a private room that nobody else can tell from none.

import { expect, test } from "vitest";
import * as v from "valibot";
import { Deployment, problemIn, SECRET } from "./deployment.ts";
import { guestAged } from "./tokens.ts";

const madeRoomSchema = v.object({ name: v.string() });
const inviteSchema = v.strictObject({ id: v.string(), url: v.string() });

async function privateRoom() {
  const deployment = new Deployment({ AUTH_SECRET: SECRET, RATE_LIMITS: "off" });
  const person = async (name: string) => {
    const { guest, token } = await guestAged(0, name);
    const headers = { authorization: `Bearer ${token}` };
    return { id: guest.id, name, token, headers };
  };
  const owner = await person("Ada");
  const made = await deployment.post("/api/rooms", { visibility: "private" }, owner.headers);
  const { name: room } = v.parse(madeRoomSchema, await made.json());
  const invites = `/api/rooms/${room}/invites`;
  const invite = async (wish: object, by = owner) => {
    const response = await deployment.post(invites, wish, by.headers);
    expect(response.status).toBe(201);
    const { id, url } = v.parse(inviteSchema, await response.json());
    return { id, url, secret: new URL(url).hash.replace("#invite=", "") };
  };
  const join = (secret: string, by: { headers: Record<string, string> }) =>
    deployment.post(`/api/rooms/${room}/join`, { invite: secret }, by.headers);
  return { deployment, room, invites, owner, person, invite, join };
}

test("R10-8 an invite lets one member into a private room, once, and the secret is in the fragment alone", async () => {
  const { deployment, room, invites, owner, person, invite, join } = await privateRoom();
  const { id, url, secret } = await invite({});
  expect(new URL(url).pathname + new URL(url).search).toBe(`/r/${room}`);
  const listed = await (await deployment.get(invites, owner.headers)).json();
  expect(listed).toEqual({
    invites: [expect.objectContaining({ id, role: "member", uses: 1, by: owner.id })],
  });
  expect(JSON.stringify(listed)).not.toContain(secret);

  const ada = await deployment.join(room, { token: owner.token });
  const bob = await person("Bob");
  const joined = await join(secret, bob);
  expect([joined.status, await joined.json()]).toEqual([200, { role: "member" }]);
  expect(await ada.events()).toEqual([
    expect.objectContaining({ kind: "member", action: "join", role: "member", member: { id: bob.id, name: "Bob" } }),
  ]);
  expect((await deployment.join(room, { token: bob.token })).welcome.you.role).toBe("member");

  expect(await problemIn(await join(secret, await person("Carol")))).toMatchObject({ status: 404, code: "not_found" });
  // Whoever is in already is told so, and uses up nothing.
  expect((await join((await invite({})).secret, bob)).status).toBe(200);
  expect(await (await deployment.get(invites, owner.headers)).json()).toMatchObject({ invites: [{ uses: 1 }] });
});

test("R10-8 a race for the last use lets one in", async () => {
  const { person, invite, join } = await privateRoom();
  const { secret } = await invite({ uses: 1 });
  const racers = await Promise.all(["Bob", "Carol", "Dave", "Eve"].map((name) => person(name)));
  const statuses = await Promise.all(racers.map(async (racer) => (await join(secret, racer)).status));
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 404, 404, 404]);
});

test("R10-8 an invite gives a role below the maker's, and only moderators make, list and revoke", async () => {
  const { deployment, invites, owner, person, invite, join } = await privateRoom();
  const refusedRole = await deployment.post(invites, { role: "owner" }, owner.headers);
  expect(await problemIn(refusedRole)).toMatchObject({ status: 403, code: "forbidden" });
  const bob = await person("Bob");
  await join((await invite({ role: "moderator" })).secret, bob);
  const carol = await person("Carol");
  await join((await invite({}, bob)).secret, carol);
  expect(await problemIn(await deployment.post(invites, { role: "moderator" }, bob.headers))).toMatchObject({
    status: 403,
  });
  expect(await problemIn(await deployment.post(invites, {}, carol.headers))).toMatchObject({ status: 403 });
  expect(await problemIn(await deployment.get(invites, carol.headers))).toMatchObject({ status: 403 });

  const { id, secret } = await invite({ uses: 5 });
  const revoke = () => deployment.fetch(`${invites}/${id}`, { method: "DELETE", headers: owner.headers });
  expect((await revoke()).status).toBe(204);
  expect(await problemIn(await revoke())).toMatchObject({ status: 404, code: "not_found" });
  expect(await problemIn(await join(secret, await person("Dave")))).toMatchObject({ status: 404 });
});

test("R10-8 wrong wishes and wrong secrets are refused with nothing made", async () => {
  const { deployment, room, invites, owner, person, join } = await privateRoom();
  for (const wish of [
    { uses: 0 },
    { uses: 1.5 },
    { uses: 10_001 },
    { expiresInMs: -1 },
    { expiresInMs: 1e15 },
    { role: "king" },
  ]) {
    expect(await problemIn(await deployment.post(invites, wish, owner.headers))).toMatchObject({
      status: 400,
      code: "invalid",
    });
  }
  expect(await (await deployment.get(invites, owner.headers)).json()).toEqual({ invites: [] });
  const eve = await person("Eve");
  for (const secret of ["", "x", "x".repeat(100)]) {
    expect(await problemIn(await join(secret, eve))).toMatchObject({ status: 404, code: "not_found" });
  }
  expect(await problemIn(await join("x".repeat(101), eve))).toMatchObject({ status: 400 });
  expect(await problemIn(await deployment.post(`/api/rooms/${room}/join`, { invite: "x" }))).toMatchObject({
    status: 401,
  });
});

test("R10-7 a private room and a reserved name that nobody has: the same answers, and nothing is written", async () => {
  const { deployment, room, person } = await privateRoom();
  const stranger = await person("Eve");
  const unmade = `p-${"a".repeat(26)}`;
  const answers = async (name: string) => {
    const of = async (response: Response) => [response.status, (await response.text()).replaceAll(name, "NAME")];
    const refused = await deployment.connect(name, { token: stranger.token });
    return {
      info: await of(await deployment.get(`/api/rooms/${name}`, stranger.headers)),
      messages: await of(await deployment.get(`/api/rooms/${name}/messages`)),
      members: await of(await deployment.get(`/api/rooms/${name}/members`)),
      command: await of(
        await deployment.post(`/api/rooms/${name}/messages`, { id: "x1", text: "hi" }, stranger.headers),
      ),
      join: await of(await deployment.post(`/api/rooms/${name}/join`, { invite: "x" }, stranger.headers)),
      socket: [(await refused.next("error")).code, await refused.closed],
    };
  };
  deployment.touched.length = 0;
  const ofPrivate = await answers(room);
  const touchedPrivate = deployment.touched.length;
  deployment.touched.length = 0;
  expect(await answers(unmade)).toEqual(ofPrivate);
  expect(deployment.touched.length).toBe(touchedPrivate);
  expect(ofPrivate.socket).toEqual(["not_found", { code: 4404, reason: "not_found" }]);
});
