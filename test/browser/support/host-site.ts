// host-site.ts: a site that has rooms on its pages: under any name of localhost, each of which is a site of its own.

import { createServer } from "node:http";

export type HostSite = {
  readonly port: number;
  /** `http://<name>.localhost:<port>`: another site than the deployment's, to browsers, and no local origin to the Worker. */
  origin(name: string): string;
  /** The cookies that came with requests for `path` since they were asked for last; `""` for a request without. */
  takeCookies(path: string): string[];
  /** Serves this at `path` from now on, whatever the name. */
  serve(path: string, html: string, headers?: Readonly<Record<string, string>>): void;
  close(): Promise<void>;
};

type ServedPage = { readonly html: string; readonly headers: Readonly<Record<string, string>> };

export async function openHostSite(): Promise<HostSite> {
  const pages = new Map<string, ServedPage>();
  let asked: { readonly path: string | undefined; readonly cookie: string }[] = [];
  const server = createServer((request, response) => {
    asked.push({ path: request.url, cookie: request.headers.cookie ?? "" });
    const page = pages.get(request.url ?? "");
    // No page has an icon: 204 is no fault.
    response.writeHead(page === undefined ? 204 : 200, {
      "content-type": "text/html; charset=utf-8",
      ...page?.headers,
    });
    response.end(page?.html);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a site has no port");
  const { port } = address;
  return {
    port,
    origin: (name) => `http://${name}.localhost:${port}`,
    takeCookies(path) {
      const taken = asked.filter((each) => each.path === path).map(({ cookie }) => cookie);
      asked = asked.filter((each) => each.path !== path);
      return taken;
    },
    serve: (path, html, headers = {}) => void pages.set(path, { html, headers }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
