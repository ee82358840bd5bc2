// answering-hook.ts: a server that is asked before something is said, and what it answers to each text.

import * as v from "valibot";
import { vi } from "vitest";

export const HOOK_URL = "https://hook.example/ask";

export type HookAnswer =
  | { readonly verdict: "allow" }
  | { readonly verdict: "refuse" }
  | { readonly verdict: "replace"; readonly text: string }
  /** Nothing of use, which is as if it allowed: the hook is open. */
  | { readonly verdict: "none" };

/** The same for the same text, so that the model knows it too. */
export function hookAnswer(text: string): HookAnswer {
  const last = text.codePointAt(text.length - 1) ?? 0;
  if (last % 5 === 0) return { verdict: "refuse" };
  if (last % 5 === 1) return { verdict: "replace", text: `${text}, they say` };
  return last % 5 === 2 ? { verdict: "none" } : { verdict: "allow" };
}

const askedSchema = v.object({ command: v.object({ text: v.string() }) });

/** Stands in the place of the network, which nothing else in the model uses. */
export function answerHooks(): void {
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const { command } = v.parse(askedSchema, await new Request(input, init).json());
    const answer = hookAnswer(command.text);
    return answer.verdict === "none" ? new Response("?", { status: 500 }) : Response.json(answer);
  });
}
