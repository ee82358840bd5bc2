// The one line that a fault of ours leaves in the logs: what was going on and the cause, never what somebody wrote.

export function logFault(during: string, cause: unknown): void {
  const stack = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  console.error(JSON.stringify({ level: "error", fault: during, cause: stack }));
}
