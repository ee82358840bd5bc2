// A person's text as they wrote it, with its web addresses to press. Text nodes only.

import { tokenize } from "./links.ts";

export function LinkedText({ text }: { text: string }) {
  return (
    <>
      {tokenize(text).map((token, index) =>
        token.kind === "text" ? (
          token.text
        ) : (
          <a key={index} href={token.href} target="_blank" rel="noopener noreferrer nofollow ugc">
            {token.text}
          </a>
        ),
      )}
    </>
  );
}
