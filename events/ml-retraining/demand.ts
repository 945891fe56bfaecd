/**
 * Days of a railway station that there is not: rides by the day, and its weather, in the columns of
 * docs/workflows/ml-retraining.md. Always the same ones: chance has a seed for each day.
 */
export const HEADER =
  'date,ridership,temp_min,temp,temp_max,precip,precip_max,wind,wind_max,gust_max,weather_rain,weather_snow,weather_cloud,weather_storm';

/** Monday first. */
const BY_WEEKDAY = [15_200, 16_400, 16_600, 16_300, 15_500, 5200, 3900];

/** Holidays that empty the offices: month and day, or the Monday or Thursday that falls into the days. */
const CLOSED: readonly ((date: string, weekday: number) => boolean)[] = [
  (date) => ['01-01', '07-04', '12-25'].includes(date),
  (date, weekday) => weekday === 0 && date >= '05-25' && date <= '05-31',
  (date, weekday) => weekday === 0 && date >= '09-01' && date <= '09-07',
  (date, weekday) => weekday === 3 && date >= '11-22' && date <= '11-28',
];

export interface Day {
  readonly date: string;
  readonly ridership: number;
  /** The columns after the ridership. */
  readonly weather: readonly number[];
}

/** So many days from one on, `2023-01-01`. */
export function days(from: string, count: number): Day[] {
  const first = Date.parse(`${from}T00:00:00Z`) / DAY;
  return Array.from({ length: count }, (_, ahead) => dayOf(first + ahead));
}

/** A file of days, as it goes into raw/. */
export function csv(rows: readonly Day[]): string {
  const lines = rows.map(({ date, ridership, weather }) => [date, ridership, ...weather].join(','));
  return `${[HEADER, ...lines].join('\n')}\n`;
}

const DAY = 86_400_000;

function dayOf(number: number): Day {
  const date = new Date(number * DAY).toISOString().slice(0, 10);
  const chance = chanceOf(number);
  const season = Math.cos((2 * Math.PI * (number - 19_560)) / 365.25);
  const temp = round(50 + 25 * season + 16 * (chance() - 0.5), 1);
  const rain = chance() < 0.3 ? round(chance() * 0.8, 2) : 0;
  const wind = round(4 + 12 * chance(), 1);
  // 1970-01-01 was a Thursday.
  const weekday = (number + 3) % 7;
  const isClosed = CLOSED.some((falls) => falls(date.slice(5), weekday));
  const usual = BY_WEEKDAY[weekday]! * (isClosed && weekday < 5 ? 0.2 : 1);
  const ridership = Math.round(usual + 20 * (temp - 50) - 1500 * rain + 900 * (chance() - 0.5));
  const weather = [
    ...[round(temp - 8, 1), temp, round(temp + 9, 1), 0, rain],
    ...[wind, round(wind + 5, 1), wind > 12 ? round(wind + 14, 1) : 0],
    ...[rain > 0 ? 0.4 : 0, 0, 0.5, 0],
  ];
  return { date, ridership, weather };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/**
 * Numbers from 0 to 1 that look like chance (mulberry32).
 * https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
 */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
