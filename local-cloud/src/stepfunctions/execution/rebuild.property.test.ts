import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Position } from './position.ts';
import { rebuild } from './rebuild.ts';
import type { Run } from './run.ts';
import type { Strand } from './strand.ts';
import { TestBench } from './testing/bench.ts';
import { INPUT, type Plan, planArbitrary, toDefinition } from './testing/random-machine.ts';

/** Fails the first `failures` attempts of each state whose name says so, then succeeds, in a while. */
function bench(watch: () => void, failing: boolean): TestBench {
  const attempts = new Map<string, number>();
  const made = new TestBench({
    task(request, observer) {
      watch();
      const { stateName } = request;
      const used = (attempts.get(stateName) ?? 0) + 1;
      attempts.set(stateName, used);
      const wanted = Number(/fails(\d)/.exec(stateName)?.[1] ?? 0);
      made.clock.after((used * 7919) % 5000, () => {
        observer.started();
        if (failing && used <= wanted) observer.failed({ error: 'Flaky', cause: stateName });
        else observer.succeeded({ from: stateName });
      });
    },
  });
  return made;
}

/** Where the strands of a live execution stand, in the words of a Position. */
function standing(strand: Strand): unknown {
  const children = strand.child?.strands.filter(({ alive }) => alive).map(standing);
  return {
    index: strand.index,
    state: strand.node?.name,
    enteredId: strand.enteredId,
    last: strand.last,
    input: JSON.parse(strand.input.text),
    variables: strand.variables,
    attempts: strand.retryCount,
    children: sorted(strand.timer === undefined ? (children ?? []) : []),
  };
}

/** The same, of what was rebuilt. A Parallel or Map that waits to be tried again has nothing in it. */
function rebuilt(position: Position, strand: Strand): unknown {
  const live = strand.child?.strands ?? [];
  const children = position.inner?.children.flatMap((child) => {
    const own = live.find(({ index, alive }) => alive && index === child.index);
    return own === undefined ? [] : [rebuilt(child, own)];
  });
  return {
    index: position.index,
    state: position.state,
    enteredId: position.enteredId,
    last: position.last,
    input: JSON.parse(position.input()),
    variables: position.variables.values,
    attempts: strand.timer === undefined ? position.attempts : strand.retryCount,
    children: sorted(children ?? []),
  };
}

function sorted(children: unknown[]): unknown[] {
  return children.toSorted((a, b) => (a as Position).index - (b as Position).index);
}

function check(run: Run): void {
  const { root, status } = rebuild(run.machine.definition, run.history);
  expect(status).toBe(run.status);
  expect(rebuilt(root, run.root)).toEqual(standing(run.root));
}

test('an execution rebuilt from its history stands where the execution stands, at every moment it waits', async () => {
  await fc.assert(
    fc.asyncProperty(planArbitrary, async (plan: Plan) => {
      let run: Run | undefined;
      const made = bench(() => run && check(run), true);
      run = made.start(toDefinition(plan), INPUT);
      await made.end(run);
      const { root, status } = rebuild(run.machine.definition, run.history);
      expect(status).toBe(run.status);
      expect(root.last).toBe(run.root.last);
      expect(root.variables.values).toEqual(run.root.variables);
      expect(JSON.parse(root.input())).toEqual(JSON.parse(run.root.input.text));
    }),
    { numRuns: 100 },
  );
});

test('an execution can be rebuilt from the beginning of its history, however short', async () => {
  await fc.assert(
    fc.asyncProperty(planArbitrary, async (plan) => {
      const made = bench(() => {}, true);
      const run = await made.run(toDefinition(plan), INPUT);
      for (let length = 0; length <= run.history.length; length++) {
        const { root } = rebuild(run.machine.definition, run.history.slice(0, length));
        expect(root.last).toBeLessThanOrEqual(length);
      }
    }),
    { numRuns: 50 },
  );
});

test('an execution that is redriven until it succeeds gives what one gives that never failed', async () => {
  await fc.assert(
    fc.asyncProperty(planArbitrary, async (plan) => {
      const definition = toDefinition(plan, { handling: false });
      const smooth = await bench(() => {}, false).run(definition, INPUT);
      const made = bench(() => {}, true);
      const run = await made.run(definition, INPUT);
      for (let count = 0; run.status === 'FAILED' && count < 200; count++) {
        made.engine.redrive(run);
        await made.end(run);
      }
      expect(run.status).toBe(smooth.status);
      expect(run.output).toBe(smooth.output);
    }),
    { numRuns: 100 },
  );
});

test('a fork at any state, with the input that state had, ends as the execution it came from', async () => {
  await fc.assert(
    fc.asyncProperty(planArbitrary, fc.nat(), async (plan, choice) => {
      const definition = toDefinition(plan);
      const made = bench(() => {}, false);
      const run = await made.run(definition, INPUT);
      const entered = run.history.flatMap((event) => event.stateEnteredEventDetails?.name ?? []);
      const state = entered[choice % entered.length]!;
      const forked = made.engine.fork(run, made.spec(definition, INPUT), { state }) as Run;
      await made.end(forked);
      expect(forked.status).toBe(run.status);
      expect(forked.output).toBe(run.output);
      check(forked);
    }),
    { numRuns: 50 },
  );
});
