import { invalidArgument } from './errors.ts';

const LEAST = 24;
const MOST = 8760;

/** The hours that a stream can keep records. Throws InvalidArgumentException. */
export function checkRetention(hours: number): number {
  if (hours < LEAST) {
    throw invalidArgument(
      `Minimum allowed retention period is ${LEAST} hours. Requested retention period (${hours} hours) is too short.`,
    );
  }
  if (hours > MOST) {
    throw invalidArgument(
      `Maximum allowed retention period is ${MOST} hours. Requested retention period (${hours} hours) is too long.`,
    );
  }
  return hours;
}
