import type { Json, JsonObject } from '../../src/core/json.ts';
import { loadModel } from '../../src/sdk/schemas.ts';
import type { Answer } from './answer.ts';
import { type Target, targetOf } from './calls.ts';
import { Ids } from './ids.ts';
import { inputOf } from './input.ts';
import { Literals } from './literals.ts';
import { isAnswerOf, matchDifferences } from './matching.ts';
import { type CallStep, isCall, type Recording, stepsOf } from './recordings.ts';
import { callOf, isSilent, MAKERS, type Made, making } from './setup.ts';
import { ROLE_CALLS, standIn } from './stand-in.ts';
import { World } from './world.ts';

/** How a recording went: the answers that agree, those that do not, and those nobody can judge. */
export interface Replayed {
  readonly agreeing: number;
  readonly differing: number;
  /** What differs, answer by answer. */
  readonly misses: readonly string[];
  readonly unjudged: readonly string[];
  /** Some request may have meant another of several ids. */
  readonly ambiguous: boolean;
}

/** What a recording leaves open. */
export interface Reading {
  /** How much time the test let pass before its calls, in milliseconds. */
  readonly pace: number;
  /** Only before those that read. */
  readonly readsOnly: boolean;
  /** Which of several ids in an answer a request means. */
  readonly pick: number;
}

/** Makes the calls of a recording again, in one reading of it. */
export async function replay(recording: Recording, reading: Reading): Promise<Replayed> {
  const world = await World.open(recording.test);
  try {
    return await new Replay(recording, world, reading).run();
  } finally {
    await world.close();
  }
}

class Replay {
  readonly #recording: Recording;
  readonly #world: World;
  readonly #reading: Reading;
  readonly #ids: Ids;
  readonly #literals: Literals;
  readonly #answers: Answer[] = [];
  readonly #bound = new Map<string, string>();
  readonly #misses: string[] = [];
  readonly #unjudged: string[] = [];
  /** How many answers there were at the last match. */
  #seen = 0;
  #agreeing = 0;
  #differing = 0;
  /** Why what follows cannot be judged any more. */
  #lost: string | undefined;

  constructor(recording: Recording, world: World, reading: Reading) {
    this.#recording = recording;
    this.#world = world;
    this.#reading = reading;
    this.#ids = new Ids(world.endpoint, reading.pick);
    this.#literals = new Literals(recording);
  }

  async run(): Promise<Replayed> {
    for (const [index, step] of stepsOf(this.#recording).entries()) {
      if (isCall(step)) await this.#call(step, index);
      else this.#match(step.match);
    }
    this.#matchLast();
    return {
      agreeing: this.#agreeing,
      differing: this.#differing,
      misses: this.#misses,
      unjudged: this.#unjudged,
      ambiguous: this.#ids.ambiguous,
    };
  }

  async #call(step: CallStep, index: number): Promise<void> {
    if (this.#lost !== undefined) return;
    if (isSilent(step)) return;
    const made = callOf(step);
    if (made === undefined || targetOf(made.call) === undefined) {
      this.#lost = `${step.call} is not modelled`;
    } else await this.#make(made, index, step.call.startsWith('setup:'));
  }

  async #make({ call, params }: Made, index: number, byFixture: boolean): Promise<void> {
    const target = targetOf(call)!;
    if (this.#recording.requestsFrom === 'requests') {
      const known = this.#ids.translate(params, !this.#isUnknownToAws(index));
      return this.#send(target, known, byFixture);
    }
    const resolve = () => this.#literals.resolve(target.operation, params, index);
    for (const name of resolve().open) await this.#makeFixture(name, index);
    const resolved = resolve();
    if (resolved.open.length === 0) {
      return this.#send(target, this.#ids.translate(resolved.params), byFixture);
    }
    this.#lost = `${target.operation}: ${[...new Set(resolved.open)].join(', ')} is no literal`;
  }

  /** What a test takes as given was made by a fixture before its first call. */
  async #makeFixture(name: string, index: number): Promise<void> {
    const maker = MAKERS[name];
    if (maker !== undefined) await this.#make(making(maker), index, true);
  }

  /** Whether AWS said that it does not know what the call names. */
  #isUnknownToAws(index: number): boolean {
    const next = this.#recording.requests[index + 1];
    if (next === undefined || isCall(next)) return false;
    const answer = JSON.stringify(this.#recording['recorded-content'][next.match] ?? null);
    return (
      answer.startsWith('{"Error"') && /"Code": ?"(?:NotFound|[^"]*NonExistent|NoSuch)/.test(answer)
    );
  }

  async #send(target: Target, params: JsonObject, byFixture: boolean): Promise<void> {
    await this.#letTimePass(target.operation);
    try {
      const answer = await this.#answer(target, params);
      this.#answers.push({ ...answer, byFixture });
      this.#ids.learn(answer.value);
      if (!answer.failed) this.#literals.learn(params, answer.value);
    } catch (error) {
      this.#misses.push(`${target.operation}: ${(error as Error).stack}`);
    }
  }

  async #letTimePass(operation: string): Promise<void> {
    const { pace, readsOnly } = this.#reading;
    if (readsOnly && !/^(?:Describe|Get|List|Receive)/.test(operation)) return;
    if (this.#answers.length > 0) await this.#world.advance(pace);
  }

  async #answer(target: Target, params: JsonObject): Promise<Answer> {
    if (target.operation === 'CreateFunction') {
      for (const { call, params } of ROLE_CALLS) await this.#world.call(targetOf(call)!, params);
      return this.#world.call(target, standIn(params));
    }
    const { input } = (await loadModel(target.sdkId)).operations.get(target.operation)!;
    return this.#world.call(target, inputOf(input, params) as object);
  }

  #match(key: string): void {
    const expected = this.#recording['recorded-content'][key];
    if (expected === undefined) this.#unjudged.push(`${key}: was recorded under another key`);
    else if (this.#lost !== undefined) this.#unjudged.push(`${key}: ${this.#lost}`);
    else this.#judge(key, expected);
    this.#seen = this.#answers.length;
  }

  #judge(key: string, expected: Json): void {
    const found = matchDifferences(expected, this.#answers, this.#seen, this.#bound);
    if (found === undefined) this.#unjudged.push(`${key}: no answer is of this form`);
    else if (found.length === 0) this.#agreeing += 1;
    else {
      this.#differing += 1;
      this.#misses.push(...found.map((difference) => `${key}: ${difference}`));
    }
  }

  /**
   * A test that failed elsewhere mostly did at its last call: what AWS answered there is the next
   * answer that is of this call's form.
   */
  #matchLast(): void {
    const last = this.#answers.at(-1);
    if (this.#lost !== undefined || last === undefined || this.#seen === this.#answers.length)
      return;
    const { requests, 'recorded-content': content } = this.#recording;
    const matched = new Set(requests.flatMap((step) => (isCall(step) ? [] : [step.match])));
    const next = Object.entries(content).find(([key]) => !matched.has(key));
    if (next === undefined || !('ResponseMetadata' in (next[1] as object))) return;
    if (isAnswerOf(last, next[1])) this.#judge(...next);
    else if (last.failed || 'Error' in (next[1] as object)) this.#judge(...next);
  }
}
