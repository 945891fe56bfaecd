import { AwsError } from '../core/errors.ts';

/**
 * `inline` and `managed`: of a role. `resource`: of a queue, topic, function. `bucket`: of a bucket, where
 * ids of statements need not be unique. `trust`: of a role.
 */
export type PolicyKind = 'inline' | 'managed' | 'resource' | 'bucket' | 'trust';

/** The policies of a role: its own, and managed ones, of which IAM wants the newer language. */
export function isIdentity(kind: PolicyKind): boolean {
  return kind === 'inline' || kind === 'managed';
}

export function malformed(message: string, hint?: string): AwsError {
  return new AwsError('MalformedPolicyDocumentException', message, {
    ...(hint !== undefined && { hint: `${hint[0]!.toUpperCase()}${hint.slice(1)}.` }),
  });
}

export function syntax(hint: string): AwsError {
  return malformed('Syntax errors in policy.', hint);
}

/** What IAM says of values that its older parser does not take. */
export function legacy(hint: string): AwsError {
  return malformed('The policy failed legacy parsing', hint);
}
