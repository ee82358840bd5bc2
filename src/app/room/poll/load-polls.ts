// Fetches what shows polls, once.

export async function loadPolls() {
  return (await import("./polls.ts")).polls;
}
