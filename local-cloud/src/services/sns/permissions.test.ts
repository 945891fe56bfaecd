import { expect, test } from 'vitest';
import { evaluate, parsePolicy } from '../../authorization/index.ts';
import type { Principal } from '../../core/service.ts';
import { callable, fakeCloud, fakeContext } from '../testing.ts';
import { createSNS } from './index.ts';
import { Mailbox } from './mailbox.ts';

const TopicArn = 'arn:aws:sns:us-east-1:123456789012:tea';
const ALARM: Principal = {
  kind: 'service',
  arn: 'cloudwatch.amazonaws.com',
  service: 'cloudwatch.amazonaws.com',
  sourceArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:late',
};
const ROLE: Principal = {
  kind: 'role',
  arn: 'arn:aws:sts::123456789012:assumed-role/waiter/session',
  roleArn: 'arn:aws:iam::123456789012:role/waiter',
};

test.each([
  ['an alarm of the account', { ...ALARM, sourceOwner: '123456789012' }, true],
  ['an alarm of another account', { ...ALARM, sourceOwner: '210987654321' }, false],
  ['a service that names no owner', ALARM, false],
  ['a role that may not publish', ROLE, false],
])('%s reaches a topic that was given no policy: %s', async (_, principal, allowed) => {
  const service = createSNS(fakeCloud(), new Mailbox());
  await callable(service).CreateTopic({ Name: 'tea' });
  const publish = service.operations.Publish;
  const [permission] = publish.permissions({ TopicArn, Message: 'x' }, fakeContext({ principal }));
  const { action, resource, resourcePolicy } = permission!;
  const decision = evaluate(
    { principal, action, resource },
    { resource: parsePolicy(resourcePolicy, 'resource') },
  );
  expect(decision.allowed).toBe(allowed);
});
