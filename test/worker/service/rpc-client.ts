// rpc-client.ts: clients of hubbub.v1.RoomService in every protocol, against a deployment in this isolate.

import { type Client, Code, ConnectError, createClient } from "@connectrpc/connect";
import { type CommonTransportOptions, createFetchClient } from "@connectrpc/connect/protocol";
import { createTransport as connectTransport } from "@connectrpc/connect/protocol-connect";
import { createTransport as grpcWebTransport } from "@connectrpc/connect/protocol-grpc-web";
import { RoomService, type SubscribeResponse } from "../../../src/edge/rpc/hubbub.v1_pb.ts";
import type { Deployment } from "../edge/deployment.ts";

export const PROTOCOLS = ["Connect in JSON", "Connect in proto", "gRPC-Web in JSON", "gRPC-Web in proto"] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** `token` is sent with each call. */
export function clientOf(deployment: Deployment, protocol: Protocol, token?: string): Client<typeof RoomService> {
  const options: CommonTransportOptions = {
    baseUrl: deployment.origin,
    useBinaryFormat: protocol.endsWith("proto"),
    httpClient: createFetchClient(async (input) => {
      const { url, method, headers, body } = new Request(input);
      const { pathname, search } = new URL(url);
      return deployment.fetch(pathname + search, { method, headers, body });
    }),
    interceptors: [
      (next) => (request) => {
        if (token !== undefined) request.header.set("authorization", `Bearer ${token}`);
        return next(request);
      },
    ],
    acceptCompression: [],
    sendCompression: null,
    compressMinBytes: 1024,
    readMaxBytes: 0xffffffff,
    writeMaxBytes: 0xffffffff,
  };
  const make = protocol.startsWith("Connect") ? connectTransport : grpcWebTransport;
  return createClient(RoomService, make(options));
}

/** The name of Connect's code and the contract's own, of a call that should be refused. */
export async function refusalOf(call: Promise<unknown>): Promise<{ code: string; hubbub: string | null }> {
  try {
    await call;
  } catch (error) {
    const { code, metadata } = ConnectError.from(error);
    return { code: Code[code], hubbub: metadata.get("hubbub-code") };
  }
  throw new Error("the call should have been refused, and was not");
}

type Frame = SubscribeResponse["frame"];
type Case = NonNullable<Frame["case"]>;
/** What a frame of this case holds. */
type Held<C extends Case> = NonNullable<Extract<Frame, { case: C }>["value"]>;

/** Somebody who reads a stream, one response after the other. */
export class Subscriber {
  readonly #responses: AsyncIterator<SubscribeResponse>;
  /** Of the newest response that was taken. */
  cursor = "";

  constructor(responses: AsyncIterable<SubscribeResponse>) {
    this.#responses = responses[Symbol.asyncIterator]();
  }

  /** The next frame, or undefined where the stream ended well. Throws what it ended by otherwise. */
  async next(): Promise<Frame | undefined> {
    const { done, value } = await this.#responses.next();
    if (done === true) return undefined;
    this.cursor = value.cursor;
    return value.frame;
  }

  /** The next frame of this case; others before it are passed over. */
  async nextOf<C extends Case>(wanted: C): Promise<Held<C>> {
    for (;;) {
      const frame = await this.next();
      if (frame === undefined) throw new Error(`the stream ended before a ${wanted}`);
      if (frame.case === wanted) return frame.value as Held<C>;
    }
  }

  /** The texts of the next `count` messages, in however many frames they come. */
  async texts(count: number): Promise<string[]> {
    const texts: string[] = [];
    while (texts.length < count) {
      const { events } = await this.nextOf("events");
      texts.push(...events.map(({ body }) => (body.case === "message" ? body.value.text : `(${body.case})`)));
    }
    return texts;
  }
}
