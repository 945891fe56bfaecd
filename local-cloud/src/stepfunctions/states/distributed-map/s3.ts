import { isObject, type Json, type JsonObject } from '../../../core/json.ts';
import type { Strand } from '../../execution/strand.ts';
import { readerFailed } from './parse.ts';

/** Calls S3 operations for a Map state, as the execution's role. */
export type Caller = (action: string, parameters: JsonObject) => Promise<Json>;

export function callerOf(strand: Strand): Caller {
  const { run, node } = strand;
  return (action, parameters) =>
    run.ports.tasks.call({
      executionArn: run.arn,
      stateMachineArn: run.stateMachineArn,
      stateName: node!.name,
      service: 's3',
      action,
      parameters,
      roleArn: run.spec.roleArn,
    });
}

/** The text of an object. */
export async function readObject(caller: Caller, where: JsonObject): Promise<string> {
  const answer = await caller('getObject', where);
  if (isObject(answer) && typeof answer.Body === 'string') return answer.Body;
  throw readerFailed(`S3 gave no body for ${JSON.stringify(where)}.`);
}
