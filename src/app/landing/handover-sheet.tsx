// Asks before a link makes this browser somebody else, or an operator: whoever made the link chose who.

import { useState } from "preact/hooks";
import * as v from "valibot";
import { claimDevice } from "../../client/device.ts";
import { sessionResponseSchema } from "../../protocol/http.ts";
import { askServer } from "../shared/ask-server.ts";
import { forgetAllKept } from "../room/kept/kept-rooms.ts";
import { refusalOf } from "../room/refusal.ts";
import { Sheet } from "../shared/sheet.tsx";
import { writeStored } from "../shared/stored.ts";
import { isolate, t } from "../shared/t.ts";
import "./words-handover.ts";
import type { Handover } from "./handover.ts";

type State = { kind: "asking"; problem?: string } | { kind: "busy" } | { kind: "done"; name: string };

export function HandoverSheet({ handover }: { handover: Handover }) {
  const [open, setOpen] = useState(true);
  const [state, setState] = useState<State>({ kind: "asking" });
  const accept = async () => {
    setState({ kind: "busy" });
    try {
      const { member } = await take(handover);
      writeStored("name", member.name);
      // What this device keeps of rooms was shown to whoever it was before.
      void forgetAllKept();
      setState({ kind: "done", name: member.name });
    } catch (error) {
      setState({ kind: "asking", problem: t("handover.failed", { reason: refusalOf(error) }) });
    }
  };
  const { kind } = handover;
  return (
    <Sheet open={open} onClose={() => setOpen(false)} labelledBy="handover-title">
      <h2 id="handover-title">{t(state.kind === "done" ? `handover.done.${kind}` : `handover.title.${kind}`)}</h2>
      {state.kind === "done" ? (
        <p role="status">{t(`handover.now.${kind}`, { name: isolate(state.name) })}</p>
      ) : (
        <p>{t(`handover.text.${kind}`)}</p>
      )}
      {state.kind === "asking" && state.problem !== undefined && (
        <p class="problem" role="alert">
          {state.problem}
        </p>
      )}
      <div class="ways">
        {state.kind === "done" ? (
          <a class="button filled large" href={kind === "operator" ? "/admin" : "/r/lobby"}>
            {t(kind === "operator" ? "handover.admin" : "handover.lobby")}
          </a>
        ) : (
          <button
            type="button"
            class="button filled large"
            disabled={state.kind === "busy"}
            onClick={() => void accept()}
          >
            {t(`handover.do.${kind}`)}
          </button>
        )}
        <button type="button" class="button outlined large" onClick={() => setOpen(false)}>
          {t(state.kind === "done" ? "handover.close" : "handover.refuse")}
        </button>
      </div>
    </Sheet>
  );
}

async function take({ kind, secret }: Handover) {
  if (kind === "device") return claimDevice({ origin: location.origin }, secret);
  return v.parse(sessionResponseSchema, await askServer("POST", "/api/session/operator", { link: secret }));
}
