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
import { ActForm } from "./act-form.tsx";
import { VisibilityChoice } from "./visibility-choice.tsx";

/** Of the ids that the server makes for guests. */
const GUEST_PREFIX = "g_";
const CHOICES = ["unlisted", "public", "private"] as const satisfies readonly Visibility[];

/** `name`: the address that was typed, for a room that is not private. */
export function MakeRoom({ name, onClose }: { name: string; onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [title, setTitle] = useState("");
  const [visibility, setVisibility] = useState<Visibility>("unlisted");
  const [isMissing, setMissing] = useState(false);

  useEffect(() => field.current?.focus(), []);

  const missing = () => {
    const lacks = title.trim() === "";
    setMissing(lacks);
    if (lacks) field.current?.focus();
    return lacks ? t("make.name.missing") : undefined;
  };
  const make = async () => location.assign(await makeRoom({ name, title, visibility }));

  return (
    <Sheet open onClose={onClose} labelledBy="make-title" class="managing">
      <ActForm submit={t("make.do")} failed="make.failed" missing={missing} onSubmit={make} onClose={onClose}>
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
              aria-invalid={isMissing}
              aria-describedby={isMissing ? "act-problem" : undefined}
              onInput={(event) => setTitle(event.currentTarget.value)}
            />
          </div>
        </div>
        <VisibilityChoice value={visibility} options={CHOICES} onChoose={setVisibility} />
      </ActForm>
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
