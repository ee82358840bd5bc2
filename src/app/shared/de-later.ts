// What parts of the app say in German that are not there at first: each of their lists, in one.

import { deAdmin } from "../admin/de-admin.ts";
import { deHandover } from "../landing/de-handover.ts";
import { deOffline } from "../offline/de-offline.ts";
import { deActs } from "../room/de-acts.ts";
import { deAsked } from "../room/de-asked.ts";
import { deFind } from "../room/de-find.ts";
import { deGuard } from "../room/de-guard.ts";
import { deGuardWays } from "../room/de-guard-ways.ts";
import { deManage } from "../room/de-manage.ts";
import { deName } from "../room/de-name.ts";
import { deRooms } from "../room/de-rooms.ts";
import { dePoll } from "../room/poll/de-poll.ts";
import { deTalk } from "../room/de-talk.ts";
import { deWriting } from "../text/de-writing.ts";
import type { Later } from "./later.ts";
import type { German } from "./words.ts";

export const deLater: German<Later> = {
  ...deAdmin,
  ...deHandover,
  ...deActs,
  ...deAsked,
  ...deFind,
  ...deGuard,
  ...deGuardWays,
  ...deManage,
  ...deName,
  ...deOffline,
  ...deRooms,
  ...dePoll,
  ...deTalk,
  ...deWriting,
};
