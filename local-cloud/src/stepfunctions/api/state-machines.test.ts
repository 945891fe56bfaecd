import { beforeEach, expect, test } from 'vitest';
import { AwsError } from '../../core/errors.ts';
import { definition, LOG_GROUP, passing, ROLE, TestApi, waiting } from './testing.ts';

const ORDERS = 'arn:aws:states:us-east-1:123456789012:stateMachine:orders';
let api: TestApi;
beforeEach(() => {
  api = new TestApi();
});

test('a state machine is described as it was created', async () => {
  expect(await api.create('orders')).toBe(ORDERS);
  expect(await api.send('DescribeStateMachine', { stateMachineArn: ORDERS })).toEqual({
    stateMachineArn: ORDERS,
    name: 'orders',
    status: 'ACTIVE',
    type: 'STANDARD',
    creationDate: new Date('2026-01-02T03:04:05.678Z'),
    definition: passing(),
    roleArn: ROLE,
    loggingConfiguration: { level: 'OFF', includeExecutionData: false },
    tracingConfiguration: { enabled: false },
    encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
  });
});

test('the definition is left out when only metadata is asked for', async () => {
  await api.create('orders');
  const described = await api.send('DescribeStateMachine', {
    stateMachineArn: ORDERS,
    includedData: 'METADATA_ONLY',
  });
  expect(described.definition).toBe('{}');
});

test('creating the same again gives the same, also with another role', async () => {
  await api.create('orders');
  await api.clock.advance(1000);
  const again = await api.send('CreateStateMachine', {
    name: 'orders',
    definition: passing(),
    roleArn: `${ROLE}-2`,
  });
  expect(again.creationDate).toEqual(new Date('2026-01-02T03:04:05.678Z'));
});

test.each([
  ['definition', { definition: passing({ other: 1 }) }],
  ['type', { type: 'EXPRESS' }],
  ['tracing', { tracingConfiguration: { enabled: true } }],
])('creating another with the same name and another %s is refused', async (_, more) => {
  await api.create('orders');
  expect(
    await api.refusal('CreateStateMachine', {
      name: 'orders',
      definition: passing(),
      roleArn: ROLE,
      ...more,
    }),
  ).toEqual({
    code: 'StateMachineAlreadyExists',
    message: `State Machine Already Exists: '${ORDERS}'`,
  });
});

test.each([
  ['or ders', 'InvalidName', "Invalid Name: 'or ders'"],
  ['a/b', 'InvalidName', "Invalid Name: 'a/b'"],
  ['a:b', 'InvalidName', "Invalid Name: 'a:b'"],
  ['a\u0007', 'InvalidName', "Invalid Name: 'a\u0007'"],
  [
    '',
    'ValidationException',
    "1 validation error detected: Value '' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  [
    'x'.repeat(81),
    'ValidationException',
    `1 validation error detected: Value '${'x'.repeat(81)}' at 'name' failed to satisfy constraint: Member must have length less than or equal to 80`,
  ],
])('the name %j is refused', async (name, code, message) => {
  const input = { name, definition: passing(), roleArn: ROLE };
  expect(await api.refusal('CreateStateMachine', input)).toEqual({ code, message });
});

test('everything that is missing is told at once', async () => {
  expect(await api.refusal('CreateStateMachine', {})).toEqual({
    code: 'ValidationException',
    message:
      "3 validation errors detected: Value null at 'name' failed to satisfy constraint: Member must not be null; Value null at 'definition' failed to satisfy constraint: Member must not be null; Value null at 'roleArn' failed to satisfy constraint: Member must not be null",
  });
});

