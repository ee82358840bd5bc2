// run.ts: `npm run probe -- https://chat.example.org`: what the platform does there that no page says.

import { parseArgs } from "node:util";
import { Deployment, Scene } from "../conformance/scene.ts";
import { questions } from "./questions.ts";

const USAGE = `usage: npm run probe -- <url> [--deploy <seconds>] [--sockets <number>]

Asks the deployment at <url>, from outside, what could not be looked up about the platform. Takes about two minutes.
It leaves rooms with random names behind, and nothing else.

  --deploy <seconds>   waits so long for you to deploy, and tells what clients see of it
  --sockets <number>   sockets in the room whose frames are counted (default 50)`;

/** Seen from inside alone. */
const NOT_FROM_OUTSIDE = [
  "The CPU time that an event of a Durable Object may take on the free plan: look at the Worker's metrics.",
  "How much memory a room takes: look at the Worker's metrics.",
];

/** For one question, a deploy aside. */
const MOST_MS = 90_000;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    deploy: { type: "string", default: "0" },
    sockets: { type: "string", default: "50" },
    help: { type: "boolean" },
  },
});
const [url] = positionals;
if (url === undefined || values.help === true || !URL.canParse(url)) {
  console.log(USAGE);
  process.exit(values.help === true ? 0 : 2);
}

const deployMs = Number(values.deploy) * 1000;
const patience = { deployMs, sockets: Number(values.sockets) };
const deployment = new Deployment(new URL(url).origin, "on");
console.log(`${deployment.origin}, ${new Date().toISOString()}\n`);
for (const { ask, look } of questions) {
  console.log(ask);
  const scene = new Scene(deployment);
  const tooLong = new Promise<string>((resolve) => {
    setTimeout(() => resolve(`No answer within ${(MOST_MS + deployMs) / 1000} s.`), MOST_MS + deployMs).unref();
  });
  const answer = await Promise.race([look(scene, patience), tooLong]).catch(
    (error: unknown) => `No answer: ${error instanceof Error ? error.message : String(error)}`,
  );
  scene.end();
  console.log(`  ${answer.replaceAll("\n", "\n  ")}\n`);
}
console.log(`Not to be seen from outside:\n  ${NOT_FROM_OUTSIDE.join("\n  ")}`);
// Sockets that are just closing must not keep the process.
process.exit();
