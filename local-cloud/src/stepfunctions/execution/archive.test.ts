import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../core/json.ts';
import type { HistoryEvent } from './history.ts';
import type { Run } from './run.ts';
import { TestBench } from './testing/bench.ts';
import { Shelf } from './testing/shelf.ts';

const KILOBYTES = 1_000;

/** How many characters of long texts a history has in memory; what is shared counts once. */
function inMemory({ history }: { readonly history: readonly HistoryEvent[] }): number {
  const texts = new Set<string>();
  for (const event of history) for (const details of Object.values(event)) collect(details, texts);
  return [...texts].reduce((sum, { length }) => sum + (length > 1_000 ? length : 0), 0);
}

function collect(value: unknown, texts: Set<string>): void {
  if (typeof value === 'string') texts.add(value);
  if (typeof value !== 'object' || value === null) return;
  const members = Object.values(Object.getOwnPropertyDescriptors(value));
  for (const member of members) collect(member.value, texts);
}

/** Counts down, each time with a text of its own of so many kilobytes. */
function countdown(kilobytes: number, more: JsonObject = {}): JsonObject {
  const text = `$pad($string($states.input.left), ${kilobytes * KILOBYTES}, "x")`;
  return {
    QueryLanguage: 'JSONata',
    StartAt: 'Count',
    States: {
      Count: {
        Type: 'Pass',
        Output: `{% {"left": $states.input.left - 1, "text": ${text}} %}`,
        ...more,
        Next: 'Enough',
      },
      Enough: {
        Type: 'Choice',
        Choices: [{ Condition: '{% $states.input.left = 0 %}', Next: 'Last' }],
        Default: 'Count',
      },
      Last: {
        Type: 'Task',
        Resource: 'arn:aws:lambda:us-east-1:123456789012:function:f',
        End: true,
      },
    },
  };
}

/** The history of the same execution where nothing is put away. */
async function plain(definition: JsonObject, input: Json): Promise<readonly HistoryEvent[]> {
  const { history } = await new TestBench().run(definition, input);
  return history;
}

function repeated(texts: readonly string[]): string[] {
  return texts.filter((text, index) => texts.indexOf(text) !== index);
}

test('long texts beyond what stays in memory are put away once, and the history is as it would be', async () => {
  const shelf = new Shelf(500 * KILOBYTES);
  const definition = countdown(60);
  const run = await new TestBench({ texts: shelf }).run(definition, { left: 100 });
  expect(inMemory(run)).toBeLessThan(600 * KILOBYTES);
  expect(shelf.texts.length).toBeGreaterThan(85);
  expect(repeated(shelf.texts)).toEqual([]);
  expect(run.history).toEqual(await plain(definition, { left: 100 }));
});

test('what is assigned to variables is put away, many small ones too', async () => {
  const shelf = new Shelf(100 * KILOBYTES);
  const small = Array.from({ length: 100 }, (_, at) => [`v${at}`, `{% $pad("${at}", 900, "y") %}`]);
  const definition = countdown(1, { Assign: Object.fromEntries(small) });
  const run = await new TestBench({ texts: shelf }).run(definition, { left: 50 });
  expect(run.history).toEqual(await plain(definition, { left: 50 }));
  expect(shelf.texts.filter((text) => text.includes('"v99"'))).not.toEqual([]);
});

test('all executions together have so much in memory, and the oldest give theirs first', async () => {
  const shelf = new Shelf(3_000 * KILOBYTES);
  const bench = new TestBench({ texts: shelf, task: () => {} });
  const all: Run[] = [];
  for (let count = 0; count < 20; count++) {
    all.push(bench.start(countdown(100), { left: 4 }));
    await bench.clock.idle();
  }
  const held = all.map(inMemory);
  expect(held[0]).toBeLessThan(110 * KILOBYTES);
  expect(held.at(-1)).toBeGreaterThan(390 * KILOBYTES);
  const total = held.reduce((sum, characters) => sum + characters, 0);
  expect(total).toBeLessThan((3_000 + 20 * 100) * KILOBYTES);
});