test.each([
  [
    { roleArn: 'machine' },
    { code: 'InvalidArn', message: "Invalid Arn: 'Invalid Role Arn: machine'" },
  ],
  [
    { definition: '' },
    {
      code: 'ValidationException',
      message:
        "1 validation error detected: Value at 'definition' failed to satisfy constraint: Member must have length greater than or equal to 1",
    },
  ],
  [
    { definition: `"${'x'.repeat(1_048_576)}"` },
    {
      code: 'ValidationException',
      message:
        "1 validation error detected: Value at 'definition' failed to satisfy constraint: Member must have length less than or equal to 1048576",
    },
  ],
  [
    { definition: '{"StartAt": "A"}' },
    {
      code: 'InvalidDefinition',
      message:
        "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /'",
    },
  ],
  [
    { versionDescription: 'first' },
    {
      code: 'ValidationException',
      message: 'Version description can only be set when publish is true',
    },
  ],
])('CreateStateMachine refuses %j', async (more, refusal) => {
  const input = { name: 'orders', definition: passing(), roleArn: ROLE, ...more };
  expect(await api.refusal('CreateStateMachine', input)).toEqual(refusal);
});

test('keys of the customer and members that are not served are refused by name', async () => {
  const input = { name: 'orders', definition: passing(), roleArn: ROLE };
  const encryptionConfiguration = { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: 'k' };
  const key = await api.refusal('CreateStateMachine', { ...input, encryptionConfiguration });
  const member = await api.refusal('CreateStateMachine', { ...input, colour: 'red' });
  expect(key.message).toContain('encryptionConfiguration with the type CUSTOMER_MANAGED_KMS_KEY');
  expect(member.message).toContain('the member colour of CreateStateMachine');
});

test('the role must trust Step Functions', async () => {
  api.answers['STS.AssumeRole'] = () => {
    throw new AwsError('AccessDenied', 'states.amazonaws.com may not sts:AssumeRole');
  };
  const input = { name: 'orders', definition: passing(), roleArn: ROLE };
  const refusal = await api.refusal('CreateStateMachine', input);
  expect(refusal.code).toBe('AccessDeniedException');
  expect(refusal.message).toMatch(
    /^Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role\./,
  );
});

test('a trust policy may name the machine: Step Functions assumes the role in its name', async () => {
  const stateMachineArn = await api.create('orders');
  await api.send('UpdateStateMachine', { stateMachineArn, roleArn: ROLE });
  const assumed = api.calls.filter(({ operation }) => operation === 'STS.AssumeRole');
  expect(assumed.map(({ principal }) => principal.sourceArn)).toEqual([ORDERS, ORDERS]);
});

test.each([
  [
    'states:startExecution.sync:2',
    { StateMachineArn: ORDERS },
    'StepFunctionsGetEventsForStepFunctionsExecutionRule',
  ],
  ['ecs:runTask.sync', { TaskDefinition: 'pack' }, 'StepFunctionsGetEventsForECSTaskRule'],
])('a role that may not make the rule for %s is refused', async (resource, Parameters, rule) => {
  const task = {
    Type: 'Task',
    Resource: `arn:aws:states:::${resource}`,
    Parameters,
    End: true,
  } as const;
  const text = definition({ Work: { ...task } });
  await api.create('orders', text);
  expect(api.authorized).toContain(
    `EventBridge events:PutRule arn:aws:events:us-east-1:123456789012:rule/${rule}`,
  );
  api.denied.add('events:PutTargets');
  const refusal = await api.refusal('CreateStateMachine', {
    name: 'more',
    definition: text,
    roleArn: ROLE,
  });
  expect(refusal.message).toMatch(/^'.*role\/machine' is not authorized to create managed-rule\./);
});

test.each(['ALL', 'ERROR', 'FATAL'])('level %s needs exactly one destination', async (level) => {
  expect(
    await api.refusal('CreateStateMachine', {
      name: 'orders',
      definition: passing(),
      roleArn: ROLE,
      loggingConfiguration: { level },
    }),
  ).toEqual({
    code: 'InvalidLoggingConfiguration',
    message: 'Invalid Logging Configuration: Must specify exactly one Log Destination.',
  });
});

