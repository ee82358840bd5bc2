// A client of the SDK as this program wants it: its identity and its outbox from files, where anything is kept.

import { createMemoryStore } from "../client/outbox-store.ts";
import { createRoomClient, type RoomClient } from "../client/room-client.ts";
import type { Options } from "./arguments.ts";
import { openIdentity } from "./guest-session.ts";
import { openOutboxFiles } from "./outbox-files.ts";
import { openStateFolder, stateFolderPath } from "./state-folder.ts";

export type OpenRoomOptions = {
  readonly options: Options;
  readonly environment: { readonly HUBBUB_TOKEN?: string | undefined; readonly XDG_STATE_HOME?: string | undefined };
  /** What is written is kept until it is sent, also by a later run. A pipe's lines are not: their source is gone by then. */
  readonly keepsMessages: boolean;
  readonly warn: (text: string) => void;
};

/** Not opened yet. */
export async function openRoom({ options, environment, keepsMessages, warn }: OpenRoomOptions): Promise<RoomClient> {
  const { target, name, anonymous } = options;
  const folder = anonymous ? undefined : openStateFolder(stateFolderPath(environment.XDG_STATE_HOME));
  const token = environment.HUBBUB_TOKEN === "" ? undefined : environment.HUBBUB_TOKEN;
  const identity = await openIdentity({
    origin: target.origin,
    name,
    token,
    folder,
    fetch: (url, init) => fetch(url, init),
    warn,
  });
  return createRoomClient({
    origin: target.origin,
    room: target.room,
    ...identity,
    // Before the first welcome nobody knows whose the messages are, and the next run may be somebody else's.
    outbox:
      folder === undefined || !keepsMessages || identity.session.kind === "none"
        ? createMemoryStore()
        : openOutboxFiles(folder),
    // Files have no news for others, and a channel would keep the process alive.
    environment: { openChannel: () => undefined, locks: undefined },
  });
}
