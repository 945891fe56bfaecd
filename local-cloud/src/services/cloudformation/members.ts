import type { DeploymentConfig } from '@aws-sdk/client-cloudformation';
import type { Constraint } from '../../core/contract.ts';
import { notSupported } from '../../core/errors.ts';
import { invalid } from './stacks.ts';

const NAME = '[a-zA-Z][-a-zA-Z0-9]*';
/** Of a stack that may be there, a name or an ARN. */
export const stackName = { length: [1] } as const satisfies Constraint;
export const newStackName = { length: [1, 128], pattern: NAME } as const satisfies Constraint;
export const changeSetName = {
  length: [1, 1600],
  pattern: `${NAME}|arn:[-a-zA-Z0-9:/]*`,
} as const satisfies Constraint;
export const newChangeSetName = { length: [1, 128], pattern: NAME } as const satisfies Constraint;
export const nextToken = { length: [1, 1024] } as const satisfies Constraint;
/** The role with which its resources are made from then on. */
export const roleArn = { length: [20, 2048] } as const satisfies Constraint;
/** A call that is repeated with the same one finds the stack as the first has left it. */
export const clientRequestToken = {
  length: [1, 128],
  pattern: '[a-zA-Z0-9][-a-zA-Z0-9]*',
} as const satisfies Constraint;

/** Whether resources are waited for makes no difference here: they are there at once. */
export const deploymentConfig = {
  members: { Mode: { enum: ['STANDARD', 'EXPRESS'] }, DisableRollback: {} },
} as const satisfies Constraint;

/** What would be left half-made is taken down: the local cloud knows no other way. */
export function checkRollback({ DisableRollback, DeploymentConfig }: GivenRollback): void {
  if (DisableRollback || DeploymentConfig?.DisableRollback) {
    throw notSupported('CloudFormation', 'DisableRollback: true');
  }
}

interface GivenRollback {
  readonly DisableRollback?: boolean | undefined;
  readonly DeploymentConfig?: DeploymentConfig | undefined;
}

/** Nobody is told of a stack's events. */
export function checkNotifications(NotificationARNs: readonly string[] | undefined): void {
  if (NotificationARNs?.length) throw notSupported('CloudFormation', 'NotificationARNs');
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly NextToken?: string;
}

/** So many are listed at once. */
const PAGE = 100;

/**
 * @param operation whose tokens are taken
 * @throws ValidationError for a token that no page has ended with
 */
export function pageOf<Item>(
  operation: string,
  all: readonly Item[],
  token: string | undefined,
): Page<Item> {
  const begin = Number(token ?? 0);
  if (token !== undefined && !(begin > 0 && begin < all.length && begin % PAGE === 0)) {
    throw invalid(
      `The NextToken ${token} is none that ${operation} gave: leave it out to begin anew.`,
    );
  }
  const end = begin + PAGE;
  return { items: all.slice(begin, end), ...(end < all.length && { NextToken: String(end) }) };
}
