import type { Json } from '../core/json.ts';
import { fromAttributes } from './attributes.ts';
import { answerOf, type CallTarget, makeCall, parsed, reported } from './call.ts';
import { differences, show } from './expect.ts';
import { keysOf, objectOf } from './objects.ts';
import type { Pace } from './pace.ts';
import type { Check } from './schema.ts';
import { substitute } from './substitute.ts';
import { itemOf, itemsOf } from './tables.ts';

/** Where it is looked, and since when: the id of the last mail before. */
export interface VerifyTarget extends CallTarget {
  readonly pace: Pick<Pace, 'mails' | 'during'>;
  readonly since: number;
}

/** Says what is not as a scenario expects it in the end: where, what was expected, what was there. */
export async function verify(target: VerifyTarget, check: Check): Promise<string[]> {
  if ('service' in check) {
    return makeCall(target, check, `verify: ${check.service}.${check.operation}`);
  }
  const expected = substitute(check, target.outputs);
  if ('item' in expected) return verifyItem(target, expected);
  if ('mail' in expected) return verifyMail(target, expected);
  if ('object' in expected) return verifyObject(target, expected);
  if ('objects' in expected) return verifyObjects(target, expected);
  return 'items' in expected ? verifyItems(target, expected) : verifyQueue(target, expected);
}

async function verifyItem(
  target: CallTarget,
  { item: { table, key }, expect }: Extract<Check, { item: unknown }>,
): Promise<string[]> {
  const at = `verify: ${table} ${show(key)}`;
  return reported(at, async () =>
    differences(expect ?? undefined, await itemOf(target, table, key), at),
  );
}

async function verifyItems(
  target: CallTarget,
  { items: { table, where }, count }: Extract<Check, { items: unknown }>,
): Promise<string[]> {
  const at = `verify: ${table}${where === undefined ? '' : ` where ${show(where)}`}: count`;
  return reported(at, async () => {
    const items = (await itemsOf(target, table, where)).map(fromAttributes);
    const problems = differences(count, items.length, at);
    return problems.map((problem) => `${problem}: ${show(items)}`);
  });
}

async function verifyObject(
  target: CallTarget,
  { object: { bucket, key }, expect }: Extract<Check, { object: unknown }>,
): Promise<string[]> {
  const at = `verify: ${bucket}/${key}`;
  return reported(at, async () =>
    differences(expect ?? undefined, await objectOf(target, bucket, key), at),
  );
}

async function verifyObjects(
  target: CallTarget,
  { objects: { bucket, prefix }, count }: Extract<Check, { objects: unknown }>,
): Promise<string[]> {
  const at = `verify: ${bucket}/${prefix}: count`;
  return reported(at, async () => {
    const keys = await keysOf(target, bucket, prefix);
    return differences(count, keys.length, at).map((problem) => `${problem}: ${show(keys)}`);
  });
}

async function verifyQueue(
  target: CallTarget,
  { queue, expect }: Extract<Check, { queue: unknown }>,
): Promise<string[]> {
  const at = `verify: ${queue}`;
  return reported(at, async () =>
    differences(expect, await messagesIn(target, queue, expect.length), at),
  );
}

async function verifyMail(
  { pace, since }: VerifyTarget,
  { mail: { to, subject = '', contains = '' } }: Extract<Check, { mail: unknown }>,
): Promise<string[]> {
  const mails = (await pace.mails()).filter(({ id }) => id > since);
  const found = mails.some(
    (mail) =>
      (to === undefined || mail.to === to) &&
      mail.subject.includes(subject) &&
      mail.body.includes(contains),
  );
  if (found) return [];
  const there = mails.map((mail) => `to ${mail.to}: ${mail.subject}`);
  return [
    `verify: no such mail (${[to, subject, contains].filter(Boolean).join(', ')}), but ${show(there)}`,
  ];
}

interface Received {
  readonly Body: string;
  readonly MessageAttributes?: Readonly<Record<string, { readonly StringValue?: string }>>;
}

/**
 * The messages that can be received, which stay in the queue: ReceiveMessage until nothing comes or
 * there are more than `expected`. It polls long, which asks all servers that SQS keeps a queue on.
 */
async function messagesIn(target: CallTarget, queue: string, expected: number) {
  const messages: Received[] = [];
  for (let more = true; more && messages.length <= expected; ) {
    const { Messages = [] } = await answerOf<{ Messages?: Received[] }>(
      target,
      'SQS',
      'ReceiveMessage',
      {
        QueueUrl: queue,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
        WaitTimeSeconds: 1,
      },
    );
    messages.push(...Messages);
    more = Messages.length > 0;
  }
  return messages.map(plainMessage);
}

function plainMessage({ Body, MessageAttributes = {} }: Received): Record<string, Json> {
  const texts = Object.entries(MessageAttributes).map(([name, { StringValue }]) => [
    name,
    StringValue ?? null,
  ]);
  return { body: parsed(Body), attributes: Object.fromEntries(texts) };
}
