// webhook-address.test.ts: where an outgoing webhook may go, in every notation of where it may not.

import { describe, expect, test } from "vitest";
import { parseWebhookAddress } from "../../../src/rules/webhook-address.ts";

const INNER = [
  "https://127.0.0.1/",
  "https://127.1/",
  "https://0x7f.1/",
  "https://0x7f000001/",
  "https://2130706433/",
  "https://017700000001/",
  "https://0/",
  "https://10.1.2.3/",
  "https://100.64.0.1/",
  "https://169.254.169.254/latest/meta-data",
  "https://172.16.0.1/",
  "https://172.31.255.255/",
  "https://192.168.0.1/",
  "https://198.18.0.1/",
  "https://224.0.0.1/",
  "https://255.255.255.255/",
  "https://１２７.0.0.1/",
  "https://[::1]/",
  "https://[::]/",
  "https://[::ffff:7f00:1]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[::127.0.0.1]/",
  "https://[64:ff9b::7f00:1]/",
  "https://[fe80::1]/",
  "https://[fc00::1]/",
  "https://[fd12:3456::1]/",
  "https://[ff02::1]/",
  "https://[2001:db8::1]/",
  "https://[2001:0:1::1]/",
  "https://[2002:7f00:1::1]/",
  "https://localhost/",
  "https://localhost./",
  "https://LOCALHOST/",
  "https://intranet/",
  "https://printer.local/",
  "https://printer.local./",
  "https://db.internal/",
  "https://x.localhost/",
];

describe("addresses inside a network", () => {
  test.each(INNER)("%s is refused", (address) => {
    expect(parseWebhookAddress(address).kind).toBe("refused");
  });
});

test("other schemes, other ports, users and what is no address are refused", () => {
  for (const address of [
    "http://example.com/",
    "ftp://example.com/",
    "https://example.com:8443/",
    "https://user@example.com/",
    "https://:secret@example.com/",
    "example.com",
    "",
    `https://example.com/${"x".repeat(2048)}`,
  ]) {
    expect([address, parseWebhookAddress(address).kind]).toEqual([address, "refused"]);
  }
});

test("public names and addresses are taken, in their normal form", () => {
  const taken = (address: string) => parseWebhookAddress(address);
  expect(taken("https://example.com/hook?x=1#part")).toEqual({ kind: "ok", url: "https://example.com/hook?x=1" });
  expect(taken("https://Example.COM:443/")).toEqual({ kind: "ok", url: "https://example.com/" });
  expect(taken("https://172.32.0.1/").kind).toBe("ok");
  expect(taken("https://8.8.8.8/").kind).toBe("ok");
  expect(taken("https://[2606:4700::1111]/").kind).toBe("ok");
  expect(taken("https://local.example.com/").kind).toBe("ok");
});

test("a variable for tests lifts all but the scheme", () => {
  expect(parseWebhookAddress("http://127.0.0.1:8080/", true).kind).toBe("ok");
  expect(parseWebhookAddress("file:///etc/passwd", true).kind).toBe("refused");
});
