// The part of a service worker's scope that is used. The types of the DOM, which the app is built with, know none.

export type WorkerEvent = { waitUntil(work: Promise<unknown>): void };

export type FetchEvent = WorkerEvent & {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
};

export type MessageToWorker = WorkerEvent & { readonly data: unknown; readonly ports: readonly MessagePort[] };

export type NoticeEvent = WorkerEvent & {
  readonly notification: { readonly data: unknown; close(): void };
};

export type WindowClient = { readonly url: string; focus(): Promise<unknown> };

export type WorkerScope = {
  readonly location: { readonly origin: string };
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<readonly WindowClient[]>;
    openWindow(url: string): Promise<unknown>;
  };
  readonly registration: { unregister(): Promise<boolean> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: WorkerEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
  addEventListener(type: "message", listener: (event: MessageToWorker) => void): void;
  addEventListener(type: "notificationclick", listener: (event: NoticeEvent) => void): void;
};
