// Entry of the ticker: 200 prices a second are put, and each window gets as many frames as it can take.

import { type ReadonlySignal, signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import type { HeldValues } from "../../../client/values.ts";
import { t } from "../../shared/t.ts";
import { mountUse } from "../mount-use.tsx";
import { PER_SECOND } from "./pace.ts";
import type { Price } from "./quotes.ts";
import { arrive, ratesOf, type Tally } from "./tally.ts";

const RATES_EVERY_MS = 500;

type TickerProps = {
  prices: ReadonlySignal<readonly Price[]>;
  tally: ReadonlySignal<Tally>;
  publish: (onEnd: () => void) => () => void;
};

mountUse(async (room, enter) => {
  const [guest, { followPrices, publishPrices }, { createMarket, readPrices }, { watchClient }] = await Promise.all([
    enter(),
    import("./follow-prices.ts"),
    import("./quotes.ts"),
    import("../watch-client.ts"),
  ]);
  const prices = signal<readonly Price[]>([]);
  const tally = signal<Tally>([]);
  let held: HeldValues | undefined;
  const client = followPrices(room, guest, (values) => {
    // Who comes and goes is told as well.
    if (values === held) return;
    held = values;
    prices.value = readPrices(values);
    const count = Math.max(0, ...prices.value.map((price) => price.count));
    tally.value = arrive(tally.peek(), count, performance.now());
  });
  const publish = (onEnd: () => void): (() => void) => publishPrices(room, guest, createMarket(), onEnd);
  return { ...watchClient(client), view: <Ticker prices={prices} tally={tally} publish={publish} /> };
});

function Ticker({ prices, tally, publish }: TickerProps) {
  const [publishing, setPublishing] = useState(false);
  const stop = useRef<(() => void) | undefined>(undefined);
  const press = (): void => {
    if (publishing) stop.current?.();
    else {
      setPublishing(true);
      stop.current = publish(() => setPublishing(false));
    }
  };
  return (
    <>
      <div class="row">
        <button
          type="button"
          class={publishing ? "button outlined large" : "button filled large"}
          aria-pressed={publishing}
          onClick={press}
        >
          {t(publishing ? "uses.ticker.stop" : "uses.ticker.publish", { count: PER_SECOND })}
        </button>
        <p class="quiet limit">{t("uses.ticker.limit")}</p>
      </div>
      <Rates tally={tally} />
      <Prices prices={prices} />
    </>
  );
}

function Rates({ tally }: { tally: ReadonlySignal<Tally> }) {
  const [rates, setRates] = useState({ put: 0, frames: 0 });
  useEffect(() => {
    const timer = setInterval(() => setRates(ratesOf(tally.peek(), performance.now())), RATES_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <dl class="rates">
      <div class="panel">
        <dt>{t("uses.ticker.put")}</dt>
        <dd>{Math.round(rates.put)}</dd>
      </div>
      <div class="panel">
        <dt>{t("uses.ticker.frames")}</dt>
        <dd>{Math.round(rates.frames)}</dd>
      </div>
    </dl>
  );
}

const money = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const change = new Intl.NumberFormat("en", {
  style: "percent",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: "exceptZero",
});

function Prices({ prices }: { prices: ReadonlySignal<readonly Price[]> }) {
  if (prices.value.length === 0) return <p class="quiet empty">{t("uses.ticker.empty")}</p>;
  return (
    <ul class="prices" aria-label={t("uses.ticker.prices")}>
      {prices.value.map(({ name, price, opened }) => {
        const moved = opened === 0 ? 0 : price / opened - 1;
        return (
          <li key={name} class="panel price" data-way={moved < 0 ? "down" : "up"}>
            <span class="firm">{name}</span>
            <span class="amount">{money.format(price)}</span>
            <span class="change">{change.format(moved)}</span>
          </li>
        );
      })}
    </ul>
  );
}
