// Who operates a deployment: whoever its variable ADMINS names, and whose session or token says so (contract 11).

/** `admins` is the variable ADMINS: ids, separated by spaces or commas. */
export function isListedAdmin(memberId: string, admins: string | undefined): boolean {
  return (admins ?? "").split(/[\s,]+/).some((id) => id !== "" && id === memberId);
}
