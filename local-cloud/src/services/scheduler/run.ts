import * as z from 'zod';
import type { Cloud } from '../../core/service.ts';
import { isOneTime, type Settings, scheduleOf } from './settings.ts';

/** One time that a schedule invokes its target. */
export interface Run {
  /** The time that the expression names, and the one in its flexible window: cloud milliseconds. */
  readonly scheduled: number;
  readonly at: number;
}

export const SAVED_RUN = z.strictObject({ scheduled: z.number(), at: z.number() });

/**
 * The first run after a time, which may be now; undefined for a schedule that is disabled or over.
 * A rate without a StartDate begins at once.
 *
 * What was missed while the machine slept is left out, unless its window is still open.
 *
 * @param made when the schedule was made or changed: cloud time in milliseconds
 */
export function nextRun(
  { clock, random }: Pick<Cloud, 'clock' | 'random'>,
  settings: Settings,
  made: number,
  after: number,
): Run | undefined {
  if (settings.State === 'DISABLED') return undefined;
  const { StartDate, EndDate } = isOneTime(settings) ? {} : settings;
  const window = (settings.FlexibleTimeWindow?.MaximumWindowInMinutes ?? 0) * 60_000;
  const began = StartDate?.getTime() ?? made;
  const from = Math.max(after, began - 1, clock.now() - window - 1);
  const scheduled = scheduleOf(settings).next(from, began);
  if (scheduled === undefined) return undefined;
  if (EndDate !== undefined && scheduled > EndDate.getTime()) return undefined;
  const delay = window === 0 ? 0 : Math.floor(random.float() * window);
  return { scheduled, at: scheduled + delay };
}
