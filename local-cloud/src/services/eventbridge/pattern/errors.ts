import { AwsError } from '../../../core/errors.ts';

/** As PutRule and TestEventPattern answer to a pattern that is none. */
export function invalidPattern(reason: string): AwsError {
  return new AwsError(
    'InvalidEventPatternException',
    `Event pattern is not valid. Reason: ${reason}`,
  );
}
