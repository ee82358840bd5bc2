// Whom a request of this page comes from: somebody whom a cookie names that scripts cannot read, or who has a token.

export type Credentials =
  | { readonly kind: "cookie" }
  /** No cookie is sent, and none is taken. Without a token one is nobody yet. */
  | { readonly kind: "token"; readonly token: string | undefined };

/** How a request bears them. */
export function askAs(credentials: Credentials): { headers: Record<string, string>; credentials: RequestCredentials } {
  const accept = "application/json";
  if (credentials.kind === "cookie") return { headers: { accept }, credentials: "same-origin" };
  const { token } = credentials;
  return {
    headers: token === undefined ? { accept } : { accept, authorization: `Bearer ${token}` },
    credentials: "omit",
  };
}
