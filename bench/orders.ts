import { join } from 'node:path';
import { type Cloud, startCloud, UserError } from 'local-cloud';
import { csv, type Order, orders } from '../events/order-batch/samples.ts';

export interface OrderFigures {
  /** Ten thousand orders by a Distributed Map, fifty to an Express child. */
  readonly distributed: Figures;
  /** As many as one Standard execution can have of them in an inline Map. */
  readonly inline: Figures;
}

interface Figures {
  readonly orders: number;
  readonly seconds: number;
  /** In the history of the execution that was started. */
  readonly events: number;
  /** Of that execution, as a Standard one is billed. */
  readonly transitions: number;
}

const ORDERS = 10_000;
/** Twelve events an order, of 25,000; and 256 KiB of input. */
const AT_MOST = 2000;

/** The orders of order-batch in the local cloud: by a Distributed Map in batches, and by an inline Map. */
export async function measureOrders(progress: (line: string) => void): Promise<OrderFigures> {
  const project = join(import.meta.dirname, '..');
  await using cloud = await startCloud({ project, workflow: 'order-batch' });
  await byDistributedMap(cloud, orders('bench-warm', 100));
  const distributed = await byDistributedMap(cloud, orders('bench-distributed', ORDERS));
  tell(progress, 'Distributed Map, batches of 50', distributed);
  await useInlineMap(cloud);
  const inline = await byInlineMap(cloud, orders('bench-inline', AT_MOST));
  tell(progress, 'inline Map', inline);
  return { distributed, inline };
}

const machine = (cloud: Cloud) => cloud.resource('OrderBatchStateMachine');

async function byDistributedMap(cloud: Cloud, rows: readonly Order[]): Promise<Figures> {
  const Bucket = cloud.output('BatchInboxName');
  // Not called .csv, so that nothing listens.
  const put = { Bucket, Key: 'bench.txt', Body: csv(rows) };
  const { VersionId } = await cloud.call<{ VersionId: string }>('S3', 'PutObject', put);
  return figuresOf(cloud, rows, { bucket: Bucket, key: put.Key, version: VersionId });
}

/** The same work without batches, in one history. */
async function useInlineMap(cloud: Cloud): Promise<void> {
  const stateMachineArn = machine(cloud);
  const definition = JSON.stringify({
    QueryLanguage: 'JSONata',
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        Items: '{% $states.input.rows %}',
        MaxConcurrency: 40,
        ItemProcessor: {
          StartAt: 'Price Order',
          States: {
            'Price Order': {
              Type: 'Task',
              Resource: 'arn:aws:states:::lambda:invoke',
              Arguments: {
                FunctionName: cloud.resource('PriceOrdersLambdaFunction'),
                Payload: {
                  firstRow: 2,
                  rows: [{ row: 2, order: '{% $states.input %}' }],
                },
              },
              Output: '{% $states.result.Payload.orders[0] %}',
              Next: 'Store Order',
            },
            'Store Order': {
              Type: 'Task',
              Resource: 'arn:aws:states:::dynamodb:putItem',
              Arguments: {
                TableName: cloud.output('BatchOrdersTableName'),
                ConditionExpression: 'attribute_not_exists(orderId)',
                Item: {
                  orderId: { S: '{% $states.input.orderId %}' },
                  totalCents: { N: '{% $string($states.input.totalCents) %}' },
                },
              },
              Output: {},
              End: true,
            },
          },
        },
        Output: {},
        End: true,
      },
    },
  });
  await cloud.call('SFN', 'UpdateStateMachine', { stateMachineArn, definition });
}

function byInlineMap(cloud: Cloud, rows: readonly Order[]): Promise<Figures> {
  return figuresOf(cloud, rows, { rows });
}

async function figuresOf(cloud: Cloud, rows: readonly Order[], input: object): Promise<Figures> {
  const before = await storedIn(cloud);
  const start = performance.now();
  const { status, cause, path, events } = await cloud.run(machine(cloud), input);
  const seconds = (performance.now() - start) / 1000;
  if (status !== 'SUCCEEDED') throw new UserError(`The execution ended ${status}`, { why: cause });
  const count = (await storedIn(cloud)) - before;
  if (count !== rows.length) {
    throw new UserError(`${rows.length} orders were sent, and ${count} are stored`);
  }
  return { orders: rows.length, seconds, events: events.length, transitions: path.length };
}

/** Figures of orders that were not stored would be worth nothing. */
async function storedIn(cloud: Cloud): Promise<number> {
  const TableName = cloud.output('BatchOrdersTableName');
  let count = 0;
  let ExclusiveStartKey: object | undefined;
  do {
    const page = await cloud.call<{ Count: number; LastEvaluatedKey?: object }>(
      'DynamoDB',
      'Scan',
      {
        TableName,
        Select: 'COUNT',
        ExclusiveStartKey,
      },
    );
    count += page.Count;
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return count;
}

function tell(progress: (line: string) => void, how: string, figures: Figures): void {
  const { orders, seconds, events, transitions } = figures;
  const list = (count: number) => count.toLocaleString('en-US');
  const megabytes = Math.round(process.memoryUsage().rss / 1024 ** 2);
  progress(
    `${how}: ${list(orders)} orders in ${seconds.toFixed(1)} s, ${list(events)} events, ` +
      `${list(transitions)} transitions; ${megabytes} MB`,
  );
}
