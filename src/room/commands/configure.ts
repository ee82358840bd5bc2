// configure: changes settings of the room.

import { type ConfigureCommand, type SettingsChange } from "../../protocol/commands/configure.ts";
import { ChatError } from "../../protocol/errors.ts";
import { isReservedRoomName } from "../../protocol/text.ts";
import { mayConfigure } from "../../rules/permissions.ts";
import { EVENT, type Handler } from "./outcome.ts";
import { refuseMuted } from "./send.ts";

export const configure: Handler<ConfigureCommand> = {
  clean(room, command) {
    const title = command.title === undefined ? undefined : room.words.clean(command.title, "configure room");
    const topic = command.topic === undefined ? undefined : room.words.clean(command.topic, "configure room");
    if (title === command.title && topic === command.topic) return command;
    return { ...command, ...(title === undefined ? {} : { title }), ...(topic === undefined ? {} : { topic }) };
  },
  decide(room, member, command) {
    const change = changeOf(command);
    if (!mayConfigure(member.role, change))
      throw new ChatError("forbidden", "unable to configure room; your role here does not allow this change");
    refuseMuted(room, member);
    // A private room must look like an absent one, and only names that nobody can choose do (contract 10).
    if (change.visibility === "private" && !isReservedRoomName(member.room))
      throw new ChatError(
        "invalid",
        "unable to configure room; only rooms with a name given by the server can be private",
      );
    const settings: SettingsChange = room.settings.of(member.room);
    const isSame = Object.entries(change).every(([key, value]) => Reflect.get(settings, key) === value);
    return isSame ? { kind: "unchanged", since: 0 } : EVENT;
  },
  draft: (_room, member, command) => ({
    kind: "configured",
    by: { id: member.id, name: member.name },
    id: command.id,
    body: changeOf(command),
  }),
  stored(room, member, command) {
    const change = changeOf(command);
    room.settings.keep(change);
    const by = { id: member.id, name: member.name };
    room.audit.add(by, { action: "configure", target: Object.keys(change).join(" ") }, room.now());
  },
};

export function changeOf(command: ConfigureCommand): SettingsChange {
  const { type: _type, id: _id, ...change } = command;
  return change;
}
