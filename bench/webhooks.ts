import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Cloud, startCloud, UserError } from 'local-cloud';

export interface WebhookFigures {
  /** Webhooks by way of the stream to their effect, all of a batch at work at once. */
  readonly eventsPerSecond: number;
  /** From the stream to the effect, one webhook at a time, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** What the cloud holds, without garbage, in megabytes, by how many events it has seen. */
  readonly heldMegabytes: Readonly<Record<number, number>>;
}

/** How many events go through; `WEBHOOK_EVENTS` says otherwise. */
const EVENTS = Number(process.env.WEBHOOK_EVENTS ?? 5000);
/** Megabytes of logs: so few that they are full before the first figure. */
const KEEP = 16;
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const CUSTOMERS = 8;
const BATCH = 100;
const SINGLE = 200;

/** The webhook-pipeline in the local cloud: throughput, latency, and memory as events pile up. */
export async function measureWebhooks(progress: (line: string) => void): Promise<WebhookFigures> {
  const project = join(import.meta.dirname, '..');
  await using cloud = await startCloud({ project, keep: KEEP, report: () => {} });
  let sent = 0;
  const put = async (count: number) => {
    const Records = Array.from({ length: count }, (_, at) => record(sent + at));
    const StreamName = cloud.output('WebhookStreamName');
    await cloud.call('Kinesis', 'PutRecords', { StreamName, Records });
    sent += count;
    await cloud.clock.settle();
  };
  await put(BATCH);
  const latencies: number[] = [];
  for (let at = 0; at < SINGLE; at++) latencies.push(await timeOf(() => put(1)));
  latencies.sort((a, b) => a - b);
  const [p50, p99] = [latencies[Math.floor(SINGLE / 2)]!, latencies[Math.floor(SINGLE * 0.99)]!];
  progress(`one event: p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`);
  const heldMegabytes: Record<number, number> = {};
  let busyMs = 0;
  for (let step = 1; step <= 5; step++) {
    for (let at = 0; at < EVENTS / 5 / BATCH; at++) busyMs += await timeOf(() => put(BATCH));
    const megabytes = await held();
    heldMegabytes[sent] = megabytes;
    const rate = Math.round(((EVENTS / 5) * step * 1000) / busyMs);
    progress(`after ${sent} events: it holds ${megabytes} MB, ${rate} events a second`);
  }
  await expectAwards(cloud, sent);
  const eventsPerSecond = Math.round((EVENTS / busyMs) * 1000);
  return { eventsPerSecond, p50, p99, heldMegabytes };
}

async function held(): Promise<number> {
  collect();
  // What native objects hold goes a turn after them.
  await setImmediate();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return Math.round((heapUsed + external) / 1024 ** 2);
}

/** The trip of that number, as receive-webhook writes it into the stream. */
function record(number: number) {
  const customer = `bench-${number % CUSTOMERS}`;
  const body = {
    event_type: 'trips.completed',
    event_time: 1_767_258_000,
    meta: { user_id: customer, trip_id: `bench-${number}` },
    fare: { value: '1.00' },
  };
  const delivery = {
    eventId: `trip-a/bench-${number}`,
    source: 'trip-a',
    receivedAt: '2026-01-01T09:00:01.000Z',
    body: JSON.stringify(body),
  };
  return { PartitionKey: customer, Data: Buffer.from(JSON.stringify(delivery)) };
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Figures of events that had no effect would be worth nothing. */
async function expectAwards(cloud: Cloud, sent: number): Promise<void> {
  const { Items } = await cloud.call<{ Items: { points: { N: string } }[] }>('DynamoDB', 'Scan', {
    TableName: cloud.output('WebhookBalancesTableName'),
  });
  const awarded = Items.reduce((sum, { points }) => sum + Number(points.N), 0);
  if (awarded === sent) return;
  throw new UserError(`${sent} events were sent, and ${awarded} had an effect`);
}
