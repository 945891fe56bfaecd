/**
 * The six fields of AWS's cron expressions: minutes, hours, day of month, month, day of week
 * (1 is Sunday) and year.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html
 */
export interface Cron {
  /** The first minute after `ms` (UTC) that the expression names, or undefined when none is left. */
  next(ms: number): number | undefined;
}

interface Field {
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
  /** Whether `a/n` is taken. */
  readonly steps: boolean;
  /** Whether a range may run over the end: `23-5` are the hours from 23 to 5. */
  readonly wraps: boolean;
}

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const DAYS = 'SUN MON TUE WED THU FRI SAT'.split(' ');

const MINUTE: Field = { least: 0, most: 59, steps: true, wraps: true };
const HOUR: Field = { least: 0, most: 23, steps: true, wraps: true };
const DAY_OF_MONTH: Field = { least: 1, most: 31, steps: true, wraps: false };
const MONTH: Field = { least: 1, most: 12, names: MONTHS, steps: true, wraps: true };
const DAY_OF_WEEK: Field = { least: 1, most: 7, names: DAYS, steps: false, wraps: true };
const YEAR: Field = { least: 1970, most: 2199, steps: true, wraps: false };

const MS_PER_MINUTE = 60_000;

/** A day of a month: whether the expression names it. `last` is the month's last day. */
type DayTest = (day: Day) => boolean;

interface Day {
  readonly day: number;
  readonly last: number;
  /** 1 is Sunday. */
  readonly weekday: number;
}

/** Undefined for what is no such expression. */
export function parseCron(text: string): Cron | undefined {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 6) return undefined;
  const minutes = values(fields[0]!, MINUTE);
  const hours = values(fields[1]!, HOUR);
  const months = values(fields[3]!, MONTH);
  const years = values(fields[5]!, YEAR);
  const days = dayTest(fields[2]!, fields[4]!);
  if (!minutes || !hours || !months || !years || !days) return undefined;
  return { next: (ms) => nextTime(ms, { minutes, hours, months, years, days }) };
}

interface Times {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: readonly number[];
  readonly years: readonly number[];
  readonly days: DayTest;
}

function nextTime(ms: number, times: Times): number | undefined {
  const from = (Math.floor(ms / MS_PER_MINUTE) + 1) * MS_PER_MINUTE;
  const start = new Date(from);
  for (const year of times.years.filter((candidate) => candidate >= start.getUTCFullYear())) {
    for (const month of times.months) {
      if (Date.UTC(year, month) <= from) continue;
      const found = nextInMonth(year, month, from, times);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function nextInMonth(year: number, month: number, from: number, times: Times): number | undefined {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  for (let day = 1; day <= last; day += 1) {
    const midnight = Date.UTC(year, month - 1, day);
    if (midnight + 24 * 60 * MS_PER_MINUTE <= from) continue;
    if (!times.days({ day, last, weekday: new Date(midnight).getUTCDay() + 1 })) continue;
    for (const hour of times.hours) {
      for (const minute of times.minutes) {
        const time = midnight + (hour * 60 + minute) * MS_PER_MINUTE;
        if (time >= from) return time;
      }
    }
  }
  return undefined;
}

/** One of the two fields of days is `?`: the other one decides. */
function dayTest(ofMonth: string, ofWeek: string): DayTest | undefined {
  if ((ofMonth === '?') === (ofWeek === '?')) return undefined;
  const [text, test] = ofWeek === '?' ? [ofMonth, monthDay] : [ofWeek, weekDay];
  const tests = text.split(',').map(test);
  // Of days by their number in the month, `3#2`, there can be one only.
  if (text.includes('#') && tests.length > 1) return undefined;
  const known = tests.filter((one) => one !== undefined);
  return known.length === tests.length ? (day) => known.some((one) => one(day)) : undefined;
}

/** `15`, `1-7`, `1/5`, `L` (the last day) or `15W` (the weekday closest to it, in the month). */
function monthDay(text: string): DayTest | undefined {
  if (text === 'L') return ({ day, last }) => day === last;
  const [, closest] = /^(\d{1,2})W$/.exec(text) ?? [];
  if (closest !== undefined) {
    const wanted = Number(closest);
    return wanted >= 1 && wanted <= 31 ? (day) => isClosestWeekday(day, wanted) : undefined;
  }
  const days = values(text, DAY_OF_MONTH);
  return days && (({ day }) => days.includes(day));
}

function isClosestWeekday({ day, last, weekday }: Day, wanted: number): boolean {
  if (wanted > last) return false;
  const weekdayOfWanted = ((((weekday - 1 + wanted - day) % 7) + 7) % 7) + 1;
  if (weekdayOfWanted === 7) return day === (wanted === 1 ? 3 : wanted - 1);
  if (weekdayOfWanted === 1) return day === (wanted === last ? wanted - 2 : wanted + 1);
  return day === wanted;
}

/** `MON-FRI`, `L` (Saturday), `6L` (the month's last Friday) or `3#2` (its second Tuesday). */
function weekDay(text: string): DayTest | undefined {
  const [, which, mark, count] = /^([1-7]|[A-Za-z]{3})(L|#([1-5]))$/.exec(text) ?? [];
  if (which !== undefined) {
    const [wanted] = values(which, DAY_OF_WEEK) ?? [];
    if (wanted === undefined) return undefined;
    return mark === 'L'
      ? ({ day, last, weekday }) => weekday === wanted && day > last - 7
      : ({ day, weekday }) => weekday === wanted && Math.ceil(day / 7) === Number(count);
  }
  const days = text === 'L' ? [7] : values(text, DAY_OF_WEEK);
  return days && (({ weekday }) => days.includes(weekday));
}

/** What a field names, in order: `*`, `a`, `a-b`, each perhaps with `/n`, in a list. */
function values(text: string, field: Field): number[] | undefined {
  const found = new Set<number>();
  for (const item of text.split(',')) {
    const some = rangeOf(item, field);
    if (some === undefined) return undefined;
    for (const value of some) found.add(value);
  }
  return [...found].sort((a, b) => a - b);
}

function rangeOf(item: string, field: Field): number[] | undefined {
  const [, first, last, step] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(item) ?? [];
  if (first === undefined || (first === '*' && last !== undefined)) return undefined;
  if (step !== undefined && (!field.steps || Number(step) === 0)) return undefined;
  const from = first === '*' ? field.least : numberOf(first, field);
  const open = first === '*' || (last === undefined && step !== undefined);
  const to = open ? field.most : numberOf(last ?? first, field);
  if (from === undefined || to === undefined || (to < from && !field.wraps)) return undefined;
  return range(from, to, Number(step ?? 1), field);
}

function range(from: number, to: number, step: number, { least, most }: Field): number[] {
  const end = to < from ? to + (most - least + 1) : to;
  const found: number[] = [];
  for (let value = from; value <= end; value += step) {
    found.push(value > most ? value - (most - least + 1) : value);
  }
  return found;
}

function numberOf(text: string, { least, most, names = [] }: Field): number | undefined {
  const named = names.indexOf(text.toUpperCase());
  if (named >= 0) return named + 1;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : undefined;
}
