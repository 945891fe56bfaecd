import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../core/errors.ts';
import { validation } from '../errors.ts';

/** No item may come twice in a transaction. */
export function repeated(): AwsError {
  return validation('Transaction request cannot include multiple operations on one item');
}

/** One reason per item of the transaction, in their order; `None` for those that were in order. */
export function cancelled(reasons: readonly CancellationReason[]): AwsError {
  const codes = reasons.map(({ Code }) => Code).join(', ');
  return new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { members: { CancellationReasons: reasons } },
  );
}