test.each([
  ['is not there', LOG_GROUP],
  ['has an ARN that does not end with :*', LOG_GROUP.replace(/:\*$/, '')],
  ['is in another region', LOG_GROUP.replace('us-east-1', 'eu-west-1')],
  ['is of another account', LOG_GROUP.replace('123456789012', '210987654321')],
])('a log group that %s is refused', async (problem, logGroupArn) => {
  const logGroups = problem === 'is not there' ? [] : [{ logGroupName: LOG_GROUP.split(':')[6] }];
  api.answers['CloudWatch Logs.DescribeLogGroups'] = () => ({ logGroups });
  const refusal = await api.refusal('CreateStateMachine', {
    name: 'orders',
    definition: passing(),
    roleArn: ROLE,
    loggingConfiguration: {
      level: 'ALL',
      destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }],
    },
  });
  expect(refusal.message).toBe('Invalid Logging Configuration: Log Destination not found.');
});

test('a level that there is not is refused with those that there are', async () => {
  const refusal = await api.refusal('CreateStateMachine', {
    name: 'orders',
    definition: passing(),
    roleArn: ROLE,
    loggingConfiguration: { level: 'SOME' },
  });
  expect(refusal.message).toContain('Member must satisfy enum value set: [ALL, ERROR, FATAL, OFF]');
});

test.each([
  ['DescribeStateMachine', { stateMachineArn: 'nope' }, 'Invalid ARN prefix: nope'],
  ['DescribeStateMachine', { stateMachineArn: 'arn:aws:s3:::b' }, 'Invalid ARN: arn:aws:s3:::b'],
  [
    'DescribeStateMachine',
    { stateMachineArn: 'arn:aws:states:us-east-1:123456789012:activity:a' },
    'Resource type not valid in this context: activity',
  ],
  ['DeleteStateMachine', { stateMachineArn: 'nope' }, 'Invalid ARN prefix: nope'],
  ['UpdateStateMachine', { stateMachineArn: 'nope' }, 'Invalid ARN prefix: nope'],
])('%s refuses %j', async (operation, input, reason) => {
  expect(await api.refusal(operation, input)).toEqual({
    code: 'InvalidArn',
    message: `Invalid Arn: '${reason}'`,
  });
});

test.each(['DescribeStateMachine', 'UpdateStateMachine', 'StartExecution', 'ListExecutions'])(
  '%s of a state machine that is not there says so',
  async (operation) => {
    expect(await api.refusal(operation, { stateMachineArn: ORDERS })).toEqual({
      code: 'StateMachineDoesNotExist',
      message: `State Machine Does Not Exist: '${ORDERS}'`,
    });
  },
);

test.each([
  ['us-east-1', 'eu-west-1'],
  ['123456789012', '210987654321'],
])('an ARN with another place than %s names nothing here', async (here, elsewhere) => {
  await api.create('orders');
  const stateMachineArn = ORDERS.replace(here, elsewhere);
  for (const operation of ['DescribeStateMachine', 'StartExecution']) {
    const { code } = await api.refusal(operation, { stateMachineArn });
    expect(code).toBe('StateMachineDoesNotExist');
  }
});

test('an update makes a revision, one that changes nothing makes none', async () => {
  await api.create('orders');
  const first = await api.send('UpdateStateMachine', {
    stateMachineArn: ORDERS,
    definition: passing(2),
  });
  const second = await api.send('UpdateStateMachine', {
    stateMachineArn: ORDERS,
    definition: passing(2),
  });
  expect(first.revisionId).toMatch(/^[-0-9a-f]{36}$/);
  expect(second.revisionId).toBe(first.revisionId);
  const described = await api.send('DescribeStateMachine', { stateMachineArn: ORDERS });
  expect(described).toMatchObject({ revisionId: first.revisionId, definition: passing(2) });
});

test('an update of nothing is refused', async () => {
  await api.create('orders');
  expect(await api.refusal('UpdateStateMachine', { stateMachineArn: ORDERS })).toEqual({
    code: 'MissingRequiredParameter',
    message:
      'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
  });
});

