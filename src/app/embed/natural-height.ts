// How high a conversation would be if nothing in it had to scroll.

/** Calls `tell` with CSS pixels, at once and after each change; gives what ends that. `room` holds a log. */
export function watchNaturalHeight(room: HTMLElement, tell: (heightPx: number) => void): () => void {
  const log = room.querySelector<HTMLElement>(".log");
  const content = room.querySelector<HTMLElement>(".log-content");
  if (log === null || content === null) return () => {};
  let toldPx: number | undefined;
  const observer = new ResizeObserver(() => {
    const heightPx = room.clientHeight - log.clientHeight + content.offsetHeight;
    if (heightPx === toldPx) return;
    toldPx = heightPx;
    tell(heightPx);
  });
  for (const element of [room, log, content]) observer.observe(element);
  return () => observer.disconnect();
}
