import * as z from 'zod';
import { invalidParameter } from './errors.ts';
import type { Topic } from './topics.ts';

/** Characters. https://docs.aws.amazon.com/sns/latest/api/API_PutDataProtectionPolicy.html */
const LONGEST = 30_720;

const list = z.union([z.string(), z.array(z.string()).min(1)]);
const operation = z.union([
  z.strictObject({ Deny: z.strictObject({}) }),
  z.strictObject({ Deidentify: z.looseObject({}) }),
  z.strictObject({ Audit: z.looseObject({ SampleRate: z.union([z.string(), z.number()]) }) }),
]);

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-data-protection-policies.html */
const policy = z.strictObject({
  Name: z.string(),
  Description: z.string().optional(),
  Version: z.literal('2021-06-01'),
  Statement: z
    .array(
      z.strictObject({
        Sid: z.string().optional(),
        DataDirection: z.enum(['Inbound', 'Outbound']),
        Principal: list,
        NoPrincipal: list.optional(),
        DataIdentifier: z.array(z.string()).min(1),
        Operation: operation,
      }),
    )
    .min(1),
  Configuration: z.looseObject({}).optional(),
});

/** Throws InvalidParameterException for what is no such policy, and for a FIFO topic, which has none. */
export function checkDataProtection({ attributes }: Pick<Topic, 'attributes'>, text: string): void {
  if (attributes.get('FifoTopic') === 'true') {
    throw refused('FIFO topics do not support message data protection');
  }
  if (text.length > LONGEST) throw refused(`It may have ${LONGEST} characters`);
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw refused('It is no valid JSON');
  }
  const { error } = policy.safeParse(given);
  if (error) throw refused(z.prettifyError(error));
}

function refused(reason: string) {
  return invalidParameter('DataProtectionPolicy', reason);
}
