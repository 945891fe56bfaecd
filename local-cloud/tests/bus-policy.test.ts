import {
  DescribeEventBusCommand,
  EventBridgeClient,
  PutPermissionCommand,
} from '@aws-sdk/client-eventbridge';
import { expect, test } from 'vitest';
import { expectExecution, startCloud } from '../src/index.ts';
import { roleResource } from './support/iam.ts';

/** A machine whose own role may nothing, and a bus whose policy lets it put events. */
function template(Action: string) {
  return {
    Resources: {
      Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'garden' } },
      Policy: {
        Type: 'AWS::Events::EventBusPolicy',
        Properties: {
          EventBusName: { Ref: 'Bus' },
          StatementId: 'machine',
          Statement: {
            Effect: 'Allow',
            Principal: { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } },
            Action,
            Resource: { 'Fn::GetAtt': ['Bus', 'Arn'] },
          },
        },
      },
      Everybody: {
        Type: 'AWS::Events::EventBusPolicy',
        DependsOn: 'Policy',
        Properties: {
          EventBusName: { Ref: 'Bus' },
          StatementId: 'other',
          Action: 'events:DescribeRule',
          Principal: '111111111111',
        },
      },
      Role: roleResource({ Service: 'states.amazonaws.com' }),
      Put: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
          Definition: {
            StartAt: 'Put',
            States: {
              Put: {
                Type: 'Task',
                Resource: 'arn:aws:states:::events:putEvents',
                Parameters: {
                  Entries: [
                    { EventBusName: 'garden', Source: 'tea', DetailType: 'Made', Detail: {} },
                  ],
                },
                End: true,
              },
            },
          },
        },
      },
    },
  };
}

test.each([
  ['events:PutEvents', 'SUCCEEDED'],
  ['events:PutRule', 'FAILED'],
] as const)(
  'where the policy of a bus grants %s, putting an event on it has %s',
  async (action, status) => {
    await using cloud = await startCloud({ template: template(action) });
    expectExecution(await cloud.run('Put'), { status });
    const client = cloud.client(EventBridgeClient);
    const { Policy } = await client.send(new DescribeEventBusCommand({ Name: 'garden' }));
    expect(JSON.parse(Policy!).Statement).toMatchObject([{ Sid: 'machine' }, { Sid: 'other' }]);
  },
);

test('a statement beside Action, Principal or Condition is refused', async () => {
  const whole = template('events:PutEvents');
  Object.assign(whole.Resources.Policy.Properties, { Principal: '*' });
  await expect(startCloud({ template: whole })).rejects.toMatchObject({
    why: expect.stringContaining('Statement says it all'),
  });
});

test('a policy whose one statement is no list gets another', async () => {
  await using cloud = await startCloud({
    template: { Resources: { Q: { Type: 'AWS::SQS::Queue' } } },
  });
  const client = cloud.client(EventBridgeClient);
  const Statement = {
    Sid: 'all',
    Effect: 'Allow',
    Principal: '*',
    Action: 'events:*',
    Resource: '*',
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
  await client.send(new PutPermissionCommand({ Policy }));
  const added = { StatementId: 'more', Action: 'events:PutEvents', Principal: '111111111111' };
  await client.send(new PutPermissionCommand(added));
  const described = await client.send(new DescribeEventBusCommand({}));
  expect(JSON.parse(described.Policy!).Statement).toMatchObject([{ Sid: 'all' }, { Sid: 'more' }]);
});
