import { expect, it } from 'vitest';
import { lambdaCloud } from '../../services/lambda/testing.ts';
import type { Batch, Lane, Room, Run, SourceRecord } from './event-source.ts';
import { invokeWith } from './function-batch.ts';
import { Poller } from './poller.ts';

const record = (id: string): SourceRecord => ({ id, size: 1, event: { id }, filtered: { id } });

/** A stream of these records that are read in order, a batch that fails by halves. */
class Stream implements Lane {
  readonly concurrency = 1;
  readonly #left: SourceRecord[];
  readonly #failed: Batch[] = [];

  constructor(...ids: string[]) {
    this.#left = ids.map(record);
  }

  watch(): () => void {
    return () => {};
  }

  again(): Batch | undefined {
    return this.#failed.shift();
  }

  async fetch({ records }: Room): Promise<Batch> {
    return this.#left.splice(0, records);
  }

  async settle(_batch: Batch, { failed }: Run): Promise<void> {
    const middle = failed.length / 2;
    if (failed.length > 1) this.#failed.push(failed.slice(0, middle), failed.slice(middle));
  }
}

it('gives what a source wants tried again to the function before what comes after it', async () => {
  const { cloud, clock, host, create } = await lambdaCloud();
  await create();
  host.answer = ({ event }) => {
    const { Records } = event as { Records: { id: string }[] };
    return Records.some(({ id }) => id === 'bad') ? new Error('No') : null;
  };
  const fn = () => ({ name: 'fn' }) as never;
  const work = (given: Batch, reportsFailures: boolean) =>
    invokeWith({ cloud, host, arn: 'arn', fn }, given, reportsFailures);
  const poller = new Poller({ cloud, arn: 'arn', work }, new Stream('a', 'bad', 'c', 'd'));
  poller.start({ batchSize: 2, windowMs: 0, reportsFailures: false, passes: () => true });
  await clock.idle();
  const batches = host.runs.map(({ event }) =>
    (event as { Records: { id: string }[] }).Records.map(({ id }) => id),
  );
  expect(batches).toEqual([['a', 'bad'], ['a'], ['bad'], ['c', 'd']]);
});

it('leaves to the source what it was reading when it was stopped', async () => {
  const { cloud, clock } = await lambdaCloud();
  const read = Promise.withResolvers<Batch>();
  const lane = Object.assign(new Stream(), { fetch: () => read.promise });
  const given: Batch[] = [];
  const work = async (batch: Batch): Promise<Run> => {
    given.push(batch);
    return { given: batch, failed: [], ran: true };
  };
  const poller = new Poller({ cloud, arn: 'arn', work }, lane);
  poller.start({ batchSize: 1, windowMs: 0, reportsFailures: false, passes: () => false });
  poller.stop();
  read.resolve([record('filtered')]);
  await clock.idle();
  expect(given).toEqual([]);
});
