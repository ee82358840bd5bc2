// Makes a room that has an owner: what it is called, and who may come in.

import { useEffect, useRef, useState } from "preact/hooks";
import * as v from "valibot";
import { madeRoomSchema } from "../../protocol/http.ts";
import { TITLE_CHARS } from "../../protocol/limits.ts";
import type { Visibility } from "../../protocol/schemas.ts";
import { askServer } from "../shared/ask-server.ts";
import { createSession } from "../shared/session.ts";
import { Sheet } from "../shared/sheet.tsx";
import { readStored, writeStored } from "../shared/stored.ts";
import { t } from "../shared/t.ts";
import { refusalOf } from "./refusal.ts";
import { VisibilityChoice } from "./visibility-choice.tsx";

/** Of the ids that the server makes for guests. */
const GUEST_PREFIX = "g_";
const CHOICES = ["unlisted", "public", "private"] as const satisfies readonly Visibility[];

/** `name`: the address that was typed, for a room that is not private. */
export function MakeRoom({ name, onClose }: { name: string; onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [title, setTitle] = useState("");
  const [visibility, setVisibility] = useState<Visibility>("unlisted");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  useEffect(() => field.current?.focus(), []);

  const make = async () => {
    if (title.trim() === "") {
      setProblem(t("make.name.missing"));
      field.current?.focus();
      return;
    }
    setBusy(true);
    try {
      location.assign(await makeRoom({ name, title, visibility }));
    } catch (error) {
      setProblem(t("make.failed", { reason: refusalOf(error) }));
      setBusy(false);
    }
  };

  return (
    <Sheet open onClose={onClose} labelledBy="make-title" class="managing">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) void make();
        }}
      >
        <header>
          <h2 id="make-title">{t("make.title")}</h2>
          <p class="quiet">{t("make.text")}</p>
        </header>
        <div class="field">
          <label for="make-name">{t("make.name")}</label>
          <div class="input">
            <input
              ref={field}
              id="make-name"
              value={title}
              maxLength={TITLE_CHARS}
              dir="auto"
              autoComplete="off"
              aria-invalid={problem !== undefined}
              aria-describedby={problem === undefined ? undefined : "make-problem"}
              onInput={(event) => setTitle(event.currentTarget.value)}
            />
          </div>
        </div>
        <VisibilityChoice value={visibility} options={CHOICES} onChoose={setVisibility} />
        {problem !== undefined && (
          <p class="problem" id="make-problem" role="alert">
            {problem}
          </p>
        )}
        <div class="ways">
          <button type="submit" class="button filled large" disabled={busy}>
            {t("make.do")}
          </button>
          <button type="button" class="button outlined large" onClick={onClose}>
            {t("dialog.close")}
          </button>
        </div>
      </form>
    </Sheet>
  );
}

/** Gives the path of the room's page. A private room gets its name from the server, and so does one without. */
async function makeRoom(wish: { name: string; title: string; visibility: Visibility }): Promise<string> {
  const { name, visibility } = wish;
  // Its owner must be somebody; a session that is there goes on.
  const session = await createSession(readStored("name"));
  const answer = await askServer("POST", "/api/rooms", {
    title: wish.title.trim(),
    visibility,
    ...(visibility === "private" || name === "" ? {} : { name }),
  });
  const { name: made } = v.parse(madeRoomSchema, answer);
  // Nobody but this browser's guest owns it: the room's page offers a way back.
  if (session.kind === "ready" && session.member.id.startsWith(GUEST_PREFIX)) writeStored("made", made);
  return `/r/${made}`;
}
