import { DescribeEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { expect, test } from 'vitest';
import { expectExecution, startCloud } from '../src/index.ts';

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
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: 'states.amazonaws.com' },
                Action: 'sts:AssumeRole',
              },
            ],
          },
        },
      },
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
