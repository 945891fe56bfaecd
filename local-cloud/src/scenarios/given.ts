import { toAttributes } from './attributes.ts';
import { answerOf, type CallTarget, makeCall, reported } from './call.ts';
import { show } from './expect.ts';
import { deleteObjects, putObject } from './objects.ts';
import type { Pace } from './pace.ts';
import type { Given } from './schema.ts';
import { substitute } from './substitute.ts';
import { deleteItems } from './tables.ts';

export interface GivenTarget extends CallTarget {
  readonly pace: Pick<Pace, 'during' | 'advance'>;
}

/** Makes true what a scenario begins with; says what AWS would not have. */
export async function prepare(target: GivenTarget, given: Given): Promise<string[]> {
  if ('service' in given) {
    return makeCall(target, given, `given: ${given.service}.${given.operation}`);
  }
  if ('put' in given && 'bucket' in given.put) {
    return putObject(target, given.put, `given: put in ${given.put.bucket}`);
  }
  const { at, work } = preparation(target, substitute(given, target.outputs));
  return reported(`given: ${at}`, async () => {
    await work();
    return [];
  });
}

/** What is to be done, and what a problem with it calls it. */
function preparation(target: GivenTarget, given: Exclude<Given, { service: string }>) {
  if ('advance' in given) {
    const { advance } = given;
    return { at: `advance ${advance}`, work: () => target.pace.advance(advance) };
  }
  if ('purge' in given) {
    const input = { QueueUrl: given.purge };
    return { at: `purge ${given.purge}`, work: () => answerOf(target, 'SQS', 'PurgeQueue', input) };
  }
  if ('delete' in given) return deletion(target, given.delete);
  const { table, item } = given.put as Extract<typeof given.put, { table: string }>;
  const input = { TableName: table, Item: toAttributes(item) };
  return { at: `put in ${table}`, work: () => answerOf(target, 'DynamoDB', 'PutItem', input) };
}

function deletion(target: CallTarget, what: Extract<Given, { delete: unknown }>['delete']) {
  if ('prefix' in what) {
    const { bucket, prefix } = what;
    const at = `delete from ${bucket}: ${prefix}`;
    return { at, work: () => deleteObjects(target, bucket, prefix) };
  }
  const { table } = what;
  if ('where' in what) {
    const at = `delete from ${table} where ${show(what.where)}`;
    return { at, work: () => deleteItems(target, table, what.where) };
  }
  const input = { TableName: table, Key: toAttributes(what.key) };
  const at = `delete ${show(what.key)} from ${table}`;
  return { at, work: () => answerOf(target, 'DynamoDB', 'DeleteItem', input) };
}
