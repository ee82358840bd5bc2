// The network that an address is of, as rate limits count it: one household or office, not one address.

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.\d{1,3}$/;
/** An IPv4 address written as IPv6, dotted. */
const MAPPED = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;

/**
 * The network a request comes from; undefined where that is not told. Cloudflare sets the header on all that comes from
 * outside, unless the zone removes visitors' addresses: to count those as one network would lock everybody out.
 */
export function networkOf(request: Request): string | undefined {
  const address = request.headers.get("cf-connecting-ip");
  return address === null ? undefined : networkPrefix(address);
}

/** Gives the /24 of an IPv4 address, the /56 of an IPv6 one, and the text itself where it is neither. */
export function networkPrefix(address: string): string {
  const ipv4 = IPV4.exec(MAPPED.exec(address)?.[1] ?? address);
  if (ipv4 !== null) return `${ipv4[1]}.${ipv4[2]}.${ipv4[3]}.0/24`;
  if (!address.includes(":")) return address;
  const groups = expandIpv6(address).slice(0, 4);
  const [first = 0, second = 0, third = 0, fourth = 0] = groups;
  return `${[first, second, third, fourth & 0xff00].map((group) => group.toString(16)).join(":")}::/56`;
}

/** The eight groups as numbers. What the last four hold does not matter here. */
function expandIpv6(address: string): number[] {
  const [head = "", tail] = address.split("::", 2);
  const before = groupsOf(head);
  if (tail === undefined) return before;
  const after = groupsOf(tail);
  return [...before, ...new Array<number>(Math.max(0, 8 - before.length - after.length)).fill(0), ...after];
}

function groupsOf(text: string): number[] {
  return text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16) || 0);
}
