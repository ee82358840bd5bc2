// Prices as values: how they are made up, and how they are read.

import * as v from "valibot";
import type { HeldValues } from "../../../client/values.ts";

/** Firms that there are not. */
const FIRMS =
  "ACORN BAKER CANOE CLOVE CORAL FERNS FIDDL HAMOK HERON KETTL LADDR MANGO MAPLE OTTER PEBBL QUILT RIVER THYME TULIP WAFFL".split(
    " ",
  );
const PREFIX = "price.";

const quoteSchema = v.object({
  price: v.pipe(v.number(), v.minValue(0)),
  /** At which it began. */
  opened: v.pipe(v.number(), v.minValue(0)),
  /** How many were put before, of all prices together. */
  count: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

export type Quote = { readonly key: string; readonly value: v.InferOutput<typeof quoteSchema> };
export type Price = v.InferOutput<typeof quoteSchema> & { readonly name: string };

/** In the order of their names. Anybody in the room may put anything: what is no price is left out. */
export function readPrices(values: HeldValues): readonly Price[] {
  const prices: Price[] = [];
  for (const [key, { value }] of values) {
    const quote = key.startsWith(PREFIX) ? v.safeParse(quoteSchema, value) : undefined;
    if (quote?.success === true) prices.push({ ...quote.output, name: key.slice(PREFIX.length) });
  }
  return prices.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Gives one after the other, in turns; each price wanders. */
export function createMarket(random = Math.random): () => Quote {
  const opened = FIRMS.map(() => Math.round(2000 + random() * 30_000) / 100);
  const prices = [...opened];
  let count = 0;
  return () => {
    const index = count % FIRMS.length;
    const price = Math.max(1, (prices[index] ?? 1) * (1 + (random() - 0.495) * 0.004));
    prices[index] = price;
    const value = { price: Math.round(price * 100) / 100, opened: opened[index] ?? price, count };
    count += 1;
    return { key: `${PREFIX}${FIRMS[index] ?? ""}`, value };
  };
}
