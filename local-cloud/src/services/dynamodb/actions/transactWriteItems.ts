import type {
  CancellationReason,
  TransactWriteItem,
  TransactWriteItemsInput,
  TransactWriteItemsOutput,
} from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { nextTurn } from '../../../core/turns.ts';
import { EmptyKeyValue, noSuchTable, validation } from '../errors.ts';
import { withUsablePlaceholders } from '../expressions/members.ts';
import { cancelled, repeated } from '../items/cancellation.ts';
import { Consumption, readUnits } from '../items/capacity.ts';
import { collectionsOf } from '../items/collections.ts';
import { entryOf } from '../items/reads.ts';
import {
  type Change,
  checkRequest,
  commit,
  deleteRequest,
  evaluate,
  putRequest,
  updateRequest,
  type WriteRequest,
} from '../items/writes.ts';
import {
  conditional,
  required,
  returnConsumedCapacity,
  returnItemCollectionMetrics,
  tableName,
} from '../members.ts';
import { distinct, onTable } from '../permissions.ts';
import { entryKey } from '../tables/keys.ts';
import type { Table } from '../tables/table.ts';
import type { EarlierChange, Tables } from '../tables/tables.ts';
import { packed } from '../values/packed-item.ts';
import { LARGE_ITEM } from '../values/size.ts';

const MAX_ITEMS = 100;
const MAX_SIZE = 4 * 1024 * 1024;
const CONDITION = ['ConditionExpression'];

const KINDS = {
  ConditionCheck: { action: 'ConditionCheckItem', request: checkRequest },
  Put: { action: 'PutItem', request: putRequest },
  Delete: { action: 'DeleteItem', request: deleteRequest },
  Update: { action: 'UpdateItem', request: updateRequest },
} as const;
type Kind = keyof typeof KINDS;

const PARTS = {
  ConditionCheck: {
    members: { TableName: tableName, Key: required, ...conditional, ConditionExpression: required },
  },
  Put: { members: { TableName: tableName, Item: required, ...conditional } },
  Delete: { members: { TableName: tableName, Key: required, ...conditional } },
  Update: {
    members: { TableName: tableName, Key: required, UpdateExpression: required, ...conditional },
  },
} as const;

/**
 * Writes all of up to 100 items, or none. A repeated ClientRequestToken within ten minutes
 * succeeds without writing again.
 * Errors: TransactionCanceledException (with CancellationReasons in the order of the items),
 * IdempotentParameterMismatchException, ResourceNotFoundException, ValidationException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export function transactWriteItems(
  tables: Tables,
): Operation<TransactWriteItemsInput, TransactWriteItemsOutput> {
  return {
    members: {
      TransactItems: { required: true, length: [1, MAX_ITEMS], items: { members: PARTS } },
      ClientRequestToken: { length: [1, 36] },
      ReturnConsumedCapacity: returnConsumedCapacity,
      ReturnItemCollectionMetrics: returnItemCollectionMetrics,
    },
    permissions(input) {
      const parts = (input.TransactItems ?? []).flatMap(partsOf);
      return distinct(
        parts.map(({ kind, TableName }) =>
          onTable(tables, KINDS[kind].action, TableName, { enclosing: 'TransactWriteItems' }),
        ),
      );
    },
    async handle(input) {
      const { ClientRequestToken: token, TransactItems: items = [] } = input;
      const written = await write(tables, token, items);
      const isRepeated = written.changes === undefined;
      const consumption = new Consumption(
        isRepeated ? 'read' : 'write',
        input.ReturnConsumedCapacity,
        true,
      );
      for (const change of written.changes ?? []) consumption.addWrite(change);
      // A transaction that is repeated only reads what it wrote the first time.
      for (const { table, named, bytes } of written.earlier ?? []) {
        consumption.addRead({ table, named, units: readUnits(bytes, { transactional: true }) });
      }
      const { ReturnItemCollectionMetrics: asked } = input;
      return {
        ConsumedCapacity: consumption.report(),
        ItemCollectionMetrics: collectionsOf(written.changes ?? written.earlier, asked),
      };
    },
  };
}

type Written =
  | { readonly changes: readonly Change[]; readonly earlier?: undefined }
  | { readonly changes?: undefined; readonly earlier: readonly EarlierChange[] };

/** What it changes; or, of a request that was made before, what that has changed. */
async function write(
  tables: Tables,
  token: string | undefined,
  items: readonly TransactWriteItem[],
): Promise<Written> {
  const before = tables.earlier(token, items);
  if (before !== undefined) return { earlier: before };
  return atOneMoment(targetsOf(tables, items), (results) => {
    const meanwhile = tables.earlier(token, items);
    if (meanwhile !== undefined) return { earlier: meanwhile };
    const changes = changesOf(results);
    for (const change of changes) commit(change);
    tables.remember(token, items, changes);
    return { changes };
  });
}

