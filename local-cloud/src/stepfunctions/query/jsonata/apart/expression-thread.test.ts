import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import type { JsonObject } from '../../../../core/json.ts';
import type { Run } from '../../../execution/run.ts';
import { only, TestBench } from '../../../execution/testing/bench.ts';
import { testScope } from '../../testing.ts';
import { compileJsonata } from '../compile-jsonata.ts';
import { ExpressionThread } from './expression-thread.ts';

const bench = new TestBench();

afterAll(() => bench.engine.close());

/** More than one turn of the event loop allows. */
const LONG = '$sum($map([1..200000], function($x) { $x * 2 }))';
const ENDLESS = '($f := function($n) { $f($n + 1) }; $f(0))';

function pass(expression: string): JsonObject {
  return only({ Type: 'Pass', Output: `{% ${expression} %}` }, 'JSONata');
}

/** The names of the executions, in the order of their ends. */
async function ends(executions: Readonly<Record<string, Run>>): Promise<string[]> {
  const names: string[] = [];
  for (const [name, run] of Object.entries(executions)) run.onEnd(() => names.push(name));
  await Promise.all(Object.values(executions).map((run) => bench.end(run)));
  return names;
}

/** What it comes to where nothing else has to be served. */
function atOnce(expression: string): unknown {
  return compileJsonata(`{% ${expression} %}`, 'Output')(testScope());
}

test('an expression that takes long gives what it gives at once, and others are served meanwhile', async () => {
  const long = bench.start(pass(LONG));
  const short = bench.start(pass('1 + 1'));

  expect(await ends({ long, short })).toEqual(['short', 'long']);
  expect(long.output).toBe(JSON.stringify(atOnce(LONG)));
});

test('one that does not end fails with what it fails with at once', async () => {
  const { error, cause } = await bench.run(pass(ENDLESS));

  expect(error).toBe('States.QueryEvaluationError');
  const [, what] = cause!.split('(entered at the event id #2). ');
  expect(() => atOnce(ENDLESS)).toThrow(what);
});

test('cloud time stands still while it is evaluated', async () => {
  const waiting = bench.start(only({ Type: 'Wait', Seconds: 60 }));
  const long = bench.start(pass(`{"sum": ${LONG}, "now": $millis()}`));

  expect(await ends({ waiting, long })).toEqual(['long', 'waiting']);
  expect(long.stopDate).toBe(long.startDate);
  expect(JSON.parse(long.output!)).toMatchObject({ now: long.startDate });
});

test('it sees what the expressions of its state see', async () => {
  const input = { a: 1, ['__proto__']: 2 };
  const sight = '{"input": $states.input, "name": $states.context.State.Name, "x": $x}';
  const machine = {
    QueryLanguage: 'JSONata',
    StartAt: 'Set',
    States: {
      Set: { Type: 'Pass', Assign: { x: [1], y: 2 }, Next: 'See' },
      See: { Type: 'Pass', End: true, Output: `{% (${LONG}; ${sight}) %}` },
    },
  };

  const { output } = await bench.run(machine, JSON.parse(JSON.stringify(input)));

  expect(output).toBe(JSON.stringify({ input, name: 'See', x: [1] }));
});

test('its chance is that of the cloud: the same for the same seed', async () => {
  const draw = pass(`(${LONG}; [$uuid(), $random()])`);
  const seed = bench.random.save();
  const { output } = await bench.run(draw);
  const { output: other } = await bench.run(draw);
  bench.random.load(seed);

  expect(await bench.run(draw)).toMatchObject({ output });
  expect(other).not.toBe(output);
});

test('of several expressions the first that fails is the failure, however long it takes', async () => {
  const state = { Type: 'Pass', Assign: { x: `{% ${ENDLESS} %}` }, Output: '{% $nothing %}' };

  const { cause } = await bench.run(only(state, 'JSONata'));

  expect(cause).toContain("specified for the field 'Assign/x'");
});

test('an execution that is stopped meanwhile ends there', async () => {
  const stopped = bench.start(pass(LONG));
  const after = bench.start(pass(`${LONG} + 1`));
  setImmediate(() => bench.engine.stop(stopped, {}));

  expect(await ends({ stopped, after })).toEqual(['stopped', 'after']);
  expect(stopped.history.map(({ type }) => type)).toEqual([
    'ExecutionStarted',
    'PassStateEntered',
    'ExecutionAborted',
  ]);
});

test('many that are not long by themselves are no more together', async () => {
  const most = '$count($map([1..20000], function($x) { $x }))';
  const fields = Object.fromEntries([...'abcdefghij'].map((name) => [name, `{% ${most} %}`]));
  const together = bench.start(only({ Type: 'Pass', Output: fields }, 'JSONata'));
  const short = bench.start(pass('1 + 1'));

  expect(await ends({ together, short })).toEqual(['short', 'together']);
  expect(Object.values(JSON.parse(together.output!))).toEqual(Array(10).fill(20_000));
});

test('the process stays up while it is evaluated, and no longer', async () => {
  const file = path.resolve(import.meta.dirname, '../../../execution/testing/bench.ts');
  const script = `
    import { TestBench } from ${JSON.stringify(file)};
    const { output } = await new TestBench().run(${JSON.stringify(pass(LONG))});
    console.log(output);
  `;
  const args = ['--no-warnings', '--input-type=module', '--eval', script];

  const { stdout } = await promisify(execFile)(process.execPath, args);

  expect(stdout.trim()).toBe(JSON.stringify(atOnce(LONG)));
});

test('what is not wanted any more when its turn comes is passed over', async () => {
  const outcome = await new ExpressionThread().evaluate(LONG, testScope(), () => false);

  expect(outcome).toBeUndefined();
});

test('an engine that is closed evaluates nothing any more', async () => {
  const closed = new TestBench();
  const run = closed.start(pass(ENDLESS));
  await new Promise((resolve) => setImmediate(resolve));
  closed.engine.close();

  await closed.clock.idle();

  expect(run.status).toBe('RUNNING');
});
