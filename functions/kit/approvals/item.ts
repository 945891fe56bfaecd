import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Approval, Waiting } from './approval.ts';

export type Item = Readonly<Record<string, AttributeValue>>;

/** The approval that an item of the table is. */
export function approvalOf(item: Item): Approval {
  const text = (name: string) => item[name]?.S ?? '';
  const { taskToken, deliveredAt, decidedAt } = item;
  return {
    id: text('id'),
    status: text('status') as Approval['status'],
    workflow: text('workflow'),
    execution: text('execution'),
    title: text('title'),
    // Texts: a map of DynamoDB would not keep the order of the facts.
    facts: JSON.parse(text('facts')),
    choices: JSON.parse(text('choices')),
    expiresAt: Number(item.expiresAt?.N),
    ...(taskToken?.S !== undefined && { taskToken: taskToken.S }),
    ...(deliveredAt?.S !== undefined && { deliveredAt: deliveredAt.S }),
    ...(decidedAt?.S !== undefined && {
      decision: {
        decision: text('decision'),
        comment: text('comment'),
        decidedAt: decidedAt.S,
      },
    }),
  };
}

/** The little that is read of a question that is about to expire. */
export function waitingOf({ workflow, execution, expiresAt }: Item): Waiting {
  return {
    workflow: workflow?.S ?? '',
    execution: execution?.S ?? '',
    expiresAt: Number(expiresAt?.N),
  };
}
