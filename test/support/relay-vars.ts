// relay-vars.ts: has every server of a run spread its rooms over relays, where the environment says so.

/** `RELAY_THRESHOLD` and `RELAY_SOCKETS` of the environment, as variables of the Worker: any suite may be run over relays. */
export function relayVars(): Record<string, string> {
  return Object.fromEntries(
    ["RELAY_THRESHOLD", "RELAY_SOCKETS"].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