test('executions keep the revision that they began with', async () => {
  await api.create('orders', waiting(60));
  const executionArn = await api.start(ORDERS);
  await api.send('UpdateStateMachine', { stateMachineArn: ORDERS, definition: passing() });
  const described = await api.send('DescribeStateMachineForExecution', { executionArn });
  expect(described.definition).toBe(waiting(60));
});

test('a state machine with running executions is DELETING until they have ended', async () => {
  await api.create('orders', waiting(60));
  await api.start(ORDERS);
  await api.send('DeleteStateMachine', { stateMachineArn: ORDERS });
  const described = await api.send('DescribeStateMachine', { stateMachineArn: ORDERS });
  expect(described.status).toBe('DELETING');
  for (const [operation, input] of [
    ['StartExecution', { stateMachineArn: ORDERS }],
    ['UpdateStateMachine', { stateMachineArn: ORDERS, definition: passing() }],
    ['CreateStateMachine', { name: 'orders', definition: passing(), roleArn: ROLE }],
    ['PublishStateMachineVersion', { stateMachineArn: ORDERS }],
  ] as const) {
    expect((await api.refusal(operation, input)).code).toBe('StateMachineDeleting');
  }
  await api.clock.advance(60_000);
  const gone = await api.refusal('DescribeStateMachine', { stateMachineArn: ORDERS });
  expect(gone.code).toBe('StateMachineDoesNotExist');
});

test('deleting what is not there succeeds', async () => {
  expect(await api.send('DeleteStateMachine', { stateMachineArn: ORDERS })).toEqual({});
});

test('state machines are listed page by page in the order of their creation', async () => {
  for (const name of ['a', 'b', 'c']) await api.create(name);
  const first = await api.send('ListStateMachines', { maxResults: 2 });
  const second = await api.send('ListStateMachines', { maxResults: 2, nextToken: first.nextToken });
  const names = (page: typeof first) =>
    (page.stateMachines as { name: string }[]).map((m) => m.name);
  expect([names(first), names(second)]).toEqual([['a', 'b'], ['c']]);
  expect(second.nextToken).toBeUndefined();
});

test('a page goes on after the last item even if that was deleted', async () => {
  const arns = [];
  for (const name of ['a', 'b', 'c']) arns.push(await api.create(name));
  const first = await api.send('ListStateMachines', { maxResults: 1 });
  await api.send('DeleteStateMachine', { stateMachineArn: arns[1] });
  const second = await api.send('ListStateMachines', { nextToken: first.nextToken });
  expect(second.stateMachines).toMatchObject([{ name: 'c' }]);
});

test.each([
  [
    { nextToken: 'InvalidToken' },
    { code: 'InvalidToken', message: "Invalid Token: 'Invalid token'" },
  ],
  [
    { maxResults: 1001 },
    {
      code: 'ValidationException',
      message:
        "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000",
    },
  ],
])('ListStateMachines refuses %j', async (input, refusal) => {
  expect(await api.refusal('ListStateMachines', input)).toEqual(refusal);
});

test('the variables that states refer to are told', async () => {
  const text = definition(
    {
      Set: { Type: 'Pass', Assign: { total: 1, name: 'x' }, Next: 'Use' },
      Use: {
        Type: 'Pass',
        Output: "{% $sum([$total, 1]) & 'not $name' & $states.input.name %}",
        End: true,
      },
    },
    { QueryLanguage: 'JSONata' },
  );
  await api.create('orders', text);
  const described = await api.send('DescribeStateMachine', { stateMachineArn: ORDERS });
  expect(described.variableReferences).toEqual({ Use: ['total'] });
});

test('a definition is validated without creating anything', async () => {
  expect(await api.send('ValidateStateMachineDefinition', { definition: passing() })).toEqual({
    result: 'OK',
    diagnostics: [],
    truncated: false,
  });
  const bad = await api.send('ValidateStateMachineDefinition', { definition: '{}' });
  expect(bad.result).toBe('FAIL');
  expect(bad.diagnostics).toMatchObject([{ severity: 'ERROR' }]);
});

