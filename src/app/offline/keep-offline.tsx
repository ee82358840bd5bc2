// Registers the service worker once a page is on the screen, and says when a new version waits. It never reloads by itself.

import { signal } from "@preact/signals";
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { halfChanged } from "../shared/half-changed.ts";
import { t } from "../shared/t.ts";
import { trustedWorkerPath } from "./trusted-worker.ts";
import "./words-offline.ts";
import { TAKE_OVER, TAKE_OVER_ALONE, WHICH_VERSION } from "./worker-messages.ts";

/** A page that is open for days asks for a new version when somebody comes back to it, at most this often. */
const LOOK_EVERY_MS = 60 * 60_000;

/** The version that this page is of; pages of a deployment without a worker have none. */
const own = document.querySelector<HTMLMetaElement>('meta[name="build"]')?.content;
const isNewThere = signal(false);

export async function keepOffline(): Promise<void> {
  // A frame is a part of somebody else's page.
  if (own === undefined || !("serviceWorker" in navigator) || window.top !== window.self) return;
  const { serviceWorker } = navigator;
  serviceWorker.addEventListener("controllerchange", () => void tellWhereNew(serviceWorker.controller));
  const registration = await serviceWorker.register(trustedWorkerPath(), { updateViaCache: "none" });
  void tellWhereNew(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && serviceWorker.controller !== null) void tellWhereNew(worker);
    });
  });
  let lookedAtMs = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - lookedAtMs < LOOK_EVERY_MS) return;
    lookedAtMs = Date.now();
    registration.update().catch(() => undefined);
  });
}

/** Where the worker is of this page's own version nothing is to be said. */
async function tellWhereNew(worker: ServiceWorker | null): Promise<void> {
  if (worker === null) return;
  if ((await versionOf(worker)) === own) return worker.postMessage(TAKE_OVER_ALONE, []);
  isNewThere.value = true;
  showPrompt();
}

function versionOf(worker: ServiceWorker): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.addEventListener("message", ({ data }) => resolve(data));
    port1.start();
    worker.postMessage(WHICH_VERSION, [port2]);
  });
}

function showPrompt(): void {
  if (document.getElementById("new-version") !== null) return;
  const place = document.createElement("div");
  place.id = "new-version";
  document.body.append(place);
  render(<NewVersion />, place);
}

/** The place is there before its words, so that they are heard. */
function NewVersion() {
  const [isTold, setTold] = useState(false);
  const [isHeld, setHeld] = useState(false);
  useEffect(() => setTold(true), []);
  const shown = isTold && isNewThere.value;
  const later = () => {
    isNewThere.value = false;
    setHeld(false);
  };
  const reload = () => {
    const editor = halfChanged();
    if (editor === undefined) return void takeOver();
    setHeld(true);
    editor.focus();
  };
  return (
    <div class={shown ? "new-version shown" : "new-version"} role="status">
      {shown && (
        <>
          <p>{t(isHeld ? "version.editing" : "version.new")}</p>
          <button type="button" class="button link" onClick={reload}>
            {t("version.reload")}
          </button>
          <button type="button" class="button link later" onClick={later}>
            {t("version.later")}
          </button>
        </>
      )}
    </div>
  );
}

/** The page is loaded anew once the new version holds it; at once where another tab has let it in already. */
async function takeOver(): Promise<void> {
  const { serviceWorker } = navigator;
  const waiting = (await serviceWorker.getRegistration())?.waiting;
  if (waiting == null) return location.reload();
  serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.postMessage(TAKE_OVER, []);
}
