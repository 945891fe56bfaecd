/** A time zone of the IANA's database, as the runtime has it. */
export interface TimeZone {
  readonly name: string;
  /** What the clocks on the wall show at `ms`, as if it were a time in UTC. */
  wallTime(ms: number): number;
  /**
   * When the clocks on the wall show `wall` for the first time; undefined where they never do, since
   * they were put forward over it.
   */
  instantOf(wall: number): number | undefined;
}

const DAY = 86_400_000;

export const UTC: TimeZone = { name: 'UTC', wallTime: (ms) => ms, instantOf: (wall) => wall };

const zones = new Map<string, TimeZone>([['UTC', UTC]]);

/** Undefined for what is no name of a time zone, such as `+01:00` or `utc`. */
export function timeZone(name: string): TimeZone | undefined {
  const known = zones.get(name);
  if (known !== undefined || !/^[A-Z]/.test(name)) return known;
  const format = formatIn(name);
  if (format === undefined) return undefined;
  const zone = zoneOf(name, format);
  zones.set(name, zone);
  return zone;
}

function formatIn(name: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
  } catch {
    return undefined;
  }
}

function zoneOf(name: string, format: Intl.DateTimeFormat): TimeZone {
  const wallTime = (ms: number) => {
    const parts = format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]);
    const { year, month, day, hour, minute, second } = Object.fromEntries(parts);
    const fraction = ((ms % 1000) + 1000) % 1000;
    return Date.UTC(year, month - 1, day, hour, minute, second) + fraction;
  };
  return {
    name,
    wallTime,
    instantOf(wall) {
      // What the clocks are ahead of UTC by, before and after they may have been changed.
      const offsets = [wall - DAY, wall + DAY].map((ms) => wallTime(ms) - ms);
      const found = offsets.map((ahead) => wall - ahead).filter((ms) => wallTime(ms) === wall);
      return found.length === 0 ? undefined : Math.min(...found);
    },
  };
}
