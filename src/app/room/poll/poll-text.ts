// A poll as the line that asks it: what comes back into the composer where it was not sent. Pure.

export type PollDraft = { readonly question: string; readonly options: readonly string[] };

export function pollLine({ question, options }: PollDraft): string {
  return `/poll ${[question, ...options].join(" | ")}`;
}
