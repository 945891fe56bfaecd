import { expect, test } from 'vitest';
import type { Journal } from '../ports.ts';
import { only, TestBench, types } from './testing/bench.ts';
import type { MachineType } from './types.ts';

/** A journal that hears nothing of Express executions, and what it is told nevertheless. */
function deaf(): { journal: Journal; told: string[] } {
  const told: string[] = [];
  const journal: Journal = {
    hears: () => false,
    event: (_, { type }) => void told.push(type!),
    status: () => {},
  };
  return { journal, told };
}

async function pass(type: MachineType) {
  const { journal, told } = deaf();
  const bench = new TestBench({ journal });
  return { told, run: await bench.run(only({ Type: 'Pass' }), { a: 1 }, type) };
}

test('of an Express execution that nobody hears of, events are counted and not written', async () => {
  const { run, told } = await pass('EXPRESS');
  expect(told).toEqual([]);
  expect(run).toMatchObject({ status: 'SUCCEEDED', output: '{"a":1}' });
  expect(run.history).toEqual([
    expect.objectContaining({ id: 1, previousEventId: 0, type: 'ExecutionStarted' }),
    expect.objectContaining({ id: 4, previousEventId: 3, type: 'ExecutionSucceeded' }),
  ]);
});

test('a Standard execution has its whole history, whoever hears of it', async () => {
  const { run, told } = await pass('STANDARD');
  expect(told).toEqual(types(run));
  expect(told).toHaveLength(4);
});
