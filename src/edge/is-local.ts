// Whether a deployment is on this machine: `wrangler dev`, without TLS.

const LOCAL_HOSTS: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

export function isLocal(url: URL): boolean {
  return LOCAL_HOSTS.includes(url.hostname);
}
