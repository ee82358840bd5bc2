// at-terminal.ts: somebody at a terminal in a room, with a screen that a test can read and keys that it can press.

import type { Options } from "../../../src/cli/arguments.ts";
import type { Ending } from "../../../src/cli/ending.ts";
import { untilStopped } from "../../../src/cli/ending.ts";
import type { Key } from "../../../src/cli/keys.ts";
import { runTerminal } from "../../../src/cli/run-terminal.ts";
import { createScreen } from "../../../src/cli/screen.ts";
import type { RoomClient, RoomClientOptions } from "../../../src/client/room-client.ts";
import type { World } from "../client/world.ts";
import { VirtualTerminal } from "./virtual-terminal.ts";

export const OPTIONS: Options = {
  target: { kind: "target", origin: "http://chat.test", room: "lobby" },
  name: undefined,
  json: false,
  follow: false,
  anonymous: false,
  since: undefined,
  history: undefined,
  color: undefined,
};

export type AtTerminal = {
  readonly client: RoomClient;
  readonly terminal: VirtualTerminal;
  readonly code: Promise<number>;
  type(text: string): void;
  press(key: Key): void;
  /** Types it and presses Enter. */
  enter(text: string): void;
  /** The terminal has another width now. */
  resize(columns: number): void;
};

export async function atTerminal(
  world: World,
  more: { options?: Partial<Options>; client?: Partial<RoomClientOptions>; columns?: number } = {},
): Promise<AtTerminal> {
  const terminal = new VirtualTerminal(more.columns);
  const client = world.client(more.client);
  let press: (key: Key) => void = () => {};
  let resized = (): void => {};
  const ending: Promise<Ending> = untilStopped(client);
  const code = runTerminal({
    client,
    options: { ...OPTIONS, ...more.options },
    screen: createScreen({ write: terminal.write, columns: () => terminal.columns, colours: "256" }),
    columns: () => terminal.columns,
    listen(onKey, onResize) {
      press = onKey;
      resized = onResize;
      return () => (press = () => {});
    },
    now: () => world.nowMs,
    ending,
  });
  client.open();
  await world.settle();
  const type = (text: string): void => press({ kind: "edit", key: { kind: "insert", text } });
  return {
    client,
    terminal,
    code,
    type,
    press: (key) => press(key),
    enter(text) {
      type(text);
      press({ kind: "submit" });
    },
    resize(columns) {
      terminal.columns = columns;
      resized();
    },
  };
}
