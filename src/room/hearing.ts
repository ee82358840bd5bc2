// What comes from a connection: refused, or handed to the commands.

import { expired, readFrame } from "../sockets/read-frame.ts";
import type { Session } from "../sockets/session.ts";
import type { Attendance } from "./attendance.ts";
import type { Dispatch } from "./dispatch.ts";

export type HearingHost = { readonly attendance: Attendance; readonly dispatch: Dispatch };

export function hear({ attendance, dispatch }: HearingHost, session: Session, data: string | ArrayBuffer): void {
  if (session.isExpired(Date.now())) return attendance.end(session, expired());
  const read = readFrame(data);
  if (read.kind === "fault") attendance.end(session, read.error, read.code);
  else if (session.mode === "plain") dispatch.say(session, read.text);
  else dispatch.receive(session, read.text);
}
