// Puts text on the clipboard, where the browser lets us.

/** False where it is not allowed, as on pages without HTTPS: then show the text selected. */
export async function copyText(text: string): Promise<boolean> {
  try {
    if (!window.isSecureContext) return false;
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
