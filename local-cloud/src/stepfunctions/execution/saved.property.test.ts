import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { fromJson, toJson } from '../../core/state.ts';
import type { TaskObserver, TaskRequest } from '../ports.ts';
import type { MockedResponse, TestCase } from './mocked-states.ts';
import type { Run } from './run.ts';
import { SAVED_EXECUTION } from './saved.ts';
import { TestBench, types } from './testing/bench.ts';
import { INPUT, planArbitrary, toDefinition } from './testing/random-machine.ts';

/** A task that somebody outside the cloud works on: what becomes of it, and when. */
interface Work {
  readonly state: string;
  readonly token: string | undefined;
  readonly due: number;
  readonly fails: boolean;
  /** It is told at once that the work has started. */
  readonly tells: boolean;
}

/**
 * Who works on tasks. It fails the first attempts of each state whose name says so, and goes on
 * while the cloud is another one: what it is asked again is what it was asked before.
 */
class Worker {
  readonly #open: Work[] = [];
  #again: Work[] = [];
  readonly #asked = new Map<string, number>();
  #count = 0;

  bench(): TestBench {
    const made = new TestBench({
      autoSkip: false,
      task: (request, observer) => this.#take(made, request, observer),
    });
    return made;
  }

  /** Answers by token what it was given before; of the rest it is asked again. */
  goOn(made: TestBench): void {
    this.#again = this.#open.filter(({ token }) => token === undefined);
    for (const work of this.#open.filter(({ token }) => token !== undefined)) {
      this.#answer(made, work);
    }
  }

  #take(made: TestBench, request: TaskRequest, observer: TaskObserver): () => void {
    const again = this.#again.findIndex(({ state }) => state === request.stateName);
    const [known] = again < 0 ? [] : this.#again.splice(again, 1);
    const work = known ?? this.#begin(made, request);
    if (work.token !== undefined) {
      observer.submitted({ state: work.state });
      this.#answer(made, work);
      return () => this.#end(work);
    }
    if (work.tells) observer.started();
    made.clock.after(work.due - made.clock.now(), () => {
      this.#end(work);
      observer.started();
      if (work.fails) observer.failed({ error: 'Flaky', cause: work.state });
      else observer.succeeded({ from: work.state });
    });
    return () => this.#end(work);
  }

  #begin(made: TestBench, { stateName, taskToken }: TaskRequest): Work {
    const asked = (this.#asked.get(stateName) ?? 0) + 1;
    this.#asked.set(stateName, asked);
    this.#count += 1;
    const work = {
      state: stateName,
      token: taskToken,
      due: made.clock.now() + ((asked * 7919 + this.#count * 13) % 5000),
      fails: asked <= Number(/fails(\d)/.exec(stateName)?.[1] ?? 0),
      tells: this.#count % 2 === 0,
    };
    this.#open.push(work);
    return work;
  }

  #answer(made: TestBench, work: Work): void {
    const token = work.token!;
    made.clock.after(work.due - made.clock.now(), () => {
      this.#end(work);
      if (work.fails) made.engine.failTask(token, { error: 'Flaky', cause: work.state });
      else made.engine.succeedTask(token, JSON.stringify({ from: work.state }));
    });
  }

  #end(work: Work): void {
    const index = this.#open.indexOf(work);
    if (index >= 0) this.#open.splice(index, 1);
  }
}

/** Lets time pass until so many events are there and all that goes on only waits, or until the end. */
async function until(made: TestBench, run: Run, events: number): Promise<void> {
  await made.clock.idle();
  while (run.history.length < events && !run.ended) await made.clock.next();
  await made.clock.idle();
}

/** The same execution in another engine, by way of JSON text. */
function moved(worker: Worker, made: TestBench, run: Run): { made: TestBench; run: Run } {
  const text = JSON.stringify(toJson(made.engine.save(run)));
  const other = worker.bench();
  other.clock.load(made.clock.save());
  other.engine.tokens.load(made.engine.tokens.save());
  const { definition } = run.machine;
  const spec = { ...run.spec, machine: other.engine.compile(definition) };
  const loaded = other.engine.load(spec, fromJson(JSON.parse(text), SAVED_EXECUTION)) as Run;
  other.random.load(made.random.save());
  expect(other.engine.save(loaded).history).toEqual(made.engine.save(run).history);
  worker.goOn(other);
  other.engine.resume(loaded);
  return { made: other, run: loaded };
}

/** Tasks are answered by their tokens. */
function callbacks(definition: JsonObject): JsonObject {
  const text = JSON.stringify(definition)
    .replaceAll(':lambda:invoke"', ':lambda:invoke.waitForTaskToken"')
    .replaceAll('{"FunctionName":"f"}', '{"FunctionName":"f","Payload":{"t.$":"$$$$.Task.Token"}}');
  return JSON.parse(text) as JsonObject;
}

/** A test case in which states with an odd number are mocked, to fail as often as their names say. */
function testCaseFor(definition: JsonObject): TestCase {
  const names = new Set(JSON.stringify(definition).match(/task\d*[13579]\b(?:-fails\d)?(?=")/g));
  const states = [...names].map((name): [string, MockedResponse] => {
    const times = Number(/fails(\d)/.exec(name)?.[1] ?? 0);
    const Throw = { Error: 'Flaky', Cause: name };
    return [
      name,
      {
        name,
        answers: [
          { times, Throw },
          { times: 9, Return: { from: name } },
        ],
      },
    ];
  });
  return { name: 'Odd', states: new Map(states) };
}

const outcome = (run: Run) => ({
  status: run.status,
  output: run.output,
  error: run.error,
  cause: run.cause,
  startDate: run.startDate,
  stopDate: run.stopDate,
  events: types(run).toSorted(),
});

test('an execution that is saved at any event and loaded ends as if nothing had happened', async () => {
  await fc.assert(
    fc.asyncProperty(
      planArbitrary,
      fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      fc.boolean(),
      async (plan, cuts, byToken, isMocked) => {
        const plain = toDefinition(plan);
        // Tasks of several iterations can be told apart by their tokens only.
        const isTold = byToken || JSON.stringify(plan).includes('"map"');
        const definition = isTold ? callbacks(plain) : plain;
        const testCase = isMocked ? testCaseFor(definition) : undefined;
        const start = (bench: TestBench) =>
          bench.engine.start({ ...bench.spec(definition, INPUT), testCase }) as Run;
        const worker = new Worker();
        const smooth = worker.bench();
        const whole = start(smooth);
        await until(smooth, whole, Number.POSITIVE_INFINITY);

        const other = new Worker();
        let made = other.bench();
        let run = start(made);
        for (const cut of cuts.toSorted((a, b) => a - b)) {
          await until(made, run, cut);
          ({ made, run } = moved(other, made, run));
        }
        await until(made, run, Number.POSITIVE_INFINITY);
        expect(outcome(run)).toEqual(outcome(whole));
        expect(run.history.map(({ id }) => id)).toEqual(run.history.map((_, index) => index + 1));
      },
    ),
    { numRuns: 150 },
  );
});
