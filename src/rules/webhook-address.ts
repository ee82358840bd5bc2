// Which addresses an outgoing webhook may have. What DNS answers for a name cannot be seen from a Worker: SECURITY.md says so.

/** Longest address. */
const LENGTH_MAX = 2048;
/** Names that mean something inside a network alone. */
const INNER_SUFFIXES = [".local", ".internal", ".localhost", ".lan", ".home.arpa", ".onion"];

/** First octets and lengths of IPv4 networks that are not public (IANA special-purpose registry, 2026). */
const INNER_IPV4: readonly (readonly [address: string, bits: number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];

/**
 * Gives the address in its one normal form, or why it is refused: https on port 443, no user, a public name or address in
 * whatever notation. `anywhere` lifts all but the scheme, for tests on one machine.
 */
export function parseWebhookAddress(
  text: string,
  anywhere = false,
): { readonly kind: "ok"; readonly url: string } | { readonly kind: "refused"; readonly reason: string } {
  if (text.length > LENGTH_MAX || !URL.canParse(text)) return refused("it is no address");
  // The URL parser writes every notation of an IPv4 address (0x7f.1, 2130706433, 017700000001) as four decimals.
  const url = new URL(text);
  if (url.protocol !== "https:" && !(anywhere && url.protocol === "http:")) return refused("it must be https");
  if (url.username !== "" || url.password !== "") return refused("it must not hold a user or a password");
  if (anywhere) return { kind: "ok", url: url.href };
  if (url.port !== "") return refused("it must be on port 443");
  if (!isPublicHost(url.hostname)) return refused("its host is not a public one");
  url.hash = "";
  return { kind: "ok", url: url.href };
}

function refused(reason: string): { readonly kind: "refused"; readonly reason: string } {
  return { kind: "refused", reason };
}

/** `hostname` as the URL parser gives it. A dot at the end is the same name. */
function isPublicHost(hostname: string): boolean {
  if (hostname.startsWith("[")) return isPublicIpv6(hostname.slice(1, -1));
  let host = hostname;
  while (host.endsWith(".")) host = host.slice(0, -1);
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return isPublicIpv4(host);
  return host.includes(".") && !INNER_SUFFIXES.some((suffix) => host.endsWith(suffix));
}

function isPublicIpv4(address: string): boolean {
  const number = ipv4Number(address);
  return !INNER_IPV4.some(([network, bits]) => number >>> (32 - bits) === ipv4Number(network) >>> (32 - bits));
}

function ipv4Number(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0) >>> 0;
}

/** Global unicast alone (2000::/3), without the parts of it that lead elsewhere: Teredo, 6to4, documentation. */
function isPublicIpv6(address: string): boolean {
  const [first = 0, second = 0] = (address.split("::", 1)[0] ?? "")
    .split(":")
    .map((group) => Number.parseInt(group, 16) || 0);
  const isTeredo = first === 0x2001 && second < 0x200;
  const isDocumentation = (first === 0x2001 && second === 0xdb8) || (first === 0x3fff && second < 0x1000);
  return first >= 0x2000 && first < 0x4000 && first !== 0x2002 && !isTeredo && !isDocumentation;
}
