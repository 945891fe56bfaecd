import { NormalizedSchema } from '@smithy/core/schema';
import { expect, test } from 'vitest';
import { CloudClock } from '../../core/cloud-clock.ts';
import { AwsError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { SeededRandom } from '../../core/random.ts';
import type { IntegrationPorts } from './attempt.ts';
import type { AwsCalls, OperationShape } from './aws-calls.ts';
import { createTasks } from './tasks.ts';
import { requestFor, Seen } from './testing.ts';

/** Members of these operations, as in their API models; what is inside of them is any JSON. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  createTrainingJob: ['TrainingJobName', 'TrainingJobArn'],
  describeTrainingJob: ['TrainingJobName', 'TrainingJobStatus', 'ModelArtifacts'],
  listTags: ['ResourceArn', 'Tags'],
  stopTrainingJob: ['TrainingJobName'],
};
const DOCUMENT = 15;

function shapeOf(service: string, action: string): OperationShape | undefined {
  const names = MEMBERS[action];
  if (names === undefined) return undefined;
  const types = names.map(() => DOCUMENT);
  const schema = NormalizedSchema.of([3, service, action, 0, [...names], types] as never);
  const operation = action.charAt(0).toUpperCase() + action.slice(1);
  return { sdkId: service, operation, input: schema, output: schema, error: () => undefined };
}

function world(answers: Readonly<Record<string, () => JsonObject>>) {
  const clock = new CloudClock({ frozen: true, start: 0 });
  const calls: { operation: string; input: object; at: number }[] = [];
  const services: AwsCalls = {
    call: async (_caller, _sdkId, operation, input) => {
      calls.push({ operation, input, at: clock.now() });
      return answers[operation]?.() ?? {};
    },
    shape: async (service, action) => shapeOf(service, action),
    knownShape: shapeOf,
    lacks: () => false,
  };
  const tasks = createTasks({
    calls: services,
    clock,
    random: new SeededRandom('jobs'),
  } as Partial<IntegrationPorts> as IntegrationPorts);
  const start = async (resource: string, parameters: JsonObject) => {
    const seen = new Seen();
    seen.cancel = tasks.start(requestFor(resource, parameters), seen).cancel;
    await clock.idle();
    return seen;
  };
  return { clock, calls, start };
}

const SAGEMAKER = 'arn:aws:states:::sagemaker:createTrainingJob.sync';

test('a training job is known by its name, and its description is the result', async () => {
  const { clock, calls, start } = world({
    CreateTrainingJob: () => ({ TrainingJobArn: 'arn:job' }),
    DescribeTrainingJob: () => ({
      TrainingJobStatus: 'Completed',
      ModelArtifacts: { S3ModelArtifacts: 's3://b/model.tar.gz' },
    }),
  });
  const seen = await start(SAGEMAKER, { TrainingJobName: 'train-1' });
  await clock.advance(1000);
  expect(calls.slice(1)).toMatchObject([
    { operation: 'ListTags', input: { ResourceArn: 'arn:job' } },
    { operation: 'DescribeTrainingJob', input: { TrainingJobName: 'train-1' } },
  ]);
  expect(seen.output).toMatchObject({ TrainingJobStatus: 'Completed' });
});

test('the role needs all that AWS documents for .sync, sagemaker:ListTags among it', async () => {
  const { clock, start } = world({
    CreateTrainingJob: () => ({ TrainingJobArn: 'arn:job' }),
    ListTags: () => {
      throw new AwsError('AccessDeniedException', 'No.');
    },
  });
  const seen = await start(SAGEMAKER, { TrainingJobName: 'train-1' });
  await clock.advance(1000);
  expect(seen.failure).toMatchObject({ error: 'SageMaker.AmazonSageMakerException' });
});

test('a refusal of SageMaker has its own name', async () => {
  const { start } = world({
    CreateTrainingJob: () => {
      throw new AwsError('ValidationException', 'No such image');
    },
  });
  const seen = await start(SAGEMAKER, { TrainingJobName: 'train-1' });
  expect(seen.failure).toMatchObject({
    error: 'SageMaker.AmazonSageMakerException',
    phase: 'submit',
  });
});
