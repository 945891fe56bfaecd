import type { Constraint } from '../../core/contract.ts';

/**
 * What the documentation says of members that several operations have, and how SQS says it
 * (recorded).
 *
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export const required = { required: true } as const satisfies Constraint;

/** The form that most of SQS's texts have. */
export function because(parameter: string, reason: string): string {
  return `Value {value} for parameter ${parameter} is invalid. Reason: ${reason}`;
}

export const visibilityTimeout = {
  range: [0, 43_200],
  says: {
    range: because(
      'VisibilityTimeout',
      'VisibilityTimeout must be an integer between 0 and 43200.',
    ),
  },
} as const satisfies Constraint;

function idOf(parameter: string) {
  const text = because(
    parameter,
    `${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
  return { length: [1, 128], pattern: '[!-~]+', says: { length: text, pattern: text } } as const;
}

/** Of SendMessage and of each entry of SendMessageBatch. */
export const message = {
  MessageBody: { required: true, length: [1] },
  DelaySeconds: {
    range: [0, 900],
    says: { range: because('DelaySeconds', 'DelaySeconds must be >= 0 and <= 900.') },
  },
  MessageAttributes: {},
  MessageSystemAttributes: {},
  MessageDeduplicationId: idOf('MessageDeduplicationId'),
  MessageGroupId: idOf('MessageGroupId'),
} as const;
