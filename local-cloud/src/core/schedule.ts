import { parseCron } from './cron.ts';

/** When a schedule fires. */
export interface Schedule {
  /** The first time after `ms`, for a schedule that began at `began`; both in cloud time, UTC. */
  next(ms: number, began: number): number | undefined;
}

const RATE = /^rate\((\d+) (minute|hour|day)(s?)\)$/;
const UNITS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads `rate(value unit)` or `cron(fields)`. Undefined for anything else, as for a rate whose unit
 * is not in the number of its value.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function parseSchedule(expression: string): Schedule | undefined {
  const [, fields] = /^cron\((.*)\)$/.exec(expression) ?? [];
  if (fields !== undefined) return parseCron(fields);
  const [, value, unit, plural] = RATE.exec(expression) ?? [];
  const count = Number(value);
  if (unit === undefined || count < 1 || count > 1 !== (plural === 's')) return undefined;
  const period = count * UNITS[unit as keyof typeof UNITS];
  return { next: (ms, began) => began + (Math.floor((ms - began) / period) + 1) * period };
}
