// Shows what is open over the conversation, and what was done a moment ago.

import { deferred } from "../shared/deferred.tsx";
import { roomLink } from "../shared/room-link.ts";
import { Directory } from "./directory.tsx";
import { HelpSheet } from "./help-sheet.tsx";
import { Invitation } from "./invitation.tsx";
import { InvitesSheet } from "./invites-sheet.tsx";
import { opened } from "./opened.ts";
import { loadPolls } from "./poll/load-polls.ts";
import { RoomMenu } from "./room-menu.tsx";
import { RoomSettingsSheet } from "./room-settings.tsx";
import type { RoomView } from "./room-view.ts";
import { Switcher } from "./switcher.tsx";
import { ToastLine } from "./toast-line.tsx";

const PollSheet = deferred(async () => (await loadPolls()).PollSheet);
const GuardPanel = deferred(async () => (await import("./guard/guard.ts")).guard.GuardPanel);

export function OpenedPanel({ view }: { view: RoomView }) {
  return (
    <>
      <Panel view={view} />
      <ToastLine />
    </>
  );
}

function Panel({ view }: { view: RoomView }) {
  const close = () => (opened.value = undefined);
  switch (opened.value) {
    case "menu":
      return <RoomMenu view={view} onClose={close} />;
    case "settings":
      return <RoomSettingsSheet view={view} onClose={close} />;
    case "switcher":
      return <Switcher view={view} onClose={close} />;
    case "directory":
      return <Directory onClose={close} />;
    case "help":
      return <HelpSheet view={view} onClose={close} />;
    case "poll":
      return <PollSheet view={view} onClose={close} />;
    case "guard":
      return <GuardPanel view={view} onClose={close} />;
    case "invite":
      return view.state.value.room?.visibility === "private" ? (
        <InvitesSheet view={view} onClose={close} />
      ) : (
        <Invitation link={roomLink(view.room)} title={view.title.value} onClose={close} />
      );
    case undefined:
      return null;
  }
}
