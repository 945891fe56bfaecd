import { isObject, type Json, type JsonObject } from '../../../core/json.ts';
import type { Strand } from '../../execution/strand.ts';
import { LARGEST_FILE } from '../../ports.ts';
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
      enteredId: strand.enteredId,
      service: 's3',
      action,
      parameters,
      roleArn: run.spec.roleArn,
    });
}

/** The text of an object. Throws States.ItemReaderFailed for one that is too large. */
export async function readObject(caller: Caller, where: JsonObject): Promise<string> {
  const answer = await caller('getObject', where);
  checkLength(answer);
  if (isObject(answer) && typeof answer.Body === 'string') return answer.Body;
  throw readerFailed(`S3 gave no body for ${JSON.stringify(where)}.`);
}

function checkLength(answer: Json): void {
  const length = isObject(answer) ? answer.ContentLength : undefined;
  if (typeof length !== 'number' || length <= LARGEST_FILE) return;
  throw readerFailed(
    `The local cloud reads files of up to ${LARGEST_FILE} bytes, and this one has ${length}.`,
  );
}
