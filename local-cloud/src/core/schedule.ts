import { type Cron, parseCron } from './cron.ts';
import { type TimeZone, UTC } from './time-zone.ts';

/** When a schedule fires. */
export interface Schedule {
  /**
   * The first time after `ms`, for a schedule that began at `began`; both in cloud time, UTC. A rate
   * counts from there, and names that time, too.
   */
  next(ms: number, began: number): number | undefined;
}

const RATE = /^rate\((\d+) (minute|hour|day)(s?)\)$/;
const UNITS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Reads `rate(value unit)` or `cron(fields)` of a rule. Undefined for anything else, as for a rate
 * whose unit is not in the number of its value.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function parseSchedule(expression: string): Schedule | undefined {
  const [, value, , plural] = RATE.exec(expression) ?? [];
  if (value !== undefined && Number(value) > 1 !== (plural === 's')) return undefined;
  return rateOf(expression) ?? cronOf(expression, parseCron, UTC);
}

/**
 * Reads the expression of a schedule of EventBridge Scheduler, where `at(yyyy-mm-ddThh:mm:ss)` names
 * a single time, a cron expression may leave out the year, and the unit of a rate may be in either
 * number. Undefined for anything else.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function parseScheduleExpression(expression: string, zone: TimeZone): Schedule | undefined {
  return rateOf(expression) ?? atOf(expression, zone) ?? cronOf(expression, withoutYear, zone);
}

function withoutYear(fields: string): Cron | undefined {
  return parseCron(fields) ?? parseCron(`${fields} *`);
}

function rateOf(expression: string): Schedule | undefined {
  const [, value, unit] = RATE.exec(expression) ?? [];
  const period = Number(value) * UNITS[unit as keyof typeof UNITS];
  if (!(period > 0)) return undefined;
  return {
    next: (ms, began) =>
      ms < began ? began : began + (Math.floor((ms - began) / period) + 1) * period,
  };
}

function atOf(expression: string, zone: TimeZone): Schedule | undefined {
  const [, text] = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(expression) ?? [];
  const wall = Date.parse(`${text}Z`);
  // Of 31 February, and of an hour 24, the date is another one.
  if (Number.isNaN(wall) || !new Date(wall).toISOString().startsWith(text!)) return undefined;
  const time = zone.instantOf(wall);
  return { next: (ms) => (time !== undefined && time > ms ? time : undefined) };
}

function cronOf(
  expression: string,
  parse: (fields: string) => Cron | undefined,
  zone: TimeZone,
): Schedule | undefined {
  const [, fields] = /^cron\((.*)\)$/.exec(expression) ?? [];
  const cron = fields === undefined ? undefined : parse(fields);
  return cron && { next: (ms) => nextIn(zone, cron, ms) };
}

/**
 * A time that the clocks skip when they are put forward is left out; one that they show twice when
 * they are put back fires the first time only.
 */
function nextIn(zone: TimeZone, cron: Cron, ms: number): number | undefined {
  let wall = cron.next(zone.wallTime(ms));
  while (wall !== undefined) {
    const time = zone.instantOf(wall);
    if (time !== undefined && time > ms) return time;
    wall = cron.next(wall);
  }
  return undefined;
}