function partsOf(item: TransactWriteItem): { kind: Kind; TableName: string | undefined }[] {
  const kinds = Object.keys(KINDS) as Kind[];
  return kinds.flatMap((kind) =>
    item[kind] === undefined ? [] : [{ kind, TableName: item[kind].TableName }],
  );
}

interface Target {
  readonly request: WriteRequest;
  readonly table: Table;
}

/** Throws ValidationException, ResourceNotFoundException, TransactionCanceledException. */
function targetsOf(tables: Tables, items: readonly TransactWriteItem[]): readonly Target[] {
  const requests = items.map(requestOf);
  checkPayload(requests);
  const targets = requests.map((request) => ({ request, table: tables.get(request.tableName) }));
  checkKeys(targets);
  return targets;
}

/** What is to be changed. Throws TransactionCanceledException. */
function changesOf(results: readonly (Change | AwsError)[]): readonly Change[] {
  const reasons = results.map(reasonOf);
  if (reasons.some((reason) => reason.Code !== 'None')) throw cancelled(reasons);
  return results.filter((result): result is Change => !(result instanceof AwsError));
}

/**
 * Works out what becomes of each, and uses it before anybody else has their turn. Where somebody has
 * written one of them while it was worked out, it is worked out once more, and then at once; where
 * somebody has deleted a table, nothing is written at all.
 */
async function atOneMoment<Result>(
  targets: readonly Target[],
  use: (results: readonly (Change | AwsError)[]) => Result,
): Promise<Result> {
  const entries = () => targets.map(({ request, table }) => entryOf(table, request.key(table)));
  for (let pauses = true; ; pauses = false) {
    const seen = entries();
    const results: (Change | AwsError)[] = [];
    for (const [index, { request, table }] of targets.entries()) {
      const result = attempt(() => evaluate(request, table));
      results.push(result);
      const written = result instanceof AwsError ? undefined : result.after;
      const length = Math.max(seen[index]?.length ?? 0, written ? packed(written).length : 0);
      if (pauses && length > LARGE_ITEM) await nextTurn();
    }
    if (targets.some(({ table }) => table.isDeleted)) throw noSuchTable();
    if (entries().every((entry, index) => entry === seen[index])) return use(results);
  }
}

/** The first key that does not fit its table cancels the transaction; then no key may come twice. */
function checkKeys(targets: readonly Target[]): void {
  const positions = new Set<string>();
  for (const [index, { request, table }] of targets.entries()) {
    const key = attempt(() => request.key(table));
    if (key instanceof AwsError) {
      throw cancelled(targets.map((_, at) => (at === index ? reasonOf(key) : { Code: 'None' })));
    }
    positions.add(`${table.name} ${entryKey(key, table.schema)}`);
  }
  if (positions.size === targets.length) return;
  throw repeated();
}

function requestOf(item: TransactWriteItem): WriteRequest {
  const [part, ...others] = partsOf(item);
  if (part === undefined) {
    throw validation(
      'Invalid Request: TransactWriteRequest should contain Delete or Put or Update request',
    );
  }
  if (others.length > 0) {
    throw validation('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  switch (part.kind) {
    case 'Put':
      return putRequest(withUsablePlaceholders(item.Put!, CONDITION));
    case 'Update':
      return updateRequest(item.Update!);
    case 'Delete':
      return deleteRequest(withUsablePlaceholders(item.Delete!, CONDITION));
    case 'ConditionCheck':
      return checkRequest(item.ConditionCheck!);
  }
}

/** What is wrong with one item cancels the transaction, and is told among the reasons; empty keys are not. */
function attempt<Result>(evaluation: () => Result): Result | AwsError {
  try {
    return evaluation();
  } catch (error) {
    if (error instanceof EmptyKeyValue || !(error instanceof AwsError)) throw error;
    return error;
  }
}

function reasonOf(result: object): CancellationReason {
  if (!(result instanceof AwsError)) return { Code: 'None' };
  if (result.code !== 'ConditionalCheckFailedException') {
    return { Code: 'ValidationError', Message: result.message };
  }
  return { Code: 'ConditionalCheckFailed', Message: result.message, ...result.members };
}

function checkPayload(requests: readonly WriteRequest[]): void {
  const size = requests.reduce((total, { payload }) => total + payload, 0);
  if (size > MAX_SIZE) throw validation('Transaction payload size cannot exceed 4 MB');
}
