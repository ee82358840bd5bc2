// Who is here: a panel beside the conversation, on small screens a sheet. Esc closes both.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Role, RosterEntry } from "../../protocol/schemas.ts";
import { Avatar } from "../shared/avatar.tsx";
import { Tag } from "../shared/tag.tsx";
import { deferred } from "../shared/deferred.tsx";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { wide } from "../shared/media.ts";
import { Sheet } from "../shared/sheet.tsx";
import { isolate, t } from "../shared/t.ts";
import { openGuard } from "./guard/guarding.ts";
import { knownStandings } from "./restrained.ts";
import { RestrainedList } from "./restrained-list.tsx";
import type { RoomView } from "./room-view.ts";
import { isModerator, mayModerate } from "./standings.ts";

const MemberActions = deferred(async () => (await import("./manage.ts")).manage.MemberActions);

type MembersPanelProps = { view: RoomView; onClose: () => void; onRename: () => void };

export function MembersPanel(props: MembersPanelProps) {
  const { onClose } = props;
  const panel = useRef<HTMLElement>(null);
  const beside = wide.value;
  useEffect(() => {
    if (beside) panel.current?.focus();
  }, [beside]);
  if (!beside) {
    return (
      <Sheet open onClose={onClose} labelledBy="members-title" class="members">
        <Members {...props} />
      </Sheet>
    );
  }
  return (
    <aside
      ref={panel}
      id="members"
      class="panel members"
      aria-labelledby="members-title"
      tabIndex={-1}
      onKeyDown={({ key, target }) => {
        // A dialog over the panel has the key to itself.
        const isOver = target instanceof Element && target.closest("dialog") !== null;
        if (key === "Escape" && !isOver) onClose();
      }}
    >
      <Members {...props} />
    </aside>
  );
}

function Members({ view, onClose, onRename }: MembersPanelProps) {
  const { count, complete, list } = view.members.value;
  const you = view.you.value;
  const yours = list.filter((member) => member.id === you?.id);
  const others = list.filter((member) => member.id !== you?.id);
  const [chosen, setChosen] = useState<RosterEntry>();
  const standings = knownStandings(view);
  const now = Date.now();
  return (
    <>
      <header class="panel-head">
        <h2 id="members-title">{t("members.title")}</h2>
        <button
          type="button"
          class="button icon"
          aria-label={t("members.close")}
          title={t("members.close")}
          onClick={onClose}
        >
          <Icon path={icons.close} />
        </button>
      </header>
      <ul class="people">
        {[...yours, ...others].map((member) => (
          <li key={member.id}>
            <Avatar id={member.id} name={member.name} />
            <span
              class={member.idle === true ? "presence idle" : "presence"}
              title={member.idle === true ? t("members.idle") : undefined}
              aria-hidden="true"
            />
            <span class="person">
              <bdi>{member.name}</bdi>
              {member.idle === true && <span class="unseen"> {t("members.idle")}</span>}
              <Tag text={view.tagOf(member.id, member.name)} />
              {member.id === you?.id && <span class="quiet"> {t("members.you")}</span>}
              {member.role !== "member" && <RoleWord role={member.role} />}
              {(standings.get(member.id)?.mutedUntil ?? 0) > now && (
                <>
                  {" "}
                  <span class="role">{t("members.muted")}</span>
                </>
              )}
            </span>
            {member.id !== you?.id && mayModerate(you?.role, member.role) && (
              <button
                type="button"
                class="button icon"
                aria-haspopup="dialog"
                aria-label={t("members.moderate", { name: isolate(member.name) })}
                title={t("members.moderate", { name: member.name })}
                onClick={() => setChosen(member)}
              >
                <Icon path={icons.more} />
              </button>
            )}
            {member.id === you?.id && (
              <>
                <button
                  type="button"
                  class="button icon"
                  aria-label={t("members.rename")}
                  title={t("members.rename")}
                  onClick={onRename}
                >
                  <Icon path={icons.pencil} size={18} />
                </button>
                <button
                  type="button"
                  class="button icon"
                  aria-haspopup="dialog"
                  aria-label={t("guard.way.yours")}
                  title={t("guard.way.yours")}
                  onClick={() => openGuard({ kind: "yours" })}
                >
                  <Icon path={icons.more} />
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
      {!complete && count > list.length && (
        <p class="quiet more">{t("members.more", { count: count - list.length })}</p>
      )}
      {isModerator(you?.role) && <RestrainedList view={view} />}
      {chosen !== undefined && <MemberActions view={view} member={chosen} onClose={() => setChosen(undefined)} />}
    </>
  );
}

function RoleWord({ role }: { role: Exclude<Role, "member"> }) {
  return (
    <>
      {" "}
      <span class="role">{t(`members.role.${role}`)}</span>
    </>
  );
}
