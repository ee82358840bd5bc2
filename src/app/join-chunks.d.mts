// What join-chunks.mjs exports.

type Made = {
  readonly outputFiles: readonly { readonly path: string; readonly contents: Uint8Array; readonly text?: string }[];
  readonly metafile: {
    readonly outputs: Readonly<
      Record<
        string,
        {
          readonly entryPoint?: string;
          readonly imports: readonly { readonly path: string; readonly kind: string }[];
        }
      >
    >;
  };
};

/** The sources of entry points: of what pages need at once, and of what comes behind it without being asked for. */
type Entries = { readonly roots: readonly string[]; readonly ahead: readonly string[] };

/** The same scripts in fewer files. Sources are named from the folder `root`. */
export function joinChunks(made: Made, entries: Entries, root: string): Promise<Made>;
