// What `--help` and `/help` say.

import { DEFAULT_ORIGIN } from "./target.ts";

/** `command`: how it was started, such as `node hubbub-cli.mjs`. */
export function usage(command: string): string {
  return `Talk in a Hubbub room from a terminal, or from a pipe.

  ${command} <room or link> [options]
  tail -f log | ${command} ci --name build       posts each line
  ${command} ci --json | jq .text                reads along, a line of JSON for each thing

A room's name alone is looked for at ${DEFAULT_ORIGIN}; a link is https://host/r/room or wss://host/ws/room.

  -n, --name NAME     who you are. Each name is a guest of its own, remembered on this machine
      --origin URL    the deployment, where only the room's name is given
      --history N     messages of before to begin with (20; with --json and pipes 0)
      --since CURSOR  begin after this cursor instead; 0:0 is the beginning of the room
      --json          lines of JSON out. In: a line is a message, or a command {"type":"send","text":"…"}
  -f, --follow        with a pipe: show the room too, and stay when the input ends
      --anonymous     a new guest each time; nothing is kept on this machine
      --no-color      as NO_COLOR does
  -h, --help          this
  -v, --version       the version

HUBBUB_TOKEN holds a session token to enter with. Guests' sessions, and messages that could not be sent yet, are kept
in XDG_STATE_HOME/hubbub (~/.local/state/hubbub), for your eyes only.

It ends with 0 where all went well, 1 where something was refused or lost, 2 where it was called wrongly.
`;
}

export const COMMANDS: readonly (readonly [command: string, what: string])[] = [
  ["/who", "who is here"],
  ["/history [n]", "what was said before; PageUp does it too"],
  ["/name NEW", "change your name in this room"],
  ["/vote n [n]", "choose in the newest open poll; 0 takes it back"],
  ["/close", "end the newest open poll, where you may"],
  ["/leave", "end your membership of the room; /quit only goes"],
  ["/retry [n]", "send again what was refused"],
  ["/discard [n]", "give up what was refused"],
  ["/help", "this"],
  ["/quit", "go; Ctrl-C and Ctrl-D do too"],
  ["//text", "say /text"],
  ["Alt-Enter", "a new line in a message; what is pasted may have several"],
];
