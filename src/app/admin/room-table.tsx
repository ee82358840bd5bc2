// The rooms, one a row, by whichever column one wants.

import { useState } from "preact/hooks";
import type { OperatedRoom } from "../../protocol/operating.ts";
import { locale } from "../shared/language.ts";
import { t } from "../shared/t.ts";
import { type Column, COLUMNS, faultsOf, rateOf, refusalsOf, sorted } from "./figures.ts";

/** More are shown where they are asked for: a thousand rows that change each second are work. */
const ROWS = 50;

const wholes = new Intl.NumberFormat(locale);
const rates = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const ages = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "narrow" });

type RoomTableProps = { rooms: ReadonlyMap<string, OperatedRoom>; gigabytes: number; now: number };
type Order = { readonly column: Column; readonly isTurned: boolean };

export function RoomTable({ rooms, gigabytes, now }: RoomTableProps) {
  const [order, setOrder] = useState<Order>({ column: "told", isTurned: false });
  const [hasAll, setAll] = useState(false);
  const all = sorted(rooms.values(), order.column, order.isTurned, now);
  const hasRelays = all.some(({ relays = 0 }) => relays > 0);
  const columns = COLUMNS.filter((column) => column !== "relays" || hasRelays);
  const rest = hasAll ? 0 : Math.max(0, all.length - ROWS);
  return (
    <div>
      <header class="section-head">
        <h2 id="rooms-title">{t("admin.rooms.heading")}</h2>
      </header>
      {all.length === 0 ? (
        <p class="panel notice">{t("admin.rooms.none")}</p>
      ) : (
        <div class="panel scroller" role="region" aria-labelledby="rooms-title" tabIndex={0}>
          <table>
            <thead>
              <tr>
                {columns.map((column) => (
                  <Heading key={column} column={column} order={order} onSort={setOrder} />
                ))}
              </tr>
            </thead>
            <tbody>
              {all.slice(0, all.length - rest).map((room) => (
                <tr key={room.mark}>
                  {columns.map((column) => (
                    <Cell key={column} column={column} room={room} gigabytes={gigabytes} now={now} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rest > 0 && (
        <button type="button" class="button outlined all" onClick={() => setAll(true)}>
          {t("admin.rooms.all", { count: rest })}
        </button>
      )}
      <p class="quiet note">{t("admin.rooms.note")}</p>
    </div>
  );
}

type HeadingProps = { column: Column; order: Order; onSort: (order: Order) => void };

function Heading({ column, order, onSort }: HeadingProps) {
  const isHere = order.column === column;
  // Numbers come from the largest, names from a.
  const isDescending = (column !== "name") !== order.isTurned;
  return (
    <th scope="col" aria-sort={isHere ? (isDescending ? "descending" : "ascending") : "none"}>
      <button type="button" onClick={() => onSort({ column, isTurned: isHere && !order.isTurned })}>
        {t(`admin.column.${column}`)}
        <span class="arrow" aria-hidden="true">
          {isHere ? (isDescending ? "↓" : "↑") : ""}
        </span>
      </button>
    </th>
  );
}

type CellProps = { column: Column; room: OperatedRoom; gigabytes: number; now: number };

function Cell({ column, room, gigabytes, now }: CellProps) {
  if (column === "name")
    return (
      <th scope="row">
        <RoomName room={room} />
      </th>
    );
  if (column === "faults" && faultsOf(room.today) > 0)
    return <td class="bad">{wholes.format(faultsOf(room.today))}</td>;
  return <td>{shown(column, room, gigabytes, now)}</td>;
}

function RoomName({ room: { name, mark } }: { room: OperatedRoom }) {
  if (name !== undefined)
    return (
      <a href={`/r/${name}`}>
        <bdi>{name}</bdi>
      </a>
    );
  return (
    <>
      <span class="quiet">{t("admin.rooms.hidden")}</span> <code>{mark}</code>
    </>
  );
}

function shown(column: Exclude<Column, "name">, room: OperatedRoom, gigabytes: number, now: number): string {
  const { today } = room;
  switch (column) {
    case "sockets":
      return wholes.format(room.sockets);
    case "relays":
      return wholes.format(room.relays ?? 0);
    case "rate":
      return rates.format(rateOf(room, now));
    case "events":
      return wholes.format(today.events);
    case "rows":
      return wholes.format(today.rowsWritten);
    case "awake":
      return rates.format((today.awakeMs / 1000) * gigabytes);
    case "refused":
      return wholes.format(refusalsOf(today.refused));
    case "slow":
      return wholes.format(today.slow);
    case "faults":
      return wholes.format(faultsOf(today));
    case "told":
      return age(now - room.toldAt);
  }
}

/** Seconds are not told: they would be read out each second, and say nothing. */
function age(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  return minutes < 60 ? ages.format(-minutes, "minute") : ages.format(-Math.floor(minutes / 60), "hour");
}
