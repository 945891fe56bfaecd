import { UserError } from './errors.ts';

const ISO = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const SHORT = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)$/;
const MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

const TIME_OF_DAY = /^T([01]\d|2[0-3]):([0-5]\d)Z$/;

/** Stands where a span of time may stand, for the one until the next run of a schedule. */
export const NEXT_SCHEDULE = 'schedule';

/**
 * Reads a span of time in milliseconds: ISO 8601 without years and months (`P3D`, `PT1H30M`) or
 * short (`3d`, `90m`, `500ms`). Throws a UserError (usage) for anything else.
 */
export function parseDuration(text: string): number {
  const short = SHORT.exec(text);
  if (short) return Number(short[1]) * MS[short[2] as keyof typeof MS];
  const iso = ISO.exec(text);
  if (iso === null || /[PT]$/.test(text)) {
    throw new UserError(`"${text}" is not a span of time`, {
      fix: 'Write it as ISO 8601 (P3D, PT24H, PT1H30M) or short (3d, 24h, 90m, 30s).',
      exitCode: 2,
    });
  }
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = iso
    .slice(1)
    .map((part) => Number(part ?? 0));
  return weeks * MS.w + days * MS.d + hours * MS.h + minutes * MS.m + seconds * MS.s;
}

/** How long it is until the next time that it is `T13:00Z`; undefined for what is no time of day. */
export function untilTimeOfDay(text: string, now: number): number | undefined {
  const [, hours, minutes] = TIME_OF_DAY.exec(text) ?? [];
  if (hours === undefined) return undefined;
  const sinceMidnight = Number(hours) * MS.h + Number(minutes) * MS.m;
  return MS.d - ((((now - sinceMidnight) % MS.d) + MS.d) % MS.d);
}

/** Milliseconds as people read them: `3d 2h`, `1m 30s`, `420 ms`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${Number((ms / 1000).toFixed(1))} s`;
  const parts: string[] = [];
  let rest = Math.round(ms / 1000) * 1000;
  for (const unit of ['w', 'd', 'h', 'm', 's'] as const) {
    const count = Math.floor(rest / MS[unit]);
    rest -= count * MS[unit];
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.slice(0, 2).join(' ');
}

/** Milliseconds to the last one of them: `1.234 s`, and from a minute on `3d 00:02:01.234`. */
export function formatMoment(ms: number): string {
  if (ms < MS.m) return `${(ms / 1000).toFixed(3)} s`;
  const days = Math.floor(ms / MS.d);
  const clock = new Date(ms % MS.d).toISOString().slice('1970-01-01T'.length, -1);
  return days > 0 ? `${days}d ${clock}` : clock;
}

/** A time as people read it, in UTC and to the second: `2030-01-07 09:30:00`. */
export function formatTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}
