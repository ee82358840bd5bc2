// Who runs the deployment: operators may delete and restore any room.

/** `variables.ADMINS`: ids, separated by spaces or commas. */
export function isOperator(
  variables: { readonly ADMINS?: string | undefined },
  principal: { readonly id: string },
): boolean {
  return (variables.ADMINS ?? "").split(/[\s,]+/).some((id) => id !== "" && id === principal.id);
}
