import type { TransactGetItemsInput, TransactGetItemsOutput } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { cancelled } from '../items/cancellation.ts';
import { Consumption, readUnits } from '../items/capacity.ts';
import { projectionOf, readItem, shown } from '../items/reads.ts';
import { checkOptions } from '../options.ts';
import { distinct, onTable } from '../permissions.ts';
import type { Tables } from '../tables/tables.ts';
import type { Item } from '../values/attribute-value.ts';
import { itemSize } from '../values/size.ts';

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
    members: { TransactItems: { required: true }, ReturnConsumedCapacity: {} },
    permissions: (input) =>
      distinct(
        (input.TransactItems ?? []).map(({ Get }) =>
          onTable(tables, 'GetItem', Get?.TableName, { enclosing: 'TransactGetItems' }),
        ),
      ),
    handle(input) {
      check(input);
      const consumption = new Consumption('read', input.ReturnConsumedCapacity, true);
      const gets = (input.TransactItems ?? []).map(({ Get: get = {} as never }) => ({
        paths: projectionOf(get),
        table: tables.get(get.TableName ?? ''),
        key: get.Key ?? {},
      }));
      const found = gets.map(({ table, key }) => attempt(() => readItem(table, key)));
      refuseFailures(found);
      const Responses = gets.map(({ table, paths }, index) => {
        const item = found[index] as Item | undefined;
        const bytes = item === undefined ? 0 : itemSize(item);
        consumption.addRead(table, readUnits(bytes, { transactional: true }));
        return item === undefined ? {} : { Item: shown(item, paths) };
      });
      return { Responses, ConsumedCapacity: consumption.report() };
    },
  };
}

function check(input: TransactGetItemsInput): void {
  const constraints = checkOptions(input, ['TransactItems']);
  constraints.length('transactItems', input.TransactItems, 1, MAX_ITEMS);
  for (const [index, { Get: get }] of (input.TransactItems ?? []).entries()) {
    const member = `transactItems.${index + 1}.member.get`;
    constraints
      .required(member, get)
      .required(`${member}.tableName`, get?.TableName)
      .required(`${member}.key`, get?.Key);
  }
  constraints.enforce();
}

function attempt(read: () => Item | undefined): Item | AwsError | undefined {
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
