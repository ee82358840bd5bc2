// The keys that a secret stands for: one for each use, so that a token of one kind never passes for another.

export type SigningKeys = {
  readonly guest: CryptoKey;
  readonly ticket: CryptoKey;
  /** Of network prefixes: what rooms know them by. */
  readonly network: CryptoKey;
};

const encoder = new TextEncoder();

/** HKDF with a label for each use. The keys cannot be taken out again, by us or by anybody. */
export async function deriveKeys(secret: string): Promise<SigningKeys> {
  const base = await crypto.subtle.importKey("raw", encoder.encode(secret), "HKDF", false, ["deriveKey"]);
  const derive = (label: string) =>
    crypto.subtle.deriveKey(
      { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: encoder.encode(label) },
      base,
      { name: "HMAC", hash: "SHA-256", length: 256 },
      false,
      ["sign", "verify"],
    );
  const [guest, ticket, network] = await Promise.all([
    derive("hubbub/1/guest"),
    derive("hubbub/1/ticket"),
    derive("hubbub/1/network"),
  ]);
  return { guest, ticket, network };
}
