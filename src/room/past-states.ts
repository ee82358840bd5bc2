// The older states of a room, as the platform keeps them: 30 days of point-in-time recovery.

/** What a restore needs of the platform; tests put a simulated one in its place, since workerd has none of its own. */
export type PastStates = {
  /** The bookmark of a moment, in milliseconds since the Unix epoch. Rejects where nothing is kept of it, as in workerd on one's own machine. */
  bookmarkAt(at: number): Promise<string>;
  /** From its next start on, all that the object stores is as it was at the bookmark. */
  goBackTo(bookmark: string): Promise<void>;
  /** Ends this instance once all that it wrote is durable, and whatever waits for it. */
  restart(): Promise<void>;
};

export function pastStatesOf(context: DurableObjectState): PastStates {
  const { storage } = context;
  return {
    async bookmarkAt(at) {
      return storage.getBookmarkForTime(at);
    },
    async goBackTo(bookmark) {
      await storage.onNextSessionRestoreBookmark(bookmark);
    },
    async restart() {
      await storage.sync();
      context.abort("the room goes back to an older state");
    },
  };
}
