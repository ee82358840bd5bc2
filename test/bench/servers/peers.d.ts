// What the benchmark uses of ioredis, which only the benchmark installs.
declare module "ioredis" {
  export class Redis {
    constructor(options: { host: string; port: number });
    subscribe(channel: string): Promise<unknown>;
    publish(channel: string, message: string): Promise<number>;
    on(event: "message", listener: (channel: string, message: string) => void): this;
  }
}
