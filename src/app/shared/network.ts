// Whether the device says that it has a network at all.

import { signal } from "@preact/signals";

const online = signal(navigator.onLine);
addEventListener("online", () => (online.value = true));
addEventListener("offline", () => (online.value = false));

export function hasNetwork(): boolean {
  return online.value;
}
