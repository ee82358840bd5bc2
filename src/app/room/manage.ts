// What only those need who make a room or look after one: one chunk, fetched when it is first asked for.

import "./words-asked.ts";
import "./words-guard-ways.ts";
import "./words-manage.ts";
import { InvitesSheet } from "./invites-sheet.tsx";
import { MakeRoom } from "./make-room.tsx";
import { MemberActions } from "./member-actions.tsx";
import { RoomSettingsSheet } from "./room-settings.tsx";

export const manage = { InvitesSheet, MakeRoom, MemberActions, RoomSettingsSheet };
