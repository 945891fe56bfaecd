import { notSupported } from '../../core/errors.ts';
import { invalidParameter } from './errors.ts';

const STATISTICS = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'];

/** Of those that are statistics: whether it needs to know the single values. */
export function isPercentile(name: string): boolean {
  return !STATISTICS.includes(name);
}

/** Throws if it is not a statistic, or one that is not served. */
export function checkStatistic(name: string, parameter = 'Statistic'): void {
  if (STATISTICS.includes(name)) return;
  const percentile = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/.exec(name);
  if (percentile !== null && Number(percentile[1]) > 0) return;
  if (/^(?:IQM|(?:tm|wm|tc|ts|pr)\d|(?:TM|WM|TC|TS|PR)\()/i.test(name)) {
    throw notSupported('CloudWatch', `the statistic ${name}`);
  }
  throw invalidParameter(`The value ${name} for parameter ${parameter} is not supported.`);
}

/** Periods are whole minutes: measurements are kept by the minute. */
export function checkPeriod(period: number | undefined): number {
  if (period === undefined || period % 60 !== 0) {
    if (period === 10 || period === 20 || period === 30) {
      throw notSupported('CloudWatch', `a period of ${period} seconds`);
    }
    throw invalidParameter(`The parameter Period must be a multiple of 60, not ${period}.`);
  }
  return period;
}
