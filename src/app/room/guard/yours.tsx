// What is one's own: a link for another device, what one wrote here as a file or erased, and where privacy is told.

import { useState } from "preact/hooks";
import { makeDeviceLink } from "../../../client/device.ts";
import { formatUntil } from "../../shared/calendar.ts";
import { Sheet } from "../../shared/sheet.tsx";
import { t } from "../../shared/t.ts";
import { forgetEverythingHere, forgetRoomHere } from "../kept/forget-device.ts";
import { refusalOf } from "../refusal.ts";
import type { RoomView } from "../room-view.ts";
import { ShareLink } from "../share-link.tsx";
import { toast } from "../toast.ts";
import { Question } from "./question.tsx";

export function Yours({ view, onClose }: { view: RoomView; onClose: () => void }) {
  const [asking, setAsking] = useState<"erase" | "forget">();
  if (asking === "erase") return <EraseQuestion view={view} onClose={onClose} />;
  if (asking === "forget") return <ForgetQuestion view={view} onClose={onClose} />;
  return (
    <Sheet open onClose={onClose} labelledBy="yours-title" class="managing">
      <h2 id="yours-title">{t("yours.title")}</h2>
      <Devices title={view.title.value} />
      <div class="act">
        <h3>{t("yours.wrote")}</h3>
        <p class="hint">{t("yours.wrote.text")}</p>
        <div class="ways">
          <a class="button outlined" href={`/api/rooms/${view.room}/export/mine`} download="">
            {t("yours.wrote.download")}
          </a>
          <button type="button" class="button outlined danger" onClick={() => setAsking("erase")}>
            {t("yours.wrote.erase")}
          </button>
        </div>
      </div>
      <ThisDevice view={view} onForget={() => setAsking("forget")} />
      <p class="hint">
        <a href="/docs#privacy" target="_blank" rel="noopener">
          {t("guard.privacy")}
        </a>
      </p>
      <button type="button" class="button outlined" onClick={onClose}>
        {t("dialog.close")}
      </button>
    </Sheet>
  );
}

type Made = { readonly url: string; readonly expiresAt: number };

/** Nothing is made before it is asked for: a link that lies about makes anybody who finds it oneself. */
function Devices({ title }: { title: string }) {
  const [made, setMade] = useState<Made>();
  const [problem, setProblem] = useState<string>();
  const make = async () => {
    setProblem(undefined);
    try {
      setMade(await makeDeviceLink({ origin: location.origin }));
    } catch (error) {
      setProblem(t("yours.device.failed", { reason: refusalOf(error) }));
    }
  };
  return (
    <div class="act">
      <h3>{t("yours.device")}</h3>
      <p class="hint">{t("yours.device.text")}</p>
      {made !== undefined && (
        <>
          <ShareLink key={made.url} link={made.url} label={t("yours.device.link")} title={title} />
          <p class="hint" role="status">
            {t("yours.device.until", { time: formatUntil(made.expiresAt, Date.now()) })}
          </p>
        </>
      )}
      {problem !== undefined && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class="ways">
        <button type="button" class="button outlined" onClick={() => void make()}>
          {t(made === undefined ? "yours.device.make" : "yours.device.again")}
        </button>
      </div>
    </div>
  );
}

/** For a device that is not one's own. */
function ThisDevice({ view, onForget }: { view: RoomView; onForget: () => void }) {
  const forget = async () => {
    await forgetRoomHere(view);
    location.assign("/");
  };
  return (
    <div class="act">
      <h3>{t("yours.here")}</h3>
      <p class="hint">{t("yours.here.text")}</p>
      <div class="ways">
        <button type="button" class="button outlined" onClick={() => void forget()}>
          {t("yours.here.room")}
        </button>
        <button type="button" class="button outlined danger" onClick={onForget}>
          {t("yours.here.all")}
        </button>
      </div>
    </div>
  );
}

function ForgetQuestion({ view, onClose }: { view: RoomView; onClose: () => void }) {
  const forget = async () => {
    await forgetEverythingHere(view);
    location.assign("/");
  };
  return (
    <Question title={t("forget.title")} yes={t("forget.do")} no={t("forget.not")} onYes={forget} onClose={onClose}>
      <p>{t("forget.text")}</p>
      <p class="hint">{t("forget.stays")}</p>
    </Question>
  );
}

function EraseQuestion({ view, onClose }: { view: RoomView; onClose: () => void }) {
  const erase = async () => {
    await view.ask({ type: "erase" });
    toast.value = { text: t("erase.done") };
  };
  return (
    <Question title={t("erase.title")} yes={t("erase.do")} no={t("erase.not")} onYes={erase} onClose={onClose}>
      <p>{t("erase.text")}</p>
      <p class="hint">{t("erase.stays")}</p>
    </Question>
  );
}
