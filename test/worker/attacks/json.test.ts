// JSON that is meant to break whoever reads it: prototypes to pollute, nesting to overflow stacks, at every door.

import { SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { newRoom, SECRET } from "../edge/deployment.ts";
import { deployment } from "./people.ts";
import { jsonDoors } from "./json-doors.ts";

const POLLUTING =
  '"__proto__":{"polluted":1,"role":"owner"},"constructor":{"prototype":{"polluted":1}},"prototype":{"polluted":1}';

/** What any object has that nobody gave it. */
function inherited(): unknown {
  const names: string[] = [];
  for (const name in {}) names.push(name);
  return [
    names,
    Reflect.get({}, "polluted"),
    Reflect.get(Function.prototype, "polluted"),
    Object.keys(Object.prototype),
  ];
}

describe("prototype pollution", () => {
  test("keys of prototypes beside right fields, in them, and in all that is nested, pollute nothing at any door", async () => {
    const { doors } = await jsonDoors(deployment());
    for (const { name, right, knock } of doors) {
      const fields = JSON.stringify(right).slice(1, -1);
      const control = await knock(`{${fields}}`);
      expect(control.status, `${name}: ${control.told}`).toBeLessThan(500);
      for (const body of [
        `{${fields},${POLLUTING}}`,
        `{${POLLUTING},${fields}}`,
        `{${fields},"data":{${POLLUTING}},"attachments":[{${POLLUTING}}],"rooms":{${POLLUTING}}}`,
        `{${fields.replaceAll(/:("[^"]*"|true|1)/g, `:{${POLLUTING}}`)}}`,
      ]) {
        const { status, told } = await knock(body);
        expect(status, `${name}: ${told}`).toBeLessThan(500);
        expect(inherited(), name).toEqual([[], undefined, undefined, []]);
      }
    }
  });

  test("fields that stand in __proto__ alone count for nothing", async () => {
    const { doors } = await jsonDoors(deployment());
    const needy = doors.filter(({ name }) => !/values|invites|session$|rooms$|RoomService/.test(name));
    expect(needy.length).toBeGreaterThan(5);
    for (const { name, right, knock } of needy) {
      const { status, told } = await knock(`{"__proto__":${JSON.stringify(right)}}`);
      expect(status, `${name}: ${told}`).toBe(400);
    }
  });

  test.for(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "a member whose id is %s speaks, reacts, reads and is listed like any other",
    async (sub) => {
      const at = deployment();
      const room = newRoom("proto");
      const now = Math.floor(Date.now() / 1000);
      const token = await new SignJWT({ sub, name: "Proto", aud: "hubbub", iat: now, exp: now + 3600 })
        .setProtectedHeader({ alg: "HS256" })
        .sign(new TextEncoder().encode(SECRET));
      const ada = await at.join(room, { name: "Ada" });
      const proto = await at.join(room, { token });
      expect(proto.welcome.you).toMatchObject({ id: sub, role: "member" });
      const { seq } = await proto.say("hi");
      expect(await proto.ask({ type: "react", id: "r1", message: seq, emoji: sub, on: true })).toMatchObject({
        type: "ack",
      });
      proto.send({ type: "read", upTo: seq });
      proto.send({ type: "put", key: "constructor", value: { a: 1 } });
      const { reads } = await ada.next("reads");
      expect(Object.getOwnPropertyDescriptor(reads, sub)?.value ?? "left out by the reader").toSatisfy(
        (upTo) => upTo === seq || upTo === "left out by the reader",
      );
      expect(await ada.events(2)).toMatchObject([{ by: { id: sub } }, { by: { id: sub }, emoji: sub }]);
      const members = await (await at.get(`/api/rooms/${room}/members`, { authorization: `Bearer ${token}` })).text();
      expect(members).toContain(`"id":"${sub}"`);
      expect(inherited()).toEqual([[], undefined, undefined, []]);
    },
  );

  test("a token's claim for a room named constructor, or in __proto__, gives no role of an object's own", async () => {
    const now = Math.floor(Date.now() / 1000);
    const claims = JSON.parse(`{"rooms":{"*":"reader","__proto__":{"lobby":"owner"}}}`);
    const token = await new SignJWT({
      ...claims,
      sub: "user-9",
      name: "Nine",
      aud: "hubbub",
      iat: now,
      exp: now + 3600,
    })
      .setProtectedHeader({ alg: "HS256" })
      .sign(new TextEncoder().encode(SECRET));
    for (const room of ["constructor", "valueof", "lobby"])
      expect((await deployment().join(room, { token })).welcome.you.role).toBe("member");
  });
});

describe("deep JSON", () => {
  /** As deep as the smallest body that is read. */
  const DEPTH = 30_000;
  const shapes: readonly [string, string][] = [
    ["lists", "[".repeat(DEPTH) + "]".repeat(DEPTH)],
    ["objects", '{"a":'.repeat(DEPTH / 3) + "1" + "}".repeat(DEPTH / 3)],
    ["lists that nothing closes", "[".repeat(DEPTH)],
  ];

  test.for(shapes)(
    "%s inside each other are refused or dropped at every door, and the server goes on",
    async ([, deep]) => {
      const { doors } = await jsonDoors(deployment());
      for (const { name, right, knock } of doors) {
        const fields = JSON.stringify(right).slice(1, -1);
        for (const body of [deep, `{${fields},"data":${deep}}`, `{${fields},"extra":${deep}}`]) {
          const { status, told } = await knock(body);
          expect(status, `${name}: ${told.slice(0, 200)}`).toBeLessThan(500);
          expect(told.length, name).toBeLessThan(2_000);
        }
        expect((await knock(`{${fields}}`)).status, `${name}, after it`).toBeLessThan(500);
      }
    },
  );
});
