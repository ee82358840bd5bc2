// Whether something was copied a moment ago, and the way to copy.

import { useEffect, useState } from "preact/hooks";
import { copyText } from "./clipboard.ts";

const SHOWN_MS = 2000;

/** The second gives false where copying is not allowed. */
export function useCopied(): [boolean, (text: string) => Promise<boolean>] {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (text: string) => {
    const done = await copyText(text);
    setCopied(done);
    return done;
  };
  return [copied, copy];
}
