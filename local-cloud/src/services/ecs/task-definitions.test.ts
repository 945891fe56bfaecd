import type { RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { beforeEach, describe, expect, test } from 'vitest';
import { failure } from '../testing.ts';
import { sizeOf } from './fargate.ts';
import { DEFINITION, ecsWorld } from './testing.ts';

const [CONTAINER] = DEFINITION.containerDefinitions;
const { logConfiguration, ...SILENT } = CONTAINER;

let ecs: Awaited<ReturnType<typeof ecsWorld>>['ecs'];
beforeEach(async () => {
  ({ ecs } = await ecsWorld());
});

const register = (changes: object = {}) =>
  ecs.RegisterTaskDefinition({ ...DEFINITION, ...changes } as RegisterTaskDefinitionRequest);

test('a family has revisions, and its name stands for the latest that is active', async () => {
  const { taskDefinition } = await register();
  const second = 'arn:aws:ecs:us-east-1:123456789012:task-definition/pack:2';
  expect(taskDefinition).toMatchObject({
    taskDefinitionArn: second,
    revision: 2,
    status: 'ACTIVE',
    containerDefinitions: [{ essential: true, cpu: 0 }],
  });
  await ecs.DeregisterTaskDefinition({ taskDefinition: 'pack:2' });
  const described = await ecs.DescribeTaskDefinition({ taskDefinition: 'pack' });
  expect(described.taskDefinition).toMatchObject({ revision: 1 });
  const inactive = await ecs.ListTaskDefinitions({ status: 'INACTIVE', familyPrefix: 'pack' });
  expect(inactive.taskDefinitionArns).toEqual([second]);
  // Numbers are not used again.
  expect((await register()).taskDefinition?.revision).toBe(3);
});

describe('a definition is refused', () => {
  const log = (options: object) => ({
    containerDefinitions: [{ ...CONTAINER, logConfiguration: { logDriver: 'awslogs', options } }],
  });

  test.each([
    ['for other machines', { requiresCompatibilities: ['EC2'] }, 'lack FARGATE'],
    ['in another network', { networkMode: 'bridge' }, 'Fargate only supports network mode'],
    ['without a size', { cpu: undefined }, "requires that 'cpu' be defined"],
    ['of a size that there is not', { memory: '513' }, '256 CPU, 513 memory'],
    ['with several containers', { containerDefinitions: [SILENT, SILENT] }, 'several containers'],
    [
      'with a container that is not essential',
      { containerDefinitions: [{ ...SILENT, essential: false }] },
      'must be essential',
    ],
    ['without a role for its log', { executionRoleArn: undefined }, 'execution role ARN'],
    ['without a group for its log', log({ 'awslogs-region': 'us-east-1' }), 'awslogs-group'],
    [
      'with what is not honoured of its log',
      log({ ...logConfiguration.options, mode: 'non-blocking' }),
      'does not honour the option mode',
    ],
    ['with what is not honoured', { volumes: [] }, 'the member volumes'],
  ])('%s', async (_, changes, message) => {
    const error = await failure(register(changes));
    expect(error.message).toContain(message);
  });
});

describe('deregistering', () => {
  test.each([
    ['pack', 'Revision is missing.'],
    ['pack:9', 'The specified task definition does not exist.'],
  ])('%s is refused', async (taskDefinition, message) => {
    expect(await failure(ecs.DeregisterTaskDefinition({ taskDefinition }))).toMatchObject({
      message,
    });
  });
});

test.each([
  ['256', '512'],
  ['.25 vCPU', '0.5 GB'],
  ['0.25vCPU', '0.5GB'],
])('Fargate has the size %s, %s', (cpu, memory) => {
  expect(sizeOf(cpu, memory)).toEqual({ cpu: '256', memory: '512' });
});

test.each([
  ['1024', '8192'],
  ['4096', '30720'],
  ['8192', '20480'],
  ['16384', '122880'],
])('Fargate has the size %s, %s MiB', (cpu, memory) => {
  expect(sizeOf(cpu, memory)).toEqual({ cpu, memory });
});

test.each([
  ['256', '4096'],
  ['8192', '17408'],
  ['300', '512'],
  ['much', '512'],
])('Fargate has no size %s, %s', (cpu, memory) => {
  expect(() => sizeOf(cpu, memory)).toThrow('No Fargate configuration exists');
});
