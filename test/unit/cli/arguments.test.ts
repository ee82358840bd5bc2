// What the command line may say, and which words a wrong one gets.

import { describe, expect, test } from "vitest";
import { parseArguments } from "../../../src/cli/arguments.ts";
import { parseTarget } from "../../../src/cli/target.ts";

describe("the room", () => {
  test.for<[written: string, origin: string, room: string]>([
    ["lobby", "http://localhost:8787", "lobby"],
    ["https://chat.example/r/tea", "https://chat.example", "tea"],
    ["https://chat.example/r/tea/?x=1#y", "https://chat.example", "tea"],
    ["https://chat.example/tea", "https://chat.example", "tea"],
    ["https://chat.example", "https://chat.example", "lobby"],
    ["wss://chat.example/ws/tea", "https://chat.example", "tea"],
    ["ws://127.0.0.1:9000/ws", "http://127.0.0.1:9000", "lobby"],
    ["chat.example/r/tea", "https://chat.example", "tea"],
    ["chat.example:8443/r/tea", "https://chat.example:8443", "tea"],
    ["localhost:8788/r/tea", "http://localhost:8788", "tea"],
    ["localhost", "http://localhost", "lobby"],
    ["[::1]:8787/r/tea", "http://[::1]:8787", "tea"],
    ["127.evil.example/r/tea", "https://127.evil.example", "tea"],
  ])("%s", ([written, origin, room]) => {
    expect(parseTarget(written)).toEqual({ kind: "target", origin, room });
  });

  test("its name alone is looked for where --origin says", () => {
    expect(parseTarget("tea", "https://chat.example")).toEqual({
      kind: "target",
      origin: "https://chat.example",
      room: "tea",
    });
  });

  test.for<[written: string, origin: string | undefined, problem: RegExp]>([
    ["Tea Room", undefined, /no room name/],
    ["-tea", undefined, /no room name/],
    ["", undefined, /no room name/],
    ["https://chat.example/r/T%C3%A4", undefined, /no room name/],
    ["https://chat.example/r/%zz", undefined, /no room name/],
    ["https://chat.example/a/b/c", undefined, /no room's path/],
    ["ftp://chat.example/r/tea", undefined, /no scheme for a room/],
    ["https://ada:secret@chat.example/r/tea", undefined, /holds no secret/],
    ["https://", undefined, /is no address/],
    ["https://one.example/r/tea", "https://two.example", /another place/],
    ["tea", "https://chat.example/r/tea", /without a path/],
  ])("%s with --origin %s is refused", ([written, origin, problem]) => {
    expect(parseTarget(written, origin)).toEqual({ kind: "wrong", problem: expect.stringMatching(problem) });
  });
});

describe("the options", () => {
  test("all of them at once", () => {
    const args = [
      "tea",
      "-n",
      " Ada ",
      "--json",
      "-f",
      "--since",
      "e1:7",
      "--history",
      "5",
      "--no-color",
      "--anonymous",
    ];
    expect(parseArguments(args)).toEqual({
      kind: "run",
      options: {
        target: { kind: "target", origin: "http://localhost:8787", room: "tea" },
        name: "Ada",
        json: true,
        follow: true,
        anonymous: true,
        since: { epoch: "e1", seq: 7 },
        history: 5,
        color: false,
      },
    });
  });

  test("help and version need no room", () => {
    expect(parseArguments(["--help"])).toEqual({ kind: "help" });
    expect(parseArguments(["-v"])).toEqual({ kind: "version" });
  });

  test.for<[args: string[], problem: RegExp]>([
    [[], /which room/],
    [["one", "two"], /"two" is a second one/],
    [["tea", "--loud"], /Unknown option '--loud'/],
    [["tea", "--token", "abc"], /set HUBBUB_TOKEN/],
    [["tea", "--token=abc"], /set HUBBUB_TOKEN/],
    [["tea", "--name", "\u202Eadmin"], /--name takes 1 to 64/],
    [["tea", "--name", ""], /--name takes 1 to 64/],
    [["tea", "--since", "yesterday"], /--since takes a cursor/],
    [["tea", "--history", "-1"], /argument is ambiguous|--history takes/],
    [["tea", "--history", "1e3"], /--history takes a number from 0 to 1000/],
    [["tea", "--history", "1001"], /--history takes/],
  ])("%j is refused", ([args, problem]) => {
    expect(parseArguments(args)).toEqual({ kind: "wrong", problem: expect.stringMatching(problem) });
  });

  test("a token is in none of the words", () => {
    expect(JSON.stringify(parseArguments(["tea", "--token=s3cret"]))).not.toContain("s3cret");
  });
});
