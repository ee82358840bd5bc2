// Invites into a private room: made, shown once, listed and revoked.

import { useEffect, useState } from "preact/hooks";
import type { Invite } from "../../protocol/http.ts";
import type { Role } from "../../protocol/schemas.ts";
import { formatUntil } from "../shared/calendar.ts";
import { Choice } from "../shared/choice.tsx";
import { Sheet } from "../shared/sheet.tsx";
import { isKey, t } from "../shared/t.ts";
import { listInvites, makeInvite, revokeInvite } from "./invites.ts";
import { refusalOf } from "./refusal.ts";
import type { RoomView } from "./room-view.ts";
import { ShareLink } from "./share-link.tsx";

const USES = [1, 5, 25, 100];
const DAYS = [1, 7, 30, 365];
const DAY_MS = 24 * 60 * 60_000;

export function InvitesSheet({ view, onClose }: { view: RoomView; onClose: () => void }) {
  const [invites, setInvites] = useState<readonly Invite[]>();
  const [link, setLink] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const { room } = view;

  const attempt = async (act: () => Promise<void>) => {
    setProblem(undefined);
    try {
      await act();
      setInvites(await listInvites(room));
    } catch (error) {
      setProblem(t("invites.failed", { reason: refusalOf(error) }));
    }
  };
  useEffect(() => void attempt(async () => undefined), [room]);

  return (
    <Sheet open onClose={onClose} labelledBy="invites-title" class="managing">
      <header>
        <h2 id="invites-title">{t("room.invite.title")}</h2>
        <p class="quiet">{t("invites.text")}</p>
      </header>
      <InviteForm
        isOwner={view.you.value?.role === "owner"}
        onMake={(wish) => void attempt(async () => setLink(await makeInvite(room, wish)))}
      />
      {link !== undefined && (
        <div class="act">
          <p role="status">{t("invites.made")}</p>
          <ShareLink key={link} link={link} label={t("invites.link")} title={view.title.value} />
        </div>
      )}
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class="act">
        <h3>{t("invites.list")}</h3>
        {invites === undefined ? (
          problem === undefined && <p class="hint">{t("invites.loading")}</p>
        ) : (
          <InviteList invites={invites} onRevoke={(id) => void attempt(async () => revokeInvite(room, id))} />
        )}
      </div>
      <button type="button" class="button outlined" onClick={onClose}>
        {t("dialog.close")}
      </button>
    </Sheet>
  );
}

type InviteFormProps = {
  isOwner: boolean;
  onMake: (wish: { role: Role; uses: number; expiresInMs: number }) => void;
};

function InviteForm({ isOwner, onMake }: InviteFormProps) {
  const [role, setRole] = useState<Role>("member");
  const [uses, setUses] = useState(1);
  const [days, setDays] = useState(7);
  const roles: readonly Role[] = isOwner ? ["reader", "member", "moderator"] : ["reader", "member"];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onMake({ role, uses, expiresInMs: days * DAY_MS });
      }}
    >
      <div class="three">
        <Choice
          id="invite-role"
          label={t("invites.role")}
          value={role}
          options={roles.map((value) => ({ value, label: roleWord(value) }))}
          onChoose={setRole}
        />
        <Choice
          id="invite-uses"
          label={t("invites.uses")}
          value={uses}
          options={USES.map((value) => ({ value, label: t("invites.people", { count: value }) }))}
          onChoose={setUses}
        />
        <Choice
          id="invite-days"
          label={t("invites.days")}
          value={days}
          options={DAYS.map((value) => ({ value, label: t("invites.days.count", { count: value }) }))}
          onChoose={setDays}
        />
      </div>
      <button type="submit" class="button filled large">
        {t("invites.make")}
      </button>
    </form>
  );
}

function InviteList({ invites, onRevoke }: { invites: readonly Invite[]; onRevoke: (id: string) => void }) {
  if (invites.length === 0) return <p class="hint">{t("invites.none")}</p>;
  return (
    <ul class="invites">
      {invites.map((invite) => {
        const line = t("invites.line", {
          role: roleWord(invite.role),
          people: t("invites.people", { count: invite.uses }),
          time: formatUntil(invite.expiresAt, Date.now()),
        });
        return (
          <li key={invite.id}>
            <span>{line}</span>
            <button
              type="button"
              class="button outlined"
              aria-label={t("invites.revoke.label", { invite: line })}
              onClick={() => onRevoke(invite.id)}
            >
              {t("invites.revoke")}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function roleWord(role: string): string {
  const key = `invites.role.${role}`;
  return isKey(key) ? t(key) : role;
}
