import { beforeEach, expect, test } from 'vitest';
import type { Operation, Principal } from '../../core/service.ts';
import { callable, fakeCloud, ROOT } from '../testing.ts';
import { createSNS } from './index.ts';
import { Mailbox } from './mailbox.ts';

const TopicArn = 'arn:aws:sns:us-east-1:123456789012:tea';
const ALARMS: Principal = {
  kind: 'service',
  arn: 'cloudwatch.amazonaws.com',
  service: 'cloudwatch.amazonaws.com',
};

let sns: Readonly<Record<string, (input: never) => Promise<unknown>>>;
let publishAs: (principal: Principal) => Promise<unknown>;
beforeEach(() => {
  const service = createSNS(fakeCloud(), new Mailbox());
  sns = callable(service);
  const publish = service.operations.Publish as Operation;
  publishAs = async (principal) =>
    publish.handle({ TopicArn, Message: 'Ready' } as never, { principal } as never);
});

const create = (Attributes: object) => sns.CreateTopic!({ Name: 'tea', Attributes } as never);

test('a topic with the key that AWS manages takes what roles publish, and nothing of services', async () => {
  await create({ KmsMasterKeyId: 'alias/aws/sns' });
  expect(await publishAs(ROOT)).toMatchObject({ MessageId: expect.any(String) });
  await expect(publishAs(ALARMS)).rejects.toThrow(
    expect.objectContaining({ code: 'KMSAccessDeniedException' }),
  );
});

test('a topic that is not encrypted takes what services publish', async () => {
  await create({});
  expect(await publishAs(ALARMS)).toMatchObject({ MessageId: expect.any(String) });
});

test('a topic with a key of the customer takes what services publish', async () => {
  await create({ KmsMasterKeyId: 'alias/mine' });
  expect(await publishAs(ALARMS)).toMatchObject({ MessageId: expect.any(String) });
  expect(await sns.GetTopicAttributes!({ TopicArn } as never)).toMatchObject({
    Attributes: { KmsMasterKeyId: 'alias/mine' },
  });
});
