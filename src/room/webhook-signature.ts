// Signs what goes to a webhook, by the Standard Webhooks specification: HMAC-SHA256 over id, timestamp and body.

const SECRET_PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** 256 random bits, in the form that libraries of the specification take. */
export function newWebhookSecret(): string {
  return SECRET_PREFIX + toBase64(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)));
}

/** `signed` is `<id>.<timestamp in seconds>.<body>`. */
export async function signWebhook(secret: string, signed: string): Promise<string> {
  const bytes = Uint8Array.from(atob(secret.slice(SECRET_PREFIX.length)), (character) => character.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return `v1,${toBase64(new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(signed))))}`;
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
