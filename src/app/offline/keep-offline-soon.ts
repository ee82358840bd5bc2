// Keeps the app for when there is no network, once what is on the screen has been drawn and begun to work.

/** Later than what a page fetches ahead for itself. */
const AFTER_MS = 2500;

export function keepOfflineSoon(): void {
  const keep = () => import("./keep-offline.tsx").then(({ keepOffline }) => keepOffline()).catch(() => undefined);
  setTimeout(() => void keep(), AFTER_MS);
}
