// A component whose code is fetched when it is first shown, so that the first view does not wait for it.

import type { ComponentType, VNode } from "preact";
import { useEffect, useState } from "preact/hooks";

const RETRY_MS = 3000;

/**
 * Until it is there `Meanwhile` is drawn, or nothing; where it cannot be fetched it is asked for again, as long as it is
 * shown.
 */
export function deferred<P extends object>(
  fetch: () => Promise<ComponentType<P>>,
  Meanwhile?: ComponentType<P>,
): (props: P) => VNode | null {
  let fetched: ComponentType<P> | undefined;
  return function Deferred(props: P) {
    const [tries, setTries] = useState(0);
    useEffect(() => {
      if (fetched !== undefined) return;
      let timer: ReturnType<typeof setTimeout> | undefined;
      fetch().then(
        (component) => {
          fetched = component;
          setTries(-1);
        },
        () => (timer = setTimeout(() => setTries(tries + 1), RETRY_MS)),
      );
      return () => clearTimeout(timer);
    }, [tries]);
    const Shown = fetched ?? Meanwhile;
    return Shown === undefined ? null : <Shown {...props} />;
  };
}
