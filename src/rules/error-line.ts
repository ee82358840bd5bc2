// An error as the logs have it: its names, messages and stacks, down to its causes; nothing that somebody wrote.

/** Causes deeper than this are cut: an error may be its own cause. */
const DEEPEST_CAUSE = 5;

export function errorLine(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error;
  const { name, message, stack, cause } = error;
  const isLast = cause === undefined || depth >= DEEPEST_CAUSE;
  return { name, message, stack, ...(isLast ? {} : { cause: errorLine(cause, depth + 1) }) };
}