test('where nothing can be put away all stays, and it is tried again once as much has come', async () => {
  const shelf = new Shelf(500 * KILOBYTES);
  shelf.isFull = true;
  const definition = countdown(60);
  const bench = new TestBench({ texts: shelf });
  const run = await bench.run(definition, { left: 100 });
  expect(run.history).toEqual(await plain(definition, { left: 100 }));
  expect(shelf.tries).toBeGreaterThan(5);
  expect(shelf.tries).toBeLessThan(15);
  shelf.isFull = false;
  expect(inMemory(await bench.run(definition, { left: 100 }))).toBeLessThan(600 * KILOBYTES);
});

test('a redrive goes on from what was put away, of which it reads what it needs', async () => {
  const shelf = new Shelf(0);
  let isDown = true;
  const bench = new TestBench({
    texts: shelf,
    task({ parameters }, observer) {
      observer.started();
      if (isDown) observer.failed({ error: 'Down' });
      else observer.succeeded(parameters);
    },
  });
  const definition = countdown(20, { Assign: { seen: '{% $states.input %}' } });
  const { Last } = definition.States as Record<string, JsonObject>;
  Object.assign(Last!, { Arguments: '{% [$seen, $states.input] %}' });
  const run = await bench.run(definition, { left: 100 });
  expect(run.status).toBe('FAILED');
  const reads = shelf.reads;
  isDown = false;
  bench.engine.redrive(run);
  await bench.end(run);
  expect(shelf.reads - reads).toBeLessThan(10);
  expect(JSON.parse(run.output!)).toEqual([
    { left: 1, text: `2${'x'.repeat(19_999)}` },
    { left: 0, text: `1${'x'.repeat(19_999)}` },
  ]);
});

test('a fork, and an execution that was saved and loaded, have what was put away', async () => {
  const shelf = new Shelf(0);
  const bench = new TestBench({ texts: shelf, task: () => {} });
  const definition = countdown(20);
  const run = bench.start(definition, { left: 9 });
  await bench.clock.idle();
  const forked = bench.engine.fork(run, bench.spec(definition, { left: 9 }), { state: 'Last' });
  await bench.clock.idle();
  expect(forked.history.slice(1)).toEqual(run.history.slice(1));

  const before = shelf.texts.length;
  const saved = JSON.parse(JSON.stringify(bench.engine.save(run)));
  const loaded = bench.engine.load(run.spec, saved);
  expect(shelf.texts.length).toBeGreaterThan(before);
  expect(loaded.history).toEqual(run.history);
  expect(inMemory(loaded)).toBeLessThan(30 * KILOBYTES);
});

test('children of a Distributed Map put away as their parents do', async () => {
  const shelf = new Shelf(100 * KILOBYTES);
  const { Count, Enough, Last } = countdown(20).States as JsonObject;
  const ItemProcessor = {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: 'Count',
    States: { Count: Count!, Enough: Enough!, Last: Last! },
  };
  const each = {
    QueryLanguage: 'JSONata',
    StartAt: 'Each',
    States: { Each: { Type: 'Map', Label: 'each', ItemProcessor, Output: 1, End: true } },
  };
  const bench = new TestBench({ texts: shelf });
  const run = await bench.run(each, [{ left: 9 }, { left: 9 }, { left: 9 }]);
  const [mapRun] = bench.engine.mapRuns(run);
  const held = mapRun!.children.map(inMemory);
  expect(held.reduce((sum, characters) => sum + characters, 0)).toBeLessThan(200 * KILOBYTES);
  const own = await plain(countdown(20), { left: 9 });
  for (const { history } of mapRun!.children) {
    expect(history.slice(1, -1)).toEqual(own.slice(1, -1));
  }
});