test('operations that a service does not have are refused, where the service is known', async () => {
  const task = (resource: string) => {
    const Resource = `arn:aws:states:::aws-sdk:${resource}`;
    return { Type: 'Task', Resource, End: true };
  };
  const validated = (resource: string) =>
    api.send('ValidateStateMachineDefinition', {
      definition: JSON.stringify({ StartAt: 'A', States: { A: task(resource) } }),
    });
  for (const resource of ['s3:getObjec', 'dynamodb:getItemm', 'sfn:startexecution']) {
    expect(await validated(resource)).toMatchObject({
      result: 'FAIL',
      diagnostics: [
        {
          code: 'SCHEMA_VALIDATION_FAILED',
          message: `The resource provided arn:aws:states:::aws-sdk:${resource} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`,
          location: '/States/A/Resource',
        },
      ],
    });
  }
  for (const resource of ['s3:getObject', 'kinesis:subscribeToShard', 'redshiftdata:perform']) {
    expect(await validated(resource)).toMatchObject({ result: 'OK' });
  }
  const definition = JSON.stringify({
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        ItemProcessor: { StartAt: 'A', States: { A: task('sqs:sendMesage.waitForTaskToken') } },
        End: true,
      },
    },
  });
  const input = { name: 'orders', definition, roleArn: ROLE };
  expect(await api.refusal('CreateStateMachine', input)).toMatchObject({
    code: 'InvalidDefinition',
    message: expect.stringContaining('sqs:sendMesage.waitForTaskToken is not recognized.'),
  });
});

test('parameters that the operation does not have are refused, wherever they are', async () => {
  const call = (Resource: string, more: object) => ({ Type: 'Task', Resource, End: true, ...more });
  const States = {
    Send: call('arn:aws:states:::aws-sdk:sqs:sendMessage', {
      Parameters: {
        'queueUrl.$': '$.url',
        MessageBody: 'x',
        MessageAttributes: { any: { Kind: 1 } },
      },
    }),
    Put: call('arn:aws:states:::events:putEvents', {
      QueryLanguage: 'JSONata',
      Arguments: { Entries: ['{% $e %}', { Source: 'a', Sort: 'b' }] },
    }),
    Known: call('arn:aws:states:::dynamodb:getItem', {
      Parameters: { TableName: 't', Key: { 'id.$': '$.id' } },
    }),
  };
  const definition = JSON.stringify({
    StartAt: 'Both',
    States: {
      Both: {
        Type: 'Parallel',
        Branches: Object.entries(States).map(([name, state]) => ({
          StartAt: name,
          States: { [name]: state },
        })),
        End: true,
      },
    },
  });
  const { diagnostics } = await api.send('ValidateStateMachineDefinition', { definition });
  const at = (branch: number, place: string) => `/States/Both/Branches[${branch}]/States/${place}`;
  expect(diagnostics).toEqual(
    [
      ['queueUrl', at(0, 'Send/Parameters')],
      ['Kind', at(0, 'Send/Parameters/MessageAttributes/any')],
      ['Sort', at(1, 'Put/Arguments/Entries[1]')],
    ].map(([field, location]) => ({
      severity: 'ERROR',
      code: 'SCHEMA_VALIDATION_FAILED',
      message: `The field "${field}" is not supported by Step Functions`,
      location,
    })),
  );
  const input = { name: 'orders', definition, roleArn: ROLE };
  expect(await api.refusal('CreateStateMachine', input)).toMatchObject({
    code: 'InvalidDefinition',
  });
});

test('creating needs the right to create, to publish, to tag and to pass the role', () => {
  expect(
    api.permissions('CreateStateMachine', {
      name: 'orders',
      roleArn: ROLE,
      publish: true,
      tags: [{ key: 'a', value: 'b' }],
    }),
  ).toEqual([
    `states:CreateStateMachine ${ORDERS}`,
    `states:PublishStateMachineVersion ${ORDERS}`,
    `states:TagResource ${ORDERS}`,
    `iam:PassRole ${ROLE}`,
  ]);
});
