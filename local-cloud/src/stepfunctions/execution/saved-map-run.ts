import * as z from 'zod';
import { given, shape } from '../../core/state.ts';
import type { Failure } from './failure.ts';
import { TEST_CASE } from './mocked-states.ts';
import { SAVED_EXECUTION, type SavedExecution } from './saved.ts';
import type { MapRun, MapRunCounts, StartSpec } from './types.ts';

/** What an execution was started with, but for what its definition says. */
export type SavedSpec = Omit<StartSpec, 'machine' | 'variables' | 'context' | 'inspect'>;

export const SAVED_SPEC = shape<SavedSpec>({
  arn: z.string(),
  name: z.string(),
  stateMachineArn: z.string(),
  stateMachineName: z.string(),
  stateMachineVersionArn: z.string().optional(),
  stateMachineAliasArn: z.string().optional(),
  type: z.enum(['STANDARD', 'EXPRESS']),
  input: z.string(),
  roleArn: z.string(),
  traceHeader: z.string().optional(),
  mapRunArn: z.string().optional(),
  sync: z.boolean().optional(),
  testCase: TEST_CASE.optional(),
});

/** The spec of a child of a Map Run has no members of its own. */
export function specOf(spec: StartSpec): SavedSpec {
  const { arn, name, stateMachineArn, stateMachineName, type, input, roleArn } = spec;
  const { stateMachineVersionArn, stateMachineAliasArn, traceHeader, mapRunArn, sync, testCase } =
    spec;
  return {
    ...{ arn, name, stateMachineArn, stateMachineName, type, input, roleArn },
    ...(stateMachineVersionArn && { stateMachineVersionArn }),
    ...(stateMachineAliasArn && { stateMachineAliasArn }),
    ...(traceHeader && { traceHeader }),
    ...(mapRunArn && { mapRunArn }),
    ...(sync && { sync }),
    ...(testCase && { testCase }),
  };
}

/** A Map Run with its child executions, as it is saved. */
export interface SavedMapRun
  extends Pick<MapRun, 'arn' | 'status' | 'startDate' | 'maxConcurrency' | 'redriveCount'> {
  /** The name of its Map state. */
  readonly state: string;
  readonly stopDate: number | undefined;
  readonly redriveDate: number | undefined;
  readonly failure: Failure | undefined;
  readonly tolerance: {
    readonly count: number | undefined;
    readonly percentage: number | undefined;
  };
  readonly itemCounts: MapRunCounts;
  readonly executionCounts: MapRunCounts;
  /** What each child is started with, as JSON text, and how many items that is. */
  readonly portions: readonly { readonly input: string; readonly items: number }[];
  /** How many of them were given to a child. */
  readonly begun: number;
  /** Which children wait to be redriven. */
  readonly again: readonly number[];
  readonly children: readonly { readonly spec: SavedSpec; readonly execution: SavedExecution }[];
}

export interface KeptMapRun extends MapRun {
  save(): SavedMapRun;
}

export const SAVED_MAP_RUN: z.ZodType<SavedMapRun> = z.lazy(() =>
  shape<SavedMapRun>({
    state: z.string(),
    arn: z.string(),
    status: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'ABORTED']),
    startDate: z.number(),
    stopDate: z.number().optional(),
    redriveCount: z.number(),
    redriveDate: z.number().optional(),
    maxConcurrency: z.number(),
    failure: given<Failure>().optional(),
    tolerance: given(),
    itemCounts: given(),
    executionCounts: given(),
    portions: z.array(z.strictObject({ input: z.string(), items: z.number() })),
    begun: z.number(),
    again: z.array(z.number()),
    children: z.array(z.strictObject({ spec: SAVED_SPEC, execution: SAVED_EXECUTION })),
  }),
);
