import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  DescribeEndpointCommand,
  SageMakerClient,
  UpdateEndpointCommand,
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test, vi } from 'vitest';
import { captureLogs, lambdaContext } from '../kit/testing.ts';
import { handler as deployModel } from './deploy-model.ts';
import { handler as evaluateModel } from './evaluate-model.ts';
import { handler as generatePredictions } from './generate-predictions.ts';
import { handler as publishJob } from './publish-job.ts';

vi.hoisted(() => {
  process.env.POWERTOOLS_DEV = 'true';
  process.env.DEMAND_BUCKET = 'demand';
  process.env.ENDPOINT_NAME = 'endpoint';
  process.env.LINEAR_LEARNER_IMAGE = 'image';
  process.env.SAGEMAKER_ROLE_ARN = 'role';
});

const s3 = mockClient(S3Client);
const sagemaker = mockClient(SageMakerClient);
const runtime = mockClient(SageMakerRuntimeClient);
beforeEach(() => {
  for (const client of [s3, sagemaker, runtime]) client.reset();
  captureLogs();
});

const RUN = 'runs/run/';

/** The results of a run, as the job has written them. */
function results(files: Readonly<Record<string, string | object>>): void {
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    s3.on(GetObjectCommand, { Bucket: 'demand', Key: `${RUN}${name}` }).resolves({
      Body: { transformToString: async () => text } as never,
    });
  }
}

/** What the model in use says: as many scores as rows were sent, each a tenth of the row's feature. */
function modelInUse(): void {
  runtime.on(InvokeEndpointCommand).callsFake(({ Body }) => {
    const rows = String(Body).split('\n').map(Number);
    const predictions = rows.map((feature) => ({ score: feature / 10 }));
    return { Body: new TextEncoder().encode(JSON.stringify({ predictions })) };
  });
}

const summary = { examples: 720, rejected: 3, known_until: '2024-12-31', naive_rmse: 3 };
const evaluate = (model: string, error = 1) =>
  evaluateModel({ run: RUN, error, model }, lambdaContext());

test('Publish Job writes script and SQL as they are', async () => {
  await publishJob({ script: 'import x\n', sql: "SELECT 'a';\n" }, lambdaContext());
  expect(s3.commandCalls(PutObjectCommand).map(({ args: [{ input }] }) => input)).toEqual([
    { Bucket: 'demand', Key: 'jobs/etl.py', Body: 'import x\n' },
    { Bucket: 'demand', Key: 'jobs/etl.sql', Body: "SELECT 'a';\n" },
  ]);
});

test('Evaluate Model asks no endpoint before there is a model', async () => {
  results({ 'summary.json': summary });
  expect(await evaluate('none')).toEqual({
    isBetter: true,
    reason: 'The new model is good enough.',
    figures:
      'Root mean squared error of the new model: 1000 rides; of the same day a week before: 3000; ' +
      'days learned from: 720, until 2024-12-31; rows rejected: 3',
    rejected: 3,
    knownUntil: '2024-12-31',
  });
  expect(runtime.calls()).toEqual([]);
});

test('Evaluate Model holds both models against the same days, and looks at the new ones', async () => {
  const day = { day: '2025-01-01', state: 'GOOD', label: 2.5, x: [20] };
  results({ 'summary.json': summary, 'validation.csv': '2,10\n4,30\n', 'new.json': [day] });
  modelInUse();
  const { isBetter, figures } = await evaluate('old');
  expect(figures).toContain('of the new model: 1000 rides; of the one in use: 1000;');
  expect(isBetter).toBe(true);
  expect(runtime.commandCalls(InvokeEndpointCommand)[0]!.args[0].input).toMatchObject({
    EndpointName: 'endpoint',
    ContentType: 'text/csv',
    Body: '10\n30\n20',
  });
});

test('Evaluate Model keeps the model in use when the new day is far from what it expects', async () => {
  const day = { day: '2025-01-01', state: 'GOOD', label: 9, x: [20] };
  results({ 'summary.json': summary, 'validation.csv': '2,10\n4,30\n', 'new.json': [day] });
  modelInUse();
  expect(await evaluate('old')).toMatchObject({
    isBetter: false,
    reason: expect.stringContaining('only 0 are as expected'),
  });
});

test('Evaluate Model lets a good model take the place of an endpoint that was deleted', async () => {
  results({ 'summary.json': summary, 'validation.csv': '2,10\n', 'new.json': [] });
  const message = 'Endpoint endpoint of account 123456789012 not found.';
  runtime
    .on(InvokeEndpointCommand)
    .rejects(Object.assign(new Error(message), { name: 'ValidationError' }));
  expect(await evaluate('old')).toMatchObject({ isBetter: true });
});

test('Evaluate Model fails when the endpoint does', async () => {
  results({ 'summary.json': summary, 'validation.csv': '2,10\n', 'new.json': [] });
  runtime.on(InvokeEndpointCommand).rejects(new Error('out of order'));
  await expect(evaluate('old')).rejects.toThrow('out of order');
});

