// shop.ts: a site that may have rooms on its pages, the deployment that lets it, and ways to put one there.

import * as v from "valibot";
import { inject } from "vitest";
import { sessionResponseSchema } from "../../../src/protocol/http.ts";
import { startDevServer } from "../../support/dev-server.ts";
import { FramedRoom, LISTENING } from "./framed-room.ts";
import { openHostSite } from "./host-site.ts";
import type { Visitor } from "./visitor.ts";

export type Attributes = Readonly<Record<string, string>>;

export type VisitOptions = { readonly origin?: string; readonly headers?: Readonly<Record<string, string>> };

export type Shop = {
  /** Of the deployment. */
  readonly server: string;
  /** Listed as parent and as origin; another site than the deployment's. */
  readonly origin: string;
  /** Listed as parent; of the deployment's own site, though another origin. */
  readonly neighbour: string;
  /** Listed nowhere. */
  readonly stranger: string;
  serve(path: string, html: string): void;
  /** Opens a page of the shop with this in it. The deployment is where this person reaches it. */
  visit(person: Visitor, body: string, options?: VisitOptions): Promise<FramedRoom>;
  /** The token of a new guest of the deployment. */
  guestToken(name: string): Promise<string>;
  close(): Promise<void>;
};

export function elementOf(attributes: Attributes): string {
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${value}"`);
  return `<hubbub-room ${written.join(" ")}></hubbub-room>`;
}

export async function openShop(): Promise<Shop> {
  const site = await openHostSite();
  const [origin, neighbour] = [site.origin("shop"), `http://127.0.0.1:${site.port}`];
  const vars = { RATE_LIMITS: "off", ALLOWED_PARENTS: `${origin} ${neighbour}`, ALLOWED_ORIGINS: origin };
  const server = await startDevServer({ built: { folder: inject("builtFolder") }, vars });
  return {
    server: server.origin,
    origin,
    neighbour,
    stranger: site.origin("stranger"),
    serve: (path, html) => site.serve(path, html),
    async visit(person, body, options = {}) {
      const path = `/${crypto.randomUUID()}`;
      const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A shop</title>
        ${LISTENING}<script type="module" src="${person.origin}/embed.js"></script>
        <main><h1>A shop</h1><label>Search <input></label>${body}</main></html>`;
      site.serve(path, html, options.headers);
      await person.page.goto(`${options.origin ?? origin}${path}`);
      return new FramedRoom(person.page);
    },
    async guestToken(name) {
      const response = await fetch(`${server.origin}/api/session`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ name }),
      });
      return v.parse(sessionResponseSchema, await response.json()).token;
    },
    async close() {
      await server.stop();
      await site.close();
    },
  };
}
