// Which metrics a deployment has: sums of what its rooms told, and a few figures of the rooms that told last.

import type { Tallied } from "../lobby/tallied.ts";
import { FREE_PLAN } from "../rules/free-plan.ts";
import type { Refusals } from "../rules/room-tally.ts";
import type { Metric, Sample } from "./prometheus.ts";

/** Each is a few series to whoever stores them. */
const ROOMS_MAX = 100;

export function metricsOf({ ever, today, edge, rooms }: Tallied): Metric[] {
  const shown = rooms.slice(-ROOMS_MAX).toReversed();
  const sockets = rooms.reduce((sum, room) => sum + room.sockets, 0);
  const relays = rooms.reduce((sum, room) => sum + (room.relays ?? 0), 0);
  const ofRooms = (value: (room: Tallied["rooms"][number]) => number): Sample[] =>
    shown.map((room) => ({ labels: { room: room.name ?? room.mark }, value: value(room) }));
  return [
    gauge("hubbub_rooms", "Rooms that told of themselves today or yesterday (UTC), 1000 at most.", rooms.length),
    gauge("hubbub_sockets", "Open connections, as rooms last told.", sockets),
    gauge("hubbub_relays", "Relays in use, as rooms last told.", relays),
    counter("hubbub_events_total", "Events stored by rooms.", ever.events),
    counter("hubbub_frames_total", "Frames that came in over WebSockets, without heartbeats.", ever.frames),
    counter("hubbub_joins_total", "Connections that rooms let in.", ever.joins),
    counter("hubbub_rows_written_total", "Rows written by rooms and the Lobby, as they are billed.", ever.rowsWritten),
    counter("hubbub_rows_read_total", "Rows read by rooms, as they are billed.", ever.rowsRead),
    counter("hubbub_awake_seconds_total", "Seconds that rooms were awake, at least.", ever.awakeMs / 1000),
    counter("hubbub_slow_readers_total", "Connections that were cut because they did not read.", ever.slow),
    {
      name: "hubbub_refused_total",
      help: "Requests and commands that were refused, by where and why; internal is a fault.",
      type: "counter",
      samples: [...refusedAt("room", ever.refused), ...refusedAt("edge", edge.ever)],
    },
    gauge("hubbub_rows_written_today", "Rows written since midnight UTC.", today.rowsWritten),
    gauge("hubbub_free_plan_rows_written", "Rows that a day on the free plan carries.", FREE_PLAN.rowsWritten),
    {
      name: "hubbub_room_sockets",
      help: `Open connections of the ${ROOMS_MAX} rooms that told last, as they told.`,
      type: "gauge",
      samples: ofRooms(({ sockets: open }) => open),
    },
    {
      name: "hubbub_room_head",
      help: `Events in the log of the ${ROOMS_MAX} rooms that told last, as they told.`,
      type: "gauge",
      samples: ofRooms(({ head }) => head),
    },
    {
      name: "hubbub_room_rows_written_today",
      help: `Rows written since midnight UTC by the ${ROOMS_MAX} rooms that told last.`,
      type: "gauge",
      samples: ofRooms(({ today: { rowsWritten } }) => rowsWritten),
    },
  ];
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, help, type: "gauge", samples: [{ value }] };
}

function counter(name: string, help: string, value: number): Metric {
  return { name, help, type: "counter", samples: [{ value }] };
}

function refusedAt(where: string, refusals: Refusals): Sample[] {
  return Object.entries(refusals)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([code, value]) => ({ labels: { where, code }, value }));
}
