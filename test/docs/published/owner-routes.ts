// owner-routes.ts: the HTTP routes of invites, webhooks and bots.

import type { ErrorCode } from "../../../src/protocol/errors.ts";
import { ref } from "./json.ts";
import { jsonAnswer, type Route } from "./route.ts";

const SAID = { 201: jsonAnswer("Posted", "it was said"), 200: jsonAnswer("Posted", "it had been said before") };
const SEND: readonly ErrorCode[] = ["muted", "id_conflict", "rate_limited", "slow_mode", "too_large"];

export const OWNER_ROUTES: readonly Route[] = [
  {
    method: "get",
    path: "/api/rooms/{room}/reports",
    id: "listReports",
    tag: "moderation",
    rules: "R10-26",
    says: "lists what members told the moderators of, newest first",
    caller: "member",
    query: "records",
    answers: { 200: jsonAnswer("Reports", "the queue") },
    refusals: ["forbidden", "rate_limited"],
  },
  {
    method: "get",
    path: "/api/rooms/{room}/audit",
    id: "readAudit",
    tag: "moderation",
    rules: "R10-27",
    says: "tells what moderators and owners did, newest first",
    caller: "member",
    query: "records",
    answers: { 200: jsonAnswer("Audit", "the record") },
    refusals: ["forbidden", "rate_limited"],
  },
  {
    method: "put",
    path: "/api/rooms/{room}/hook",
    id: "setHook",
    tag: "moderation",
    rules: "R10-31",
    says: "names who is asked before something is said",
    caller: "member",
    body: { schema: ref("HookRequest") },
    answers: { 200: jsonAnswer("HookMade", "set; the secret is told once") },
    refusals: ["forbidden"],
  },
  {
    method: "get",
    path: "/api/rooms/{room}/hook",
    id: "readHook",
    tag: "moderation",
    rules: "R10-31",
    says: "gives who is asked, without the secret",
    caller: "member",
    answers: { 200: jsonAnswer("Hook", "who is asked") },
    refusals: ["forbidden"],
  },
  {
    method: "delete",
    path: "/api/rooms/{room}/hook",
    id: "removeHook",
    tag: "moderation",
    rules: "R10-31",
    says: "nobody is asked any more",
    caller: "member",
    answers: { 204: { says: "done" } },
    refusals: ["forbidden"],
  },
  {
    method: "get",
    path: "/api/rooms/{room}/words",
    id: "readWords",
    tag: "moderation",
    rules: "R10-28",
    says: "gives the words that the room does not want",
    caller: "member",
    answers: { 200: jsonAnswer("WordList", "the list") },
    refusals: ["forbidden", "rate_limited"],
  },
  {
    method: "get",
    path: "/api/rooms/{room}/standings",
    id: "listStandings",
    tag: "moderation",
    rules: "R10-65",
    says: "lists who is banned or muted",
    caller: "member",
    query: "standings",
    answers: { 200: jsonAnswer("StandingsPage", "by the ids of the members") },
    refusals: ["forbidden", "rate_limited"],
  },
  ...managed({ many: "invites", one: "invite", rules: "R10-8", isOptional: true }),
  {
    method: "post",
    path: "/api/rooms/{room}/join",
    id: "joinRoom",
    tag: "invites",
    rules: "R10-8",
    says: "enters a room by the secret of an invite",
    caller: "member",
    body: { schema: ref("JoinRequest") },
    answers: { 200: jsonAnswer("Joined", "one is in") },
    refusals: ["not_found", "rate_limited"],
  },
  ...managed({ many: "webhooks", one: "webhook", rules: "R9-20" }),
  ...managed({ many: "bots", one: "bot", rules: "R9-21" }),
  {
    method: "post",
    path: "/api/rooms/{room}/bots/{id}/secret",
    id: "rotateBotSecret",
    tag: "bots",
    says: "gives a bot a new secret; the old one is of no use from then on",
    rules: "R9-21",
    caller: "member",
    answers: { 200: jsonAnswer("BotMade", "the new secret, told once") },
    refusals: ["forbidden"],
  },
  {
    method: "post",
    path: "/api/bots/{room}/{id}",
    id: "postAsBot",
    tag: "bots",
    rules: "R9-21",
    caller: "bot",
    says: "says something as a bot",
    headers: ["Idempotency-Key"],
    body: { schema: ref("PostMessage") },
    answers: SAID,
    refusals: SEND,
  },
  {
    method: "post",
    path: "/api/bots/{room}/{id}/{secret}",
    id: "postAsBotByUrl",
    tag: "bots",
    caller: "open",
    says: "the same, with the secret in the address, where the owner allowed that",
    rules: "R9-21",
    headers: ["Idempotency-Key"],
    body: { schema: ref("PostMessage") },
    answers: SAID,
    refusals: [...SEND, "unauthenticated"],
  },
];

/** What owners make, list and take back: three routes that are alike. */
function managed(what: {
  many: "invites" | "webhooks" | "bots";
  one: string;
  rules: string;
  isOptional?: true;
}): Route[] {
  const { many, one, rules, isOptional } = what;
  const capital = (name: string): string => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
  const common = { tag: many, rules, caller: "member", refusals: ["forbidden"] } as const;
  const path = `/api/rooms/{room}/${many}`;
  return [
    {
      ...common,
      method: "post",
      path,
      id: `make${capital(one)}`,
      says: `makes ${/^[aeiou]/.test(one) ? "an" : "a"} ${one}`,
      body: { schema: ref(`${capital(one)}Request`), ...(isOptional === undefined ? {} : { isOptional }) },
      answers: { 201: jsonAnswer(`${capital(one)}Made`, "made; the secret is told once") },
      refusals: ["forbidden", "rate_limited"],
    },
    {
      ...common,
      method: "get",
      path,
      id: `list${capital(many)}`,
      says: `lists the room's ${many}, without secrets`,
      answers: { 200: jsonAnswer(capital(many), "the list") },
    },
    {
      ...common,
      method: "delete",
      path: `${path}/{id}`,
      id: `remove${capital(one)}`,
      says: `takes back ${one}s by id`,
      answers: { 204: { says: "done" } },
    },
  ];
}
