// published.ts: the rules of docs/protocol.md, and which of them nobody can see from outside.

import { readFileSync } from "node:fs";

const PAGE = new URL("../../docs/protocol.md", import.meta.url);

/** Rules that bind clients, or that only time or the inside of a deployment could show; each with where it is tested. */
export const NOT_SEEN: Readonly<Record<string, string>> = {
  "R1-1": "a page for people: test/browser",
  "R2-8": "takes days: test/worker/room",
  "R2-10": "inside the deployment: test/worker/room",
  "R3.1-7": "binds clients",
  "R3.2-3": "binds clients",
  "R3.2-4": "binds clients",
  "R3.2-5": "a frame may carry head; this server sends none",
  "R4-13": "allows either order; every rule that sends takes both",
  "R4-17": "no token of a guest claims to be a reader: test/worker/room",
  "R4-18": "binds clients",
  "R5-6": "binds clients",
  "R5-7": "binds clients",
  "R5-9": "binds clients",
  "R5-12": "binds clients",
  "R5.1-2": "binds clients",
  "R5.1-3": "binds clients",
  "R6-9": "the operator's switch; the suite finds out how it stands",
  "R6-10": "rates of a network that many share: test/worker/attacks",
  "R6-11": "takes a network of many: test/worker/attacks",
  "R6-14": "the operator's binding: test/worker/edge",
  "R10-21": "to see it keeps this network's new guests out of a room: test/worker/attacks",
  "R10-31": "needs a server that the deployment can reach: test/worker/edge",
  "R10-32": "needs a server that the deployment can reach: test/worker/edge",
  "R7-3": "binds clients",
  "R7-4": "binds clients: test/deploys",
  "R9-41": "inside the deployment: test/worker/edge",
  "R9.1-9": "a sleeping room looks like one awake: test/worker/sleep",
  "R9.3-2": "needs an operator: test/worker/edge",
  "R9.3-4": "the same",
  "R9.3-5": "the same",
  "R9-25": "the operator's switch: test/worker/attacks, test/browser",
  "R10-6": "to see it keeps a network from making rooms for an hour: test/worker/edge",
  "R10-9": "the operator's switch: test/worker/room",
  "R10-42": "needs an operator and a past: test/worker/room",
  "R10-44": "the same",
  "R10-45": "the same",
  "R10-41": "no guest of a run is an operator, and erasing.ts shows the rest: test/worker/room",
  "R11-1": "no token of a guest claims a role: test/worker/room",
  "R11-2": "guests' tokens live 90 days: test/worker/room",
  "R11-6": "inside the deployment: test/worker/edge",
  "R11-7": "needs the secret of the deployment: test/worker/edge",
  "R11-8": "needs the secret of the deployment: test/worker/edge",
  "R11-9": "needs the secret of the deployment: test/worker/edge",
  "R11-10": "needs the secret or the variables of the deployment: test/worker/attacks",
  "R11-13": "needs Cloudflare Access in front: test/worker/attacks",
  "R11-14": "guests' tokens are renewed after 30 days: test/worker/room",
  "R11-15": "needs a host site's keys: test/worker/attacks",
  "R11-18": "binds clients: test/unit/app",
  "R12-1": "seen by another Worker of the same account: test/rpc",
  "R12-2": "seen by another Worker of the same account: test/rpc",
  "R12-3": "seen by another Worker of the same account: test/rpc",
  "R12-4": "seen by another Worker of the same account: test/rpc",
  "R13-1": "takes a reader who is behind: test/worker/room",
  "R13-3": "takes a reader who is behind: test/worker/room",
  "R13-7": "a sleeping room looks like one awake: test/worker/room",
  "R14-1":
    "looks like a small room, which is the rule: test/worker/room; the whole suite runs over relays in test:long",
  "R14-2": "the same",
  "R14-3": "the same",
  "R14-4": "the same",
  "R14-5": "the same",
  "R14-6": "the same",
};

/** The ids of all rules of the published contract. */
export function publishedRules(): string[] {
  return [...readFileSync(PAGE, "utf8").matchAll(/\*\*(R\d+(?:\.\d+)?-\d+)\*\*/g)].map(([, id = ""]) => id);
}
