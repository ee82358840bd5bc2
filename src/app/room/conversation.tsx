// The conversation itself: banner, log, who writes, and where one writes. The room page and the landing both show it.

import { useState } from "preact/hooks";
import { deferred } from "../shared/deferred.tsx";
import { readStored } from "../shared/stored.ts";
import { t } from "../shared/t.ts";
import { Announcer } from "./announcer.tsx";
import { askedLink } from "./asked-link.ts";
import { Banner } from "./banner.tsx";
import { Composer } from "./composer.tsx";
import { MessageLog } from "./message-log.tsx";
import { opened } from "./opened.ts";
import type { RoomView } from "./room-view.ts";
import { toast } from "./toast.ts";
import { TypingLine } from "./typing-line.tsx";
import { useWriteHold } from "./use-write-hold.ts";

const NameDialog = deferred(async () => (await import("./entering.ts")).entering.NameDialog);
const MutedNote = deferred(async () => (await import("./asked.ts")).asked.MutedNote);
const LinkQuestion = deferred(async () => (await import("./link-question.tsx")).LinkQuestion);
const OpenedPanel = deferred(async () => (await import("./around.ts")).around.OpenedPanel);
const Stopped = deferred(async () => (await import("./asked.ts")).asked.Stopped);

export function Conversation({ view }: { view: RoomView }) {
  const entry = view.entry.value;
  return (
    <>
      <Banner view={view} />
      <MessageLog view={view} />
      <div class="foot">
        <TypingLine view={view} />
        <Foot view={view} />
      </div>
      <Announcer view={view} />
      {askedLink.value !== undefined && <LinkQuestion href={askedLink.value} />}
      <Over view={view} />
      {entry.kind !== "inside" && (
        <NameDialog
          open={entry.kind === "asking" || entry.kind === "joining"}
          mode={view.invite.value === undefined ? "join" : "invited"}
          room={view.title.value}
          name={readStored("name")}
          problem={entry.kind === "asking" ? entry.problem : undefined}
          busy={entry.kind === "joining"}
          onName={(name) => void view.join(name)}
          onClose={() => view.stayOutside()}
        />
      )}
    </>
  );
}

/** Once there, it stays: what is told in it is heard only where its place was there before. */
function Over({ view }: { view: RoomView }) {
  const isAsked = opened.value !== undefined || toast.value !== undefined;
  const [wasAsked, setWasAsked] = useState(false);
  if (isAsked && !wasAsked) setWasAsked(true);
  return isAsked || wasAsked ? <OpenedPanel view={view} /> : null;
}

function Foot({ view }: { view: RoomView }) {
  const hold = useWriteHold(view);
  if (view.entry.value.kind !== "inside") {
    return (
      <button type="button" class="composer join" onClick={() => void view.enter()}>
        {t("composer.join")}
      </button>
    );
  }
  if (view.connection.value.kind === "stopped") return <Stopped view={view} />;
  if (hold !== undefined && hold.kind !== "slow") return <MutedNote view={view} hold={hold} />;
  return <Composer view={view} slowUntilAt={hold?.untilAt} />;
}
