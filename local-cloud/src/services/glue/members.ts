import type { Constraint } from '../../core/contract.ts';

/**
 * What the API model says of members that several operations have.
 *
 * https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-job.html
 */
const LINE = '[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\t]*';

export const name = {
  required: true,
  length: [1, 255],
  pattern: LINE,
} as const satisfies Constraint;
const workerTypes = ['Standard', 'G.1X', 'G.2X', 'G.025X', 'G.4X', 'G.8X', 'Z.2X'] as const;

/** Of a run, beside what its job says. */
export const resources = {
  // Seven days at most.
  Timeout: { range: [1, 10_080] },
  MaxCapacity: { fraction: true },
  NumberOfWorkers: {},
  WorkerType: { enum: workerTypes },
} as const satisfies Readonly<Record<string, Constraint>>;

/** What CreateJob and UpdateJob say of a job. */
export const job = {
  JobRunQueuingEnabled: {},
  Description: { length: [0, 2048] },
  Role: { required: true },
  ExecutionProperty: { members: { MaxConcurrentRuns: { range: [1] } } },
  Command: {
    required: true,
    members: {
      Name: { required: true },
      ScriptLocation: { required: true, length: [0, 400_000] },
      PythonVersion: { pattern: '^([2-3]|3[.]9)$' },
    },
  },
  DefaultArguments: { values: {} },
  MaxRetries: { range: [0, 10] },
  GlueVersion: { length: [1, 255], pattern: '^(\\w+\\.)+\\w+$' },
  ...resources,
} as const satisfies Readonly<Record<string, Constraint>>;
