// What a route is given: the platform's own Request, with the parts of its path by name.

import type { IRequestStrict } from "itty-router";

/** itty's `AutoRouter` and `withParams` give a Proxy instead, which an object's `fetch` refuses: use `Router` alone. */
export type RoutedRequest = IRequestStrict;
