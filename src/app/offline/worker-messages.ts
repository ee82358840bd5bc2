// What pages and the service worker say to each other, and the one address that it has.

/** Never another one: a browser looks here for the next version, also after years. */
export const WORKER_PATH = "/service-worker.js";

/** Somebody pressed "Reload": the waiting version may begin. */
export const TAKE_OVER = "take over";
/** The page is of the waiting version already: it may begin where no page of an older one is open. */
export const TAKE_OVER_ALONE = "take over if alone";
/** Asks for the version, answered at the port that comes along. */
export const WHICH_VERSION = "which version";
