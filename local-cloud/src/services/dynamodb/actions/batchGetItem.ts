import type {
  BatchGetItemInput,
  BatchGetItemOutput,
  KeysAndAttributes,
} from '@aws-sdk/client-dynamodb';
import { setMember } from '../../../core/json.ts';
import type { Operation } from '../../../core/service.ts';
import { nextTurn } from '../../../core/turns.ts';
import { validation } from '../errors.ts';
import type { Path } from '../expressions/index.ts';
import { requireExpressions } from '../expressions/members.ts';
import { Consumption, readUnits } from '../items/capacity.ts';
import { checkedKey, projectionOf, readItem, shown } from '../items/reads.ts';
import { attributesToGet, required, returnConsumedCapacity } from '../members.ts';
import { onTable } from '../permissions.ts';
import { entryKey } from '../tables/keys.ts';
import type { Table } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';
import type { Item } from '../values/attribute-value.ts';
import { itemSize, LARGE_ITEM } from '../values/size.ts';

const MAX_KEYS = 100;
/** What does not fit into a response of this size comes back as UnprocessedKeys. */
const MAX_RESPONSE_SIZE = 16 * 1024 * 1024;

/**
 * Reads up to 100 items of any tables by their keys. Items that are not there are left out.
 * Errors: ResourceNotFoundException, ValidationException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
 */
export function batchGetItem(tables: Tables): Operation<BatchGetItemInput, BatchGetItemOutput> {
  return {
    members: {
      RequestItems: {
        required: true,
        length: [0, MAX_KEYS],
        values: {
          members: {
            Keys: required,
            AttributesToGet: attributesToGet,
            ProjectionExpression: {},
            ExpressionAttributeNames: {},
            ConsistentRead: {},
          },
        },
      },
      ReturnConsumedCapacity: returnConsumedCapacity,
    },
    permissions: (input) =>
      Object.keys(input.RequestItems ?? {}).map((name) => onTable(tables, 'BatchGetItem', name)),
    async handle(input) {
      checkCount(input);
      const consumption = new Consumption('read', input.ReturnConsumedCapacity);
      const room = { left: MAX_RESPONSE_SIZE };
      const Responses: Record<string, Item[]> = {};
      const UnprocessedKeys: Record<string, KeysAndAttributes> = {};
      for (const [name, { paths, request }] of readRequests(input)) {
        const table = tables.get(name);
        const { found, left, units } = await readKeys(table, request, paths, room);
        if (units > 0) consumption.addRead({ table, named: name, units });
        setMember(Responses, name, found);
        if (left.length > 0) setMember(UnprocessedKeys, name, { ...request, Keys: left });
      }
      return {
        Responses,
        UnprocessedKeys,
        ConsumedCapacity: consumption.report(),
      };
    },
  };
}

interface Request {
  readonly request: KeysAndAttributes;
  readonly paths: readonly Path[] | undefined;
}

/** What the request itself gets wrong is told before a table is looked for. */
function readRequests({ RequestItems = {} }: BatchGetItemInput): [string, Request][] {
  const requests = Object.entries(RequestItems);
  const given = (member: 'AttributesToGet' | 'ProjectionExpression') =>
    requests.find(([, request]) => request[member] !== undefined)?.[1][member];
  const AttributesToGet = given('AttributesToGet');
  const ProjectionExpression = given('ProjectionExpression');
  requireExpressions({ AttributesToGet, ProjectionExpression }, ['ProjectionExpression']);
  return requests.map(([name, request]) => [name, { request, paths: projectionOf(request) }]);
}

/** Others have their turn after each large item. */
async function readKeys(
  table: Table,
  request: KeysAndAttributes,
  paths: readonly Path[] | undefined,
  room: { left: number },
): Promise<{ found: Item[]; left: Item[]; units: number }> {
  const keys = request.Keys ?? [];
  const found: Item[] = [];
  let units = 0;
  checkDistinct(keys, table);
  for (const [index, key] of keys.entries()) {
    const item = readItem(table, key);
    const bytes = item === undefined ? 0 : itemSize(item);
    if (bytes > room.left) return { found, left: keys.slice(index), units };
    room.left -= bytes;
    units += readUnits(bytes, { consistent: request.ConsistentRead });
    if (item !== undefined) found.push(shown(item, paths));
    if (bytes > LARGE_ITEM) await nextTurn();
  }
  return { found, left: [], units };
}

function checkCount({ RequestItems = {} }: BatchGetItemInput): void {
  const requests = Object.entries(RequestItems);
  if (requests.length === 0) {
    throw validation('The requestItems parameter is required for BatchGetItem');
  }
  for (const [table, { Keys = [] }] of requests) {
    if (Keys.length === 0) throw wrongLength(table, 'greater than or equal to 1');
    if (Keys.length > MAX_KEYS) throw wrongLength(table, `less than or equal to ${MAX_KEYS}`);
  }
  const count = requests.flatMap(([, { Keys }]) => Keys ?? []).length;
  if (count > MAX_KEYS) throw validation('Too many items requested for the BatchGetItem call');
}

function wrongLength(table: string, bound: string): Error {
  return validation(
    `1 validation error detected: Value at 'RequestItems.${table}.member.Keys' failed to satisfy constraint: Member must have length ${bound}`,
  );
}

function checkDistinct(keys: readonly Item[], table: Table): void {
  const positions = new Set<string>();
  for (const key of keys) {
    checkedKey(table, key);
    positions.add(entryKey(key, table.schema));
  }
  if (positions.size < keys.length) {
    throw validation('Provided list of item keys contains duplicates');
  }
}
