// Asks for a name on the first entry, already filled in: Enter is enough. The same card changes the name later.

import { useEffect, useRef, useState } from "preact/hooks";
import { parseDisplayName } from "../../protocol/text.ts";
import { Icon } from "../shared/icon.tsx";
import * as icons from "../shared/icons.ts";
import { proposePersonName } from "../shared/person-name.ts";
import { Sheet } from "../shared/sheet.tsx";
import { isolate, type Key, t } from "../shared/t.ts";

type NameDialogProps = {
  open: boolean;
  mode: "join" | "invited" | "rename";
  room: string;
  name: string | undefined;
  problem: string | undefined;
  busy: boolean;
  onName: (name: string) => void;
  onClose: () => void;
};

const WORDS = {
  join: { title: "name.title", text: "name.text", button: "name.join" },
  invited: { title: "name.invited.title", text: "name.invited.text", button: "name.join" },
  rename: { title: "name.rename.title", text: "name.rename.text", button: "name.save" },
} as const satisfies Record<NameDialogProps["mode"], Record<string, Key>>;

export function NameDialog(props: NameDialogProps) {
  const titleId = `name-title-${props.mode}`;
  return (
    <Sheet open={props.open} onClose={props.onClose} labelledBy={titleId}>
      <NameForm {...props} titleId={titleId} />
    </Sheet>
  );
}

function NameForm({ mode, room, name, problem, busy, onName, titleId }: NameDialogProps & { titleId: string }) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(() => name ?? proposePersonName());
  const [tried, setTried] = useState(false);
  const valid = parseDisplayName(typed);
  const complaint = tried && valid === undefined ? t("name.invalid") : problem;
  const words = WORDS[mode];
  const id = `name-field-${mode}`;

  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (valid !== undefined && !busy) onName(valid);
        else input.current?.focus();
      }}
    >
      <header>
        <h2 id={titleId}>{t(words.title)}</h2>
        <p class="quiet">{t(words.text, { room: isolate(room) })}</p>
      </header>
      <div class="field">
        <label for={id}>{t("name.field")}</label>
        <div class="input">
          <input
            ref={input}
            id={id}
            value={typed}
            dir="auto"
            autoComplete="nickname"
            enterkeyhint="go"
            aria-invalid={complaint !== undefined}
            aria-describedby={complaint === undefined ? undefined : `${id}-problem`}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <button
            type="button"
            class="button icon"
            aria-label={t("name.shuffle")}
            title={t("name.shuffle")}
            onClick={() => setTyped(proposePersonName())}
          >
            <Icon path={icons.shuffle} />
          </button>
        </div>
        {complaint !== undefined && (
          <p class="problem" id={`${id}-problem`} role="alert">
            {complaint}
          </p>
        )}
      </div>
      <button type="submit" class="button filled large" disabled={busy}>
        {t(words.button)}
      </button>
    </form>
  );
}
