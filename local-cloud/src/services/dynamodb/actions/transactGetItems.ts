import type {
  ItemResponse,
  TransactGetItemsInput,
  TransactGetItemsOutput,
} from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { nextTurn } from '../../../core/turns.ts';
import { withUsablePlaceholders } from '../expressions/members.ts';
import { cancelled, repeated } from '../items/cancellation.ts';
import { Consumption, readUnits } from '../items/capacity.ts';
import { checkedKey, entryOf, projectionOf, shown } from '../items/reads.ts';
import { required, returnConsumedCapacity, tableName } from '../members.ts';
import { distinct, onTable } from '../permissions.ts';
import { entryKey } from '../tables/keys.ts';
import type { Table } from '../tables/table.ts';
import type { Tables } from '../tables/tables.ts';
import type { Item } from '../values/attribute-value.ts';
import { type PackedItem, unpacked } from '../values/packed-item.ts';
import { itemSize, LARGE_ITEM } from '../values/size.ts';

const MAX_ITEMS = 100;

/**
 * Reads up to 100 items as they were at one moment; `{}` stands for an item that is not there.
 * Errors: TransactionCanceledException, ResourceNotFoundException, ValidationException.
 *
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html
 */
export function transactGetItems(
  tables: Tables,
): Operation<TransactGetItemsInput, TransactGetItemsOutput> {
  return {
    members: {
      TransactItems: {
        required: true,
        length: [1, MAX_ITEMS],
        items: {
          members: {
            Get: {
              required: true,
              members: {
                TableName: tableName,
                Key: required,
                ProjectionExpression: {},
                ExpressionAttributeNames: {},
              },
            },
          },
        },
      },
      ReturnConsumedCapacity: returnConsumedCapacity,
    },
    permissions: (input) =>
      distinct(
        (input.TransactItems ?? []).map(({ Get }) =>
          onTable(tables, 'GetItem', Get?.TableName, { enclosing: 'TransactGetItems' }),
        ),
      ),
    async handle(input) {
      const consumption = new Consumption('read', input.ReturnConsumedCapacity, true);
      const gets = (input.TransactItems ?? []).map(({ Get: get = {} as never }) => ({
        paths: projectionOf(withUsablePlaceholders(get, ['ProjectionExpression'])),
        table: tables.get(get.TableName ?? ''),
        named: get.TableName ?? '',
        key: get.Key ?? {},
      }));
      refuseRepeated(gets);
      const found = gets.map(({ table, key }) => attempt(() => entryOf(table, key)));
      refuseFailures(found);
      const Responses: ItemResponse[] = [];
      for (const [index, { table, named, paths }] of gets.entries()) {
        const entry = found[index] as PackedItem | undefined;
        const item = entry && unpacked(entry);
        const bytes = item === undefined ? 0 : itemSize(item);
        consumption.addRead({ table, named, units: readUnits(bytes, { transactional: true }) });
        Responses.push(item === undefined ? {} : answered(shown(item, paths)));
        if (bytes > LARGE_ITEM) await nextTurn();
      }
      return { Responses, ConsumedCapacity: consumption.report() };
    },
  };
}

/** An item of which nothing was asked that it has is not told at all. */
function answered(item: Item): ItemResponse {
  return Object.keys(item).length === 0 ? {} : { Item: item };
}

interface Get {
  readonly table: Table;
  readonly key: Item;
}

/** Keys that do not fit their tables are told later, among the reasons for the cancellation. */
function refuseRepeated(gets: readonly Get[]): void {
  const seen = new Set<string>();
  for (const { table, key } of gets) {
    const checked = attempt(() => checkedKey(table, key));
    if (checked instanceof AwsError) continue;
    const position = `${table.name} ${entryKey(checked, table.schema)}`;
    if (seen.has(position)) throw repeated();
    seen.add(position);
  }
}

function attempt<Result>(read: () => Result): Result | AwsError {
  try {
    return read();
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}

function refuseFailures(results: readonly unknown[]): void {
  if (!results.some((result) => result instanceof AwsError)) return;
  throw cancelled(
    results.map((result) =>
      result instanceof AwsError
        ? { Code: 'ValidationError', Message: result.message }
        : { Code: 'None' },
    ),
  );
}
