// What the logs say of whoever comes and is refused, and that nothing secret or written by somebody stands in them.

import { afterEach, expect, test, vi } from "vitest";
import { Deployment, newId } from "./deployment.ts";
import { reservedRoom } from "../room/enter.ts";

const lines: string[] = [];
const spy = () => {
  for (const method of ["log", "warn", "error", "info"] as const)
    vi.spyOn(console, method).mockImplementation((line: unknown) => void lines.push(String(line)));
};

afterEach(() => {
  vi.restoreAllMocks();
  lines.length = 0;
});

test("a session, an entry and a refusal leave a line of JSON each, with route, code and time, and nothing of who or what", async () => {
  const deployment = new Deployment();
  spy();
  const guest = await deployment.guest("Quetzalcoatl");
  const room = reservedRoom();
  const open = `open-${newId()}`;
  const headers = { authorization: `Bearer ${guest.token}`, "cf-connecting-ip": "203.0.113.77" };
  await deployment.post(`/api/rooms/${open}/messages`, { text: "zanzibar" }, headers);
  await deployment.post(`/api/rooms/${open}/messages`, { text: "zanzibar".repeat(2000) }, headers);
  await deployment.get(`/api/rooms/${room}/messages?ticket=secretticket`, headers);
  await deployment.get("/api/session", { authorization: `Bearer ${guest.token}x` });
  const upgrade = { upgrade: "websocket", "sec-websocket-protocol": "hubbub.v1", "sec-websocket-version": "13" };
  await deployment.get(`/ws/${open}`, { ...upgrade, ...headers });
  await deployment.get(`/ws/${open}`, { ...upgrade, authorization: "Bearer forged.token.here" });
  await deployment.get(`/ws/${room}`, { ...upgrade, ...headers });
  const said = lines.map((line): Record<string, unknown> => JSON.parse(line));
  const ms = expect.any(Number);
  const mark = expect.stringMatching(/^[0-9a-f]{8}$/);
  expect(said).toEqual([
    { level: "info", event: "auth", method: "POST", route: "/api/session", status: 201, ms },
    expect.objectContaining({
      event: "refused",
      route: "/api/rooms/:room/messages",
      code: "too_large",
      room: mark,
      ms,
    }),
    expect.objectContaining({ event: "refused", route: "/api/rooms/:room/messages", status: 404, code: "not_found" }),
    expect.objectContaining({ event: "refused", route: "/api/session", status: 401, code: "unauthenticated" }),
    expect.objectContaining({ event: "connect", route: "/ws/:room", status: 101, room: mark, ms }),
    expect.objectContaining({ event: "refused", route: "/ws/:room", status: 101, code: "unauthenticated" }),
    { level: "info", event: "refused", room: mark, code: "not_found" },
    expect.objectContaining({ event: "connect", route: "/ws/:room", status: 101 }),
  ]);
  const all = lines.join("\n");
  for (const secret of [guest.token, guest.id, "Quetzalcoatl", "zanzibar", room, open, "203.0.113", "ticket", "forged"])
    expect(all.includes(secret), secret).toBe(false);
});
