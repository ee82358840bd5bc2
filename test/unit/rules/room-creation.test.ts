// Who may make rooms, by the variables of a deployment.

import { expect, test } from "vitest";
import { mayMakeRoom } from "../../../src/rules/room-creation.ts";

const GUEST = "g_7Qm";
const USER = "ada@example.org";

test.for([
  { policy: undefined, member: GUEST, may: true },
  { policy: "", member: GUEST, may: true },
  { policy: "anyone", member: GUEST, may: true },
  { policy: "members", member: GUEST, may: false },
  { policy: "members", member: USER, may: true },
  { policy: "members", member: GUEST, admins: GUEST, may: true },
  { policy: "admins", member: USER, may: false },
  { policy: "admins", member: USER, admins: "", may: false },
  { policy: "admins", member: USER, admins: `boss, ${USER}`, may: true },
  { policy: "admins", member: USER, admins: `boss\n${USER}`, may: true },
  { policy: "admins", member: USER, admins: `x${USER} ${USER}x`, may: false },
  { policy: "admins", member: "", admins: "boss,", may: false },
])("R10-6 ROOM_CREATION=$policy ADMINS=$admins: $member may: $may", ({ policy, member, admins, may }) => {
  expect(mayMakeRoom(member, policy, admins)).toBe(may);
});

test("R10-6 a policy that does not exist is a fault of the deployment, not open to all", () => {
  expect(() => mayMakeRoom(USER, "member", undefined)).toThrow("ROOM_CREATION must be anyone, members or admins");
});
