import type { Json, JsonObject } from '../../core/json.ts';
import { isWork } from './node.ts';
import type { Run } from './run.ts';
import type { Strand } from './strand.ts';

/** The item an iteration of a Map works on: `Map.Item` of the context object. */
export interface MapItem {
  readonly Index: number;
  readonly Value: Json;
  /** Of the pair, where the items are an object's. */
  readonly Key?: string;
  /** Distributed only: `STATE_DATA`, or the S3 URI the item was read from. */
  readonly Source?: string;
}

export function isoTime(time: number): string {
  return new Date(time).toISOString();
}

/** `Execution` and `StateMachine` of the context object. */
export function executionContext(run: Run): JsonObject {
  const { arn, name, spec, payload, startDate, redriveCount, redriveDate } = run;
  return {
    Execution: {
      Id: arn,
      Input: payload.value,
      StartTime: isoTime(startDate),
      Name: name,
      RoleArn: spec.roleArn,
      ...(spec.sync === true ? {} : { RedriveCount: redriveCount }),
      ...(redriveDate === undefined ? {} : { RedriveTime: isoTime(redriveDate) }),
    },
    StateMachine: { Id: run.stateMachineArn, Name: spec.stateMachineName },
  };
}

/**
 * The context object as a strand's state sees it now.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
 */
export function contextObject(strand: Strand): JsonObject {
  const { run, node } = strand;
  if (run.spec.context !== undefined) return run.spec.context;
  const context: JsonObject = { ...run.context() };
  if (node !== undefined) {
    const state: JsonObject = { Name: node.name, EnteredTime: isoTime(strand.enteredAt) };
    if (isWork(node)) state.RetryCount = strand.retryCount;
    context.State = state;
  }
  if (strand.token !== undefined) context.Task = { Token: strand.token };
  const item = strand.item;
  if (item !== undefined) context.Map = { Item: { ...item } };
  return context;
}
