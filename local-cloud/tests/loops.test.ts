import { afterEach, expect, test } from 'vitest';
import { type BootedCloud, bootCloud } from '../src/boot.ts';
import { turnsDuring } from '../src/core/testing.ts';
import { nextTurn } from '../src/core/turns.ts';
import { parseTemplate } from '../src/deploy/template.ts';
import { allow, roleResource } from './support/iam.ts';

let booted: BootedCloud;
afterEach(() => booted.close());

const BUS = 'arn:aws:events:us-east-1:123456789012:event-bus/default';

const ROLE = roleResource(
  { Service: ['events.amazonaws.com', 'states.amazonaws.com'] },
  allow('events:PutEvents'),
  allow('states:StartExecution'),
);

function rule(EventPattern: object, Arn: unknown, more: object = {}) {
  const RoleArn = { 'Fn::GetAtt': ['Role', 'Arn'] };
  return {
    Type: 'AWS::Events::Rule',
    Properties: { Name: 'again', EventPattern, Targets: [{ Id: 'one', Arn, RoleArn, ...more }] },
  };
}

const MACHINE = {
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: {
    StateMachineName: 'again',
    RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Definition: { StartAt: 'Done', States: { Done: { Type: 'Pass', End: true } } },
  },
};

test.each([
  ['a rule that puts events on its own bus', { Rule: rule({ source: ['tea'] }, BUS) }],
  [
    'a rule on the end of executions that starts another one',
    {
      Machine: MACHINE,
      Rule: rule(
        {
          $or: [{ source: ['tea'] }, { source: ['aws.states'], detail: { status: ['SUCCEEDED'] } }],
        },
        { Ref: 'Machine' },
        { Input: '{}' },
      ),
    },
  ],
])('%s goes on for ever, and others have their turn', async (_, resources) => {
  const template = JSON.stringify({ Resources: { Role: ROLE, ...resources } });
  booted = await bootCloud(
    {
      stackName: 'loops',
      template: parseTemplate(template, 'The template'),
      parameters: {},
      artifact: () => Buffer.alloc(0),
    },
    { port: 0, seed: 'loops' },
  );
  const { cloud } = booted;
  const call = (operation: string, input: object) =>
    cloud.call(cloud.root, 'EventBridge', operation, input);
  await call('PutEvents', { Entries: [{ Source: 'tea', DetailType: 'Made', Detail: '{}' }] });
  const turns = await turnsDuring(async () => {
    for (let count = 0; count < 100; count++) await nextTurn();
  });
  expect(turns).toBeGreaterThan(50);
  expect(cloud.clock.inFlight).toBeGreaterThan(0);
  await call('DisableRule', { Name: 'again' });
  await cloud.clock.idle();
});
