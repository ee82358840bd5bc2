// Who is here: a panel beside the conversation, on small screens a sheet. Esc closes both.

import { useEffect, useRef } from "preact/hooks";
import type { Role } from "../../protocol/schemas.ts";
import { Avatar } from "../shared/avatar.tsx";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { wide } from "../shared/media.ts";
import { Sheet } from "../shared/sheet.tsx";
import { t } from "../shared/t.ts";
import type { RoomView } from "./room-view.ts";

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
      onKeyDown={(event) => event.key === "Escape" && onClose()}
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
            <span class="person">
              <bdi>{member.name}</bdi>
              {member.id === you?.id && <span class="quiet"> {t("members.you")}</span>}
              {member.role !== "member" && <RoleWord role={member.role} />}
            </span>
            {member.id === you?.id && (
              <button
                type="button"
                class="button icon"
                aria-label={t("members.rename")}
                title={t("members.rename")}
                onClick={onRename}
              >
                <Icon path={icons.pencil} size={18} />
              </button>
            )}
          </li>
        ))}
      </ul>
      {!complete && count > list.length && (
        <p class="quiet more">{t("members.more", { count: count - list.length })}</p>
      )}
    </>
  );
}

function RoleWord({ role }: { role: Exclude<Role, "member"> }) {
  return <span class="role">{t(`members.role.${role}`)}</span>;
}
