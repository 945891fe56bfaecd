import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateStateMachineCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { awsCaller } from '../src/client/aws-caller.ts';
import { measureCoverage } from '../src/coverage/measure.ts';
import { nameOf } from '../src/coverage/points.ts';
import { createCloudWatchLogs } from '../src/services/logs/index.ts';
import { createStepFunctions } from '../src/stepfunctions/service.ts';
import { ACCOUNT, allow, policy, type ServedIam, serveIam, trust } from './support/iam.ts';

const LOG_GROUP = '/aws/vendedlogs/states/measured';
let served: ServedIam;
let states: SFNClient;

beforeEach(async () => {
  served = await serveIam();
  served.cloud.register(createCloudWatchLogs(served.cloud));
  served.cloud.register(createStepFunctions(served.cloud));
  states = new SFNClient(served.config);
  const iam = new IAMClient(served.config);
  const AssumeRolePolicyDocument = trust({ Service: 'states.amazonaws.com' });
  await iam.send(new CreateRoleCommand({ RoleName: 'machine', AssumeRolePolicyDocument }));
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: 'machine',
      PolicyName: 'own',
      PolicyDocument: policy(allow('logs:*'), allow('states:StartExecution')),
    }),
  );
  const logs = new CloudWatchLogsClient(served.config);
  await logs.send(new CreateLogGroupCommand({ logGroupName: LOG_GROUP }));
});
afterEach(() => served.gateway.close());

/** Executes a machine for each input; gives the names of what was not covered. */
async function gaps(type: 'STANDARD' | 'EXPRESS', definition: object, inputs: object[]) {
  const logGroupArn = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:${LOG_GROUP}:*`;
  const { stateMachineArn } = await states.send(
    new CreateStateMachineCommand({
      name: 'measured',
      type,
      definition: JSON.stringify(definition),
      roleArn: `arn:aws:iam::${ACCOUNT}:role/machine`,
      loggingConfiguration: {
        level: 'ALL',
        includeExecutionData: false,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }],
      },
    }),
  );
  for (const input of inputs) {
    await states.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
    await served.cloud.clock.idle();
  }
  const points = await measureCoverage(awsCaller(served.config.endpoint), stateMachineArn!);
  expect(served.problems).toEqual([]);
  return points.filter(({ status }) => status !== 'covered').map(nameOf);
}

const CHOOSE = {
  StartAt: 'Even?',
  States: {
    'Even?': {
      Type: 'Choice',
      Choices: [{ Variable: '$.even', BooleanEquals: true, Next: 'Even' }],
      Default: 'Odd',
    },
    Even: { Type: 'Succeed' },
    Odd: { Type: 'Succeed' },
  },
};

it.each(['STANDARD', 'EXPRESS'] as const)(
  'measures all executions of a %s machine',
  async (type) => {
    expect(await gaps(type, CHOOSE, [{ even: true }, { even: true }])).toEqual([
      'Even?: Default (-> Odd)',
      'Odd',
    ]);
  },
);

it('an EXPRESS machine whose inputs take every way has no gaps', async () => {
  expect(await gaps('EXPRESS', CHOOSE, [{ even: true }, { even: false }])).toEqual([]);
});

it.each(['STANDARD', 'EXPRESS'] as const)(
  'measures the %s child executions of a Distributed Map',
  async (ExecutionType) => {
    const definition = {
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          ItemsPath: '$.items',
          ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType }, ...CHOOSE },
          End: true,
        },
      },
    };
    expect(await gaps('STANDARD', definition, [{ items: [{ even: false }] }])).toEqual([
      'Even?: Choices[0] (-> Even)',
      'Even',
    ]);
  },
);
