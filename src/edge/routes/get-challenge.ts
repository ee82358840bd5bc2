// GET /challenge: the only page that may load Turnstile, where a new guest passes it and gets a session.

import type { Env } from "../../env.ts";
import { CHALLENGE_ACTION, isChallenged } from "../turnstile.ts";

/** The file of the page, and an address that no file has. */
const PAGE = "/challenge";
const NO_PAGE = "/-";
const TURNSTILE = "https://challenges.cloudflare.com";

export async function getChallenge(request: Request, env: Env): Promise<Response> {
  if (!isChallenged(env)) return env.ASSETS.fetch(new URL(NO_PAGE, request.url));
  const page = await env.ASSETS.fetch(new URL(PAGE, request.url));
  const headers = new Headers(page.headers);
  headers.set("content-security-policy", withTurnstile(headers.get("content-security-policy") ?? ""));
  headers.set("x-robots-tag", "noindex");
  // The file's own tag does not change with the variable.
  headers.delete("etag");
  headers.set("cache-control", "no-cache");
  const { TURNSTILE_SITEKEY: sitekey = "" } = env;
  return new HTMLRewriter()
    .on("#challenge", {
      element(element) {
        element.setAttribute("data-sitekey", sitekey).setAttribute("data-action", CHALLENGE_ACTION);
      },
    })
    .transform(new Response(page.body, { status: page.status, headers }));
}

/** The policy of all pages, with the one script and frame that are not ours; that script knows no Trusted Types. */
function withTurnstile(policy: string): string {
  const kept = policy
    .split(/;\s*/)
    .filter(
      (directive) => directive !== "" && !/^(?:script-src|require-trusted-types-for|trusted-types) /.test(directive),
    );
  return [...kept, `script-src 'self' ${TURNSTILE}`, `frame-src ${TURNSTILE}`].join("; ");
}
