import { AwsError } from '../../core/errors.ts';

/** @throws AwsError ValidationException where a list is asked for by more than one of its filters */
export function checkOneFilter(operation: string, filters: readonly unknown[]): void {
  if (filters.filter((filter) => filter !== undefined).length < 2) return;
  throw new AwsError(
    'ValidationException',
    `At most one filter is allowed for ${operation}. Use either : State, EventSourceArn, or NamePrefix.`,
  );
}
