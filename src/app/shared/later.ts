// The lists of what parts of the app say that are not there at first: a new list is a line here.

import type { enAdmin } from "../admin/en-admin.ts";
import type { enHandover } from "../landing/en-handover.ts";
import type { enOffline } from "../offline/en-offline.ts";
import type { enActs } from "../room/en-acts.ts";
import type { enAsked } from "../room/en-asked.ts";
import type { enFind } from "../room/en-find.ts";
import type { enGuardWays } from "../room/en-guard-ways.ts";
import type { enGuard } from "../room/en-guard.ts";
import type { enManage } from "../room/en-manage.ts";
import type { enName } from "../room/en-name.ts";
import type { enRooms } from "../room/en-rooms.ts";
import type { enPoll } from "../room/poll/en-poll.ts";
import type { enTalk } from "../room/en-talk.ts";
import type { enWriting } from "../text/en-writing.ts";

/** What parts of the app say that are not there at first. */
export type Later = typeof enActs &
  typeof enAdmin &
  typeof enAsked &
  typeof enGuard &
  typeof enGuardWays &
  typeof enFind &
  typeof enHandover &
  typeof enManage &
  typeof enName &
  typeof enOffline &
  typeof enPoll &
  typeof enRooms &
  typeof enTalk &
  typeof enWriting;
