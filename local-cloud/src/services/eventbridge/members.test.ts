import { expect, test } from 'vitest';
import { checkRequest } from '../../core/service.ts';
import { fakeCloud } from '../testing.ts';
import { createEventBridge } from './index.ts';
import { QUEUE } from './testing.ts';

const events = createEventBridge(fakeCloud());
const target = { Id: 'a', Arn: QUEUE };
const constraint = (subject: string, rule: string) =>
  `1 validation error detected: ${subject} failed to satisfy constraint: ${rule}`;
const entry = { Source: 'kitchen', DetailType: 'Tea', Detail: '{}' };
const shown =
  'PutEventsRequestEntry(time=null, source=kitchen, resources=null, detailType=Tea, detail={}, eventBusName=null, traceHeader=null, kmsKeyIdentifier=null, internalMetadata=null)';

test.each([
  [
    'PutTargets',
    { Rule: 'tea', Targets: [{ ...target, Id: '!@#$@!#$' }] },
    constraint(
      "Value '!@#$@!#$' at 'targets.1.member.id'",
      'Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+',
    ),
  ],
  [
    'PutTargets',
    { Rule: 'tea', Targets: [{ ...target, Id: 'a'.repeat(65) }] },
    constraint(
      `Value '${'a'.repeat(65)}' at 'targets.1.member.id'`,
      'Member must have length less than or equal to 64',
    ),
  ],
  [
    'PutTargets',
    { Rule: 'tea', Targets: [null] },
    constraint(
      "Value '[null]' at 'targets'",
      'Member must satisfy constraint: [Member must not be null]',
    ),
  ],
  [
    'PutTargets',
    { Rule: 'tea', Targets: [{ ...target, InputTransformer: { InputTemplate: '' } }] },
    constraint(
      "Value '' at 'targets.1.member.inputTransformer.inputTemplate'",
      'Member must have length greater than or equal to 1',
    ),
  ],
  [
    'PutRule',
    { Name: 'my tea' },
    constraint(
      "Value 'my tea' at 'name'",
      'Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+',
    ),
  ],
  [
    'PutEvents',
    { Entries: Array(11).fill(entry) },
    constraint(
      `Value '[${Array(11).fill(shown).join(', ')}]' at 'entries'`,
      'Member must have length less than or equal to 10',
    ),
  ],
])('%s refuses %j in the words of EventBridge', (operation, input, message) => {
  const refused = expect.objectContaining({ code: 'ValidationException', message });
  expect(() => checkRequest(events, operation, input)).toThrow(refused);
});
