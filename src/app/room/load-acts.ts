// Fetches what can be done with messages, once.

export async function loadActs() {
  return (await import("./acts.ts")).acts;
}
