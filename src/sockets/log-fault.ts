// The one line that a fault of ours leaves in the logs: what was going on and the cause, never what somebody wrote.

import { errorLine } from "../rules/error-line.ts";

export function logFault(during: string, error: unknown): void {
  console.error(JSON.stringify({ level: "error", event: "fault", during, error: errorLine(error) }));
}
