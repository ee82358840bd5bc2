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

/** The same scripts in fewer files. `roots` are sources of entry points, from the folder `root`. */
export function joinChunks(made: Made, roots: readonly string[], root: string): Promise<Made>;