const refusal = (message: string) =>
  Object.assign(new Error(message), { name: 'ValidationException' });
const missing = refusal('Could not find endpoint "arn".');
const deploy = (retired = 'none') =>
  deployModel({ model: 'new', artifact: 's3://demand/models/new', retired }, lambdaContext());

test('Deploy Model creates model, configuration and endpoint', async () => {
  sagemaker.on(DescribeEndpointCommand).rejects(missing);
  expect(await deploy()).toEqual({ endpoint: 'endpoint' });
  expect(sagemaker.calls().map(({ args: [{ input }] }) => input)).toEqual([
    {
      ModelName: 'new',
      ExecutionRoleArn: 'role',
      PrimaryContainer: { Image: 'image', ModelDataUrl: 's3://demand/models/new' },
    },
    {
      EndpointConfigName: 'new',
      ProductionVariants: [
        {
          VariantName: 'model',
          ModelName: 'new',
          ServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 2 },
        },
      ],
    },
    { EndpointName: 'endpoint' },
    { EndpointName: 'endpoint', EndpointConfigName: 'new' },
  ]);
  expect(sagemaker.commandCalls(CreateEndpointCommand)).toHaveLength(1);
});

test('Deploy Model updates the endpoint that there is, and deletes the model before the last', async () => {
  const endpoint = { EndpointStatus: 'InService', EndpointConfigName: 'old' } as const;
  sagemaker.on(DescribeEndpointCommand).resolves(endpoint);
  await deploy('oldest');
  expect(sagemaker.commandCalls(CreateEndpointCommand)).toEqual([]);
  expect(sagemaker.commandCalls(UpdateEndpointCommand)).toHaveLength(1);
  expect(
    sagemaker.commandCalls(DeleteEndpointConfigCommand, { EndpointConfigName: 'oldest' }),
  ).toHaveLength(1);
  expect(sagemaker.commandCalls(DeleteModelCommand, { ModelName: 'oldest' })).toHaveLength(1);
});

test.each([
  ['is under way', { EndpointStatus: 'Updating', EndpointConfigName: 'old' }],
  ['answers by the new model', { EndpointStatus: 'InService', EndpointConfigName: 'new' }],
] as const)(
  'Deploy Model goes on where an earlier attempt came to: the endpoint %s',
  async (_, endpoint) => {
    sagemaker
      .on(CreateModelCommand)
      .rejects(refusal('Cannot create already existing model "arn".'));
    sagemaker
      .on(CreateEndpointConfigCommand)
      .rejects(refusal('Cannot create already existing endpoint configuration "arn".'));
    sagemaker.on(DescribeEndpointCommand).resolves(endpoint);
    sagemaker
      .on(DeleteEndpointConfigCommand)
      .rejects(refusal('Could not find endpoint configuration.'));
    sagemaker.on(DeleteModelCommand).rejects(refusal('Could not find model "arn".'));
    expect(await deploy('oldest')).toEqual({ endpoint: 'endpoint' });
    expect(sagemaker.commandCalls(UpdateEndpointCommand)).toEqual([]);
  },
);

test('Deploy Model fails on what SageMaker refuses otherwise', async () => {
  sagemaker.on(CreateModelCommand).rejects(refusal('Could not access model data at s3://.'));
  await expect(deploy()).rejects.toThrow('Could not access model data');
});

test('Generate Predictions writes the days to come, in rides, by the name of the first', async () => {
  results({
    'days.json': [
      { day: '2025-01-01', x: [12.3] },
      { day: '2025-01-02', x: [150] },
    ],
  });
  modelInUse();
  expect(await generatePredictions({ run: RUN }, lambdaContext())).toEqual({
    key: 'predictions/2025-01-01.csv',
  });
  expect(s3.commandCalls(PutObjectCommand)[0]!.args[0].input).toMatchObject({
    Bucket: 'demand',
    Key: 'predictions/2025-01-01.csv',
    Body: 'date,ridership\n2025-01-01,1230\n2025-01-02,15000\n',
  });
});

test.each([
  ['a result that is none', 'nonsense'],
  ['no day', []],
])('Generate Predictions fails for %s', async (_, days) => {
  results({ 'days.json': days });
  await expect(generatePredictions({ run: RUN }, lambdaContext())).rejects.toThrow(
    'The result runs/run/days.json is not what is expected.',
  );
});

test.each([
  ['Publish Job', publishJob, { script: 'x' }],
  ['Evaluate Model', evaluateModel, { run: 'elsewhere/', error: 1, model: 'none' }],
  ['Deploy Model', deployModel, { model: 'new' }],
  ['Generate Predictions', generatePredictions, { run: '../runs/x/' }],
])(
  '%s fails with UnexpectedPayload for what its state never sends',
  async (_, handler, payload) => {
    await expect(handler(payload, lambdaContext())).rejects.toMatchObject({
      name: 'UnexpectedPayload',
    });
  },
);
