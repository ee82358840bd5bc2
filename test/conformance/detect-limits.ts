// detect-limits.ts: finds out from outside whether a deployment runs with RATE_LIMITS=off.

import { type Deployment, Scene } from "./scene.ts";
import { newId } from "./wire.ts";

/** More than any burst of the contract allows (section 6): 20 commands, 10 lookups. */
const COMMANDS = 40;
const LOOKUPS = 30;

/**
 * "off" only where no kind of limit shows: a deployment that forgot one of them is not one without limits, and fails the
 * rules about it.
 */
export async function detectLimits(deployment: Deployment): Promise<"on" | "off"> {
  const scene = new Scene(deployment);
  try {
    const ada = await scene.join(scene.room(), "Ada");
    const asked = [
      ...Array.from({ length: COMMANDS }, () => ({ type: "send", id: newId(), text: "is there a limit?" })),
      ...Array.from({ length: LOOKUPS }, () => ({ type: "history", id: newId(), limit: 1 })),
    ];
    for (const command of asked) ada.send(command);
    const answers = await Promise.all(asked.map(({ id }) => ada.answer(id)));
    return answers.some((answer) => answer["code"] === "rate_limited") ? "on" : "off";
  } finally {
    scene.end();
  }
}
