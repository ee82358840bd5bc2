// The key in .dev.vars, from which `wrangler dev` takes its secrets.

const LINE = /^\s*OPERATOR_KEY\s*=\s*["']?([^"'\r\n]+?)["']?\s*$/m;

/** Gives the key that is there, or the file with a new one at its end. */
export function withOperatorKey(vars: string, newKey: string): { readonly key: string; readonly vars: string } {
  const known = LINE.exec(vars)?.[1];
  if (known !== undefined) return { key: known, vars };
  const end = vars === "" || vars.endsWith("\n") ? "" : "\n";
  return { key: newKey, vars: `${vars}${end}OPERATOR_KEY="${newKey}"\n` };
}
