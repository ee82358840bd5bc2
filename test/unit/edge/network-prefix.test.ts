// An address counts with its network: /24 for IPv4, /56 for IPv6.

import { expect, test } from "vitest";
import { networkPrefix } from "../../../src/edge/network-prefix.ts";

test.for([
  ["192.0.2.7", "192.0.2.0/24"],
  ["192.0.2.255", "192.0.2.0/24"],
  ["192.0.3.7", "192.0.3.0/24"],
  ["::ffff:192.0.2.7", "192.0.2.0/24"],
  ["::FFFF:192.0.2.7", "192.0.2.0/24"],
  ["2001:db8:1:2ff:a:b:c:d", "2001:db8:1:200::/56"],
  ["2001:db8:1:200::1", "2001:db8:1:200::/56"],
  ["2001:0DB8:0001:02FE::", "2001:db8:1:200::/56"],
  ["2001:db8:1:300::1", "2001:db8:1:300::/56"],
  ["2001:db8::1", "2001:db8:0:0::/56"],
  ["::1", "0:0:0:0::/56"],
  ["::", "0:0:0:0::/56"],
  ["fe80::1", "fe80:0:0:0::/56"],
  ["unknown", "unknown"],
  ["", ""],
])("R6-6 %s is of %s", ([address = "", prefix = ""]) => {
  expect(networkPrefix(address)).toBe(prefix);
});
