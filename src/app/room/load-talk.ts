// Fetches what is shown of answers, threads and pins, once.

export async function loadTalk() {
  return (await import("./talk.ts")).talk;
}
