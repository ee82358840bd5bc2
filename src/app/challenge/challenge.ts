// Entry of the page of the challenge: shows Turnstile's widget, makes a guest of whoever passes, and goes back.

import { createSession } from "../shared/session.ts";
import { readStored } from "../shared/stored.ts";
import { translatePage } from "../shared/translate-page.ts";
import { returnAddress } from "./return-path.ts";

type Turnstile = {
  render(
    place: HTMLElement,
    options: { sitekey: string; action: string; callback: (token: string) => void; "error-callback": () => void },
  ): string;
  reset(widget: string): void;
};

/** Their script runs before this one where it could be fetched. */
function isTurnstile(value: unknown): value is Turnstile {
  return typeof value === "object" && value !== null && "render" in value;
}

void translatePage();
const place = document.getElementById("challenge");
const failed = document.getElementById("failed");

function fail(): void {
  if (failed !== null) failed.hidden = false;
}

function show(turnstile: Turnstile, box: HTMLElement): void {
  const { sitekey = "", action = "" } = box.dataset;
  const widget = turnstile.render(box, {
    sitekey,
    action,
    "error-callback": fail,
    callback: (challenge) => {
      void createSession(readStored("name"), { kind: "cookie" }, challenge).then((outcome) => {
        if (outcome.kind === "ready") return location.replace(returnAddress(location.hash, location.origin));
        fail();
        // A token is of use once: for another try there must be another.
        turnstile.reset(widget);
      });
    },
  });
}

addEventListener("load", () => {
  const turnstile: unknown = Reflect.get(window, "turnstile");
  if (place !== null && isTurnstile(turnstile)) show(turnstile, place);
  else fail();
});
