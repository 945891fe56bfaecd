import type { Constraint } from '../../core/contract.ts';

/** What the documentation says of members that several operations have. */
const tag = {
  members: { key: { length: [1, 128] }, value: { length: [0, 256] } },
} as const satisfies Constraint;

export const tags = { length: [0, 50], items: tag } as const satisfies Constraint;

const pair = { members: { name: {}, value: {} } } as const satisfies Constraint;

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
export const containerDefinitions = {
  required: true,
  length: [1],
  items: {
    members: {
      name: { length: [1, 255], pattern: '[a-zA-Z0-9_-]+' },
      image: { length: [1] },
      cpu: { range: [0] },
      memory: { range: [6] },
      memoryReservation: { range: [6] },
      essential: {},
      entryPoint: { items: {} },
      command: { items: {} },
      environment: { items: pair },
      stopTimeout: { range: [2, 120] },
      logConfiguration: {
        members: { logDriver: { required: true, enum: ['awslogs'] }, options: { values: {} } },
      },
    },
  },
} as const satisfies Constraint;

export const networkConfiguration = {
  members: {
    awsvpcConfiguration: {
      members: {
        subnets: { required: true, length: [1, 16], items: { pattern: 'subnet-[0-9a-z]+' } },
        securityGroups: { length: [0, 5], items: { pattern: 'sg-[0-9a-z]+' } },
        assignPublicIp: { enum: ['ENABLED', 'DISABLED'] },
      },
    },
  },
} as const satisfies Constraint;

export const overrides = {
  members: {
    containerOverrides: {
      items: {
        members: {
          name: {},
          command: { items: {} },
          environment: { items: pair },
          cpu: { range: [0] },
          memory: { range: [6] },
          memoryReservation: { range: [6] },
        },
      },
    },
    cpu: {},
    memory: {},
    taskRoleArn: {},
    executionRoleArn: {},
  },
} as const satisfies Constraint;

export const nextToken = {} as const satisfies Constraint;
export const maxResults = { range: [1, 100] } as const satisfies Constraint;
export const startedBy = { length: [0, 128] } as const satisfies Constraint;
