// Secrets where they could be read later: in logs, in addresses, in answers.

import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, test, vi } from "vitest";
import * as v from "valibot";
import configuration from "../../../wrangler.toml?raw";
import type { Deployment } from "../edge/deployment.ts";
import { deployment, privateRoom } from "./people.ts";
import { ROUTES } from "./every-route.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** All that is written to any log from here on, by the Worker and by its objects: they share an isolate here. */
function listen(): () => string {
  const lines: string[] = [];
  for (const level of ["debug", "error", "info", "log", "trace", "warn"] as const)
    vi.spyOn(console, level).mockImplementation((...said: unknown[]) => void lines.push(said.map(String).join(" ")));
  return () => lines.join("\n");
}

const TEXT = "what nobody else should read";
const ADDRESS = "203.0.113.77";

/** Somebody with every kind of secret there is, and what each of them is. */
async function richPerson(at: Deployment) {
  const { room, owner, invite } = await privateRoom(at);
  const authorization = owner.headers;
  const { secret: inviteSecret } = await invite();
  const ticketed = await at.post("/api/session/ticket", { room }, authorization);
  const { ticket } = v.parse(v.object({ ticket: v.string() }), await ticketed.json());
  const botMade = await at.post(`/api/rooms/${room}/bots`, { name: "Bot", inUrl: true }, authorization);
  const bot = v.parse(v.object({ id: v.string(), secret: v.string(), url: v.string() }), await botMade.json());
  const hookMade = await at.post(
    `/api/rooms/${room}/webhooks`,
    { url: "https://hooks.example/path-secret", kinds: ["pinned"] },
    authorization,
  );
  const hook = v.parse(v.object({ secret: v.string() }), await hookMade.json());
  const secrets = { token: owner.token, ticket, invite: inviteSecret, bot: bot.secret, webhook: hook.secret };
  return { room, owner, bot, secrets };
}

/** Every route with every secret that fits into it. */
async function goEverywhere(at: Deployment, { room, owner, bot, secrets }: Awaited<ReturnType<typeof richPerson>>) {
  const cookie = `hubbub_session=${owner.token}`;
  const body = JSON.stringify({ type: "send", id: "one", text: TEXT, invite: secrets.invite, name: "Olivia" });
  const answers: string[] = [];
  for (const { method, pattern, path } of ROUTES) {
    if (pattern.startsWith("/ws") || (method === "DELETE" && pattern === "/api/session")) continue;
    const address = path.replace(/attack-[^/]+/, room);
    for (const headers of [owner.headers, { cookie, origin: at.origin }]) {
      const response = await at.fetch(`${address}?ticket=${secrets.ticket}&q=${encodeURIComponent(TEXT)}&waitMs=0`, {
        method,
        headers: { ...headers, "content-type": "application/json", "cf-connecting-ip": ADDRESS },
        ...(method === "GET" ? {} : { body }),
      });
      if (pattern.endsWith("/events")) await response.body?.cancel();
      else answers.push(new TextDecoder().decode(await response.arrayBuffer()));
    }
  }
  const posted = await at.post(new URL(bot.url).pathname, { text: TEXT });
  answers.push(await posted.text());
  const person = await at.connect(room, { ticket: secrets.ticket });
  person.raw("{");
  await person.next("error");
  return answers;
}

describe("secrets in logs", () => {
  test("nothing is logged that a secret, a name, a text or an address could be read from, where all goes well", async () => {
    const at = deployment();
    const rich = await richPerson(at);
    const logged = listen();
    await goEverywhere(at, rich);
    await at.connect(rich.room, { ticket: "no ticket at all" });
    await at.fetch("/api/session", { method: "DELETE", headers: rich.owner.headers });
    for (const event of ["connect", "auth", "refused"])
      expect(logged(), "control: there is something to read").toContain(`"event":"${event}"`);
    for (const secret of [...Object.values(rich.secrets), rich.room, rich.owner.id, TEXT, ADDRESS, "Olivia"])
      expect(logged()).not.toContain(secret);
  });

  test("nor where everything fails; what failed and why is logged", async () => {
    const at = deployment();
    const rich = await richPerson(at);
    const logged = listen();
    at.roomFault = new Error("the object broke");
    await goEverywhere(at, rich).catch(() => undefined);
    at.isLobbyReachable = false;
    await at.fetch("/api/session", { method: "DELETE", headers: rich.owner.headers });
    expect(logged()).toContain("the object broke");
    expect(logged()).toContain("/api/rooms/:room/messages");
    for (const secret of [...Object.values(rich.secrets), rich.room, rich.owner.id, TEXT, ADDRESS, "Olivia"])
      expect(logged()).not.toContain(secret);
  });

  test("the platform's own line for each request, which has its address, is off", () => {
    expect(configuration).toMatch(/^\[observability\.logs\]\ninvocation_logs = false$/m);
  });
});

describe("secrets in addresses and answers", () => {
  test("no secret is in a path or a query that we make, but for a bot's whose owner asked for that", async () => {
    const at = deployment();
    const { room, owner } = await privateRoom(at);
    const answers = [
      await at.post(`/api/rooms/${room}/invites`, {}, owner.headers),
      await at.post(`/api/rooms/${room}/bots`, { name: "Bot" }, owner.headers),
      await at.post("/api/rooms", {}, owner.headers),
    ];
    for (const answer of answers) {
      const { url, secret } = v.parse(
        v.object({ url: v.string(), secret: v.optional(v.string()) }),
        await answer.json(),
      );
      const { pathname, search, hash } = new URL(url);
      expect(search).toBe("");
      const hidden = secret ?? hash.replace("#invite=", "");
      if (hidden !== "") expect(pathname).not.toContain(hidden);
    }
  });

  test("no answer tells a secret again: not lists, not refusals, not exports", async () => {
    const at = deployment();
    const rich = await richPerson(at);
    const answers = (await goEverywhere(at, rich)).join("\n");
    for (const name of ["invite", "bot", "webhook", "ticket"] as const)
      expect(answers, name).not.toContain(rich.secrets[name]);
    // The token alone: a session that is renewed is told to whoever brought it.
    const rejected = await at.get("/api/session", { authorization: `Bearer ${rich.secrets.token}x` });
    expect(await rejected.text()).not.toContain(rich.secrets.token);
  });

  test("secrets of invites and bots are stored as digests alone", async () => {
    const at = deployment();
    const { room, secrets } = await richPerson(at);
    const stored = await runInDurableObject(env.ROOM.getByName(room), (_, { storage }) => {
      const tables = storage.sql.exec<{ name: string }>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT LIKE 'message_words%'",
      );
      return tables.toArray().flatMap(({ name }) => storage.sql.exec(`SELECT * FROM "${name}"`).toArray());
    });
    const text = JSON.stringify(stored);
    expect(text).toContain("the plan");
    for (const name of ["token", "ticket", "invite", "bot"] as const) expect(text, name).not.toContain(secrets[name]);
  });
});
