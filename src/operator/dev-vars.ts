// The key in .dev.vars, from which `wrangler dev` takes its secrets.

const NAME = "OPERATOR_KEY";

/** Gives the key that is there, or the file with a new one at its end. */
export function withOperatorKey(vars: string, newKey: string): { readonly key: string; readonly vars: string } {
  const known = vars
    .split("\n")
    .map(keyOf)
    .find((key) => key !== "");
  if (known !== undefined) return { key: known, vars };
  const end = vars === "" || vars.endsWith("\n") ? "" : "\n";
  return { key: newKey, vars: `${vars}${end}${NAME}="${newKey}"\n` };
}

/** What a line gives the name, without its quotes; empty for any other line. */
function keyOf(line: string): string {
  const at = line.indexOf("=");
  if (at === -1 || line.slice(0, at).trim() !== NAME) return "";
  const value = line.slice(at + 1).trim();
  const quote = value[0];
  return (quote === '"' || quote === "'") && value.length > 1 && value.endsWith(quote) ? value.slice(1, -1) : value;
}
