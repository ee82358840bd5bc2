// npm run operator -- <url>: sets the deployment's OPERATOR_KEY, and prints the link that makes one browser its operator.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { withOperatorKey } from "./dev-vars.ts";
import { makeOperatorLink, newOperatorKey } from "./make-link.ts";

const DEV_VARS = ".dev.vars";
const LOCAL_HOSTS: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

const [address = ""] = process.argv.slice(2);
const url = URL.canParse(address) ? new URL(address) : undefined;
if (url === undefined || (url.protocol !== "https:" && url.protocol !== "http:")) {
  console.error("usage: npm run operator -- <address of the deployment>, such as https://chat.example.com");
  process.exit(2);
}
const key = LOCAL_HOSTS.includes(url.hostname) ? keyInDevVars() : keyAsSecret();
process.stdout.write(
  [
    "Open this link within 10 minutes, in the browser that is to operate the deployment. It works once:",
    "",
    `  ${makeOperatorLink(url.origin, key, Date.now())}`,
    "",
    "That browser's session may then moderate every room, and see on /admin what they do, for 30 days.",
    "Nobody sees the link but you: it is in no log.",
    "",
  ].join("\n"),
);

/** `wrangler dev` reads the file again by itself. */
function keyInDevVars(): string {
  const before = existsSync(DEV_VARS) ? readFileSync(DEV_VARS, "utf8") : "";
  const { key, vars } = withOperatorKey(before, newOperatorKey());
  if (vars !== before) writeFileSync(DEV_VARS, vars, { mode: 0o600 });
  return key;
}

/** A new one each time, since nobody can read it back: links that were not used yet are of no use any more. */
function keyAsSecret(): string {
  const key = newOperatorKey();
  const command = ["wrangler", "secret", "put", "OPERATOR_KEY"];
  const { status } = spawnSync("npx", command, { input: key, stdio: ["pipe", "inherit", "inherit"] });
  if (status !== 0) {
    console.error("unable to make a link; wrangler did not set the secret OPERATOR_KEY");
    process.exit(1);
  }
  return key;
}
