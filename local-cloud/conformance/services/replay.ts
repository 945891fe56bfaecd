import type { Json, JsonObject } from '../../src/core/json.ts';
import { loadModel } from '../../src/sdk/schemas.ts';
import type { Answer } from './answer.ts';
import { asSent, asShown } from './boto.ts';
import { type Target, targetOf } from './calls.ts';
import type { Choices } from './choices.ts';
import { deadLetterCalls } from './dead-letters.ts';
import { Ids } from './ids.ts';
import { inputOf } from './input.ts';
import { Literals } from './literals.ts';
import { isAnswerOf } from './matching.ts';
import { type Pace, paceOf } from './pace.ts';
import { type CallStep, isCall, type Recording, stepsOf } from './recordings.ts';
import { callOf, deletionsOf, isSilent, MAKERS, type Made, making } from './setup.ts';
import { isShortened } from './shortened.ts';
import { withChecksum, withNoBucket } from './sources.ts';
import { roleCalls, standIn, targetRoles } from './stand-in.ts';
import { putWhileSubscribed, recordedEvents } from './subscriptions.ts';
import { type Replayed, Tally } from './tally.ts';
import { ACCOUNT, World } from './world.ts';

/** Makes the calls of a recording again, as the choices read it. */
export async function replay(recording: Recording, options: ReplayOptions): Promise<Replayed> {
  const world = await World.open(recording.test);
  try {
    return await new Replay(recording, world, options).run();
  } finally {
    await world.close();
  }
}

export interface ReplayOptions {
  readonly choices: Choices;
  /** Goes no further than the first answer that differs. */
  readonly untilMiss?: boolean;
}

/** The services that call targets in a role's name, by the names of their clients. */
const SERVICES_OF_TARGETS: Readonly<Partial<Record<string, 'events' | 'scheduler'>>> = {
  EventBridge: 'events',
  Scheduler: 'scheduler',
};

/** So long tests wait at least for a mapping to gather records, in milliseconds. */
const BATCHING_WINDOW = 3_000;

class Replay {
  readonly #recording: Recording;
  readonly #world: World;
  readonly #options: ReplayOptions;
  readonly #pace: Pace;
  readonly #isOfNotifications: boolean;
  readonly #ids: Ids;
  readonly #literals: Literals;
  readonly #answers: Answer[] = [];
  readonly #tally: Tally;
  /** How many answers there were at the last match. */
  #seen = 0;
  /** The last call for messages. */
  #received: { readonly target: Target; readonly params: JsonObject } | undefined;
  /** Why what follows cannot be judged any more. */
  #lost: string | undefined;
  /** Whether there is a queue with dead letters that a fixture made. */
  #isPiped = false;
  /** Why the last call could not be made. */
  #skipped: string | undefined;

  constructor(recording: Recording, world: World, options: ReplayOptions) {
    this.#recording = recording;
    this.#world = world;
    this.#options = options;
    this.#tally = new Tally(recording);
    const { choices } = options;
    this.#isOfNotifications = recording.requests.some(
      (step) => isCall(step) && step.call === 's3:PutBucketNotificationConfiguration',
    );
    this.#pace = paceOf(recording, choices);
    this.#ids = new Ids(world.endpoint, choices);
    this.#literals = new Literals(recording, choices);
  }

  async run(): Promise<Replayed> {
    for (const [index, step] of stepsOf(this.#recording).entries()) {
      if (this.#options.untilMiss && this.#tally.hasMissed) break;
      if (isCall(step)) await this.#call(step, index);
      else await this.#match(step.match, index);
    }
    this.#matchLast();
    return this.#tally.replayed;
  }

  async #call(step: CallStep, index: number): Promise<void> {
    if (this.#lost !== undefined) return;
    this.#skipped = undefined;
    if (isSilent(step)) return;
    const queues = `${this.#world.endpoint}/${ACCOUNT}`;
    const calls = deadLetterCalls(step, queues, this.#isPiped);
    if (calls !== undefined) {
      this.#isPiped ||= calls.length > 0;
      for (const call of calls) await this.#make(call, index, true);
      return;
    }
    const made = callOf(step);
    if (made === undefined || targetOf(made.call) === undefined) {
      this.#lost = `${step.call} is not modelled`;
    } else await this.#make(made, index, step.call.startsWith('setup:'));
  }

  async #make({ call, params }: Made, index: number, byFixture: boolean): Promise<void> {
    const target = targetOf(call)!;
    if (this.#recording.requestsFrom === 'requests') {
      // A file, of which the class is recorded.
      if (/^<[A-Z]\w+>$/.test(String(params.Body))) {
        this.#lost = `${target.operation}: the bytes that were sent are not recorded`;
        return;
      }
      if (isShortened(params)) {
        this.#skipped = `${target.operation}: what was sent is not recorded in its whole length`;
        return;
      }
      const isUnknown = this.#isUnknownToAws(index);
      const known = this.#ids.translate(params, !isUnknown);
      if (isUnknown) await this.#takeDown(this.#ids.translate(params));
      return this.#send(target, known, byFixture);
    }
    if (params.PartNumber === '<...>') {
      this.#lost = `${target.operation}: its parts were made in a loop`;
      return;
    }
    const resolve = () => this.#literals.resolve(target.operation, params, index);
    for (const name of resolve().open) await this.#makeFixture(name, index);
    const resolved = resolve();
    if (resolved.open.length === 0) {
      if (params.Policy === '<...>') await this.#allowPublicPolicy(resolved.params);
      const isUnknown = this.#isUnknownToAws(index) && target.operation !== 'CreateBucket';
      if (isUnknown) await this.#takeDown(resolved.params);
      const known = this.#ids.translate(resolved.params);
      const told = withChecksum(target.operation, known, this.#answerTo(index));
      return this.#send(target, isUnknown ? withNoBucket(params, told) : told, byFixture);
    }
    this.#lost = `${target.operation}: ${[...new Set(resolved.open)].join(', ')} is no literal`;
  }

  /** What a test takes as given was made by a fixture before its first call. */
  async #makeFixture(name: string, index: number): Promise<void> {
    const maker = MAKERS[name];
    if (maker !== undefined) await this.#make(making(maker), index, true);
  }

  /** A fixture took away what keeps a bucket from policies for everybody. */
  async #allowPublicPolicy({ Bucket }: JsonObject): Promise<void> {
    const target = targetOf('s3:DeletePublicAccessBlock')!;
    if (Bucket !== undefined) await this.#world.call(target, { Bucket });
  }

  /** Whether AWS said that it does not know what the call names. */
  #isUnknownToAws(index: number): boolean {
    return /^\{"Errors?".*"Code":"(?:404|NotFound|[^"]*NonExistent|NoSuchBucket"|NoSuchVersion|ResourceNotFound)/.test(
      JSON.stringify(this.#answerTo(index)),
    );
  }

  /** What was recorded right after the call. */
  #answerTo(index: number): Json {
    const next = stepsOf(this.#recording)[index + 1];
    if (next === undefined || isCall(next)) return null;
    return this.#recording['recorded-content'][next.match] ?? null;
  }

  /** Recordings leave out what tests take down: what AWS does not find, and is here, may have been. */
  async #takeDown(params: JsonObject): Promise<void> {
    const [deletion] = deletionsOf(params);
    const isDeleted = deletion !== undefined && this.#options.choices.among([false, true]);
    if (isDeleted) await this.#world.call(targetOf(deletion.call)!, deletion.params);
  }

  async #send(target: Target, params: JsonObject, byFixture: boolean): Promise<void> {
    if (target.operation === 'ReceiveMessage') this.#received = { target, params };
    await this.#letTimePass(target.operation);
    try {
      const answer = await this.#answer(target, params);
      this.#answers.push({ ...answer, byFixture });
      if (target.operation === 'SubscribeToShard') this.#matchEvents();
      this.#ids.learn(answer.value);
      if (!answer.failed) this.#literals.learn(params, answer.value);
    } catch (error) {
      const { message, stack } = error as Error;
      const [, label] = /^No value provided for input HTTP label: (\w+)/.exec(message) ?? [];
      if (label === undefined) this.#tally.miss(`${target.operation}: ${stack}`);
      else this.#lost = `${target.operation}: ${label} is no literal`;
    }
  }

  async #letTimePass(operation: string): Promise<void> {
    const { ms, readsOnly } = this.#pace;
    // Tests wait until a mapping is enabled.
    if (this.#answers.at(-1)?.operation === 'CreateEventSourceMapping') {
      if (/^(?:Put|Send)/.test(operation)) await this.#world.advance(BATCHING_WINDOW);
    }
    if (readsOnly && !/^(?:Describe|Get|List|Receive)/.test(operation)) return;
    if (this.#answers.length > 0) await this.#world.advance(ms);
  }

  async #answer(target: Target, params: JsonObject): Promise<Answer> {
    if (target.operation === 'CreateFunction') {
      await this.#makeRole(roleCalls('lambda'));
      return this.#world.call(target, standIn(params, this.#recording));
    }
    const service = SERVICES_OF_TARGETS[target.sdkId];
    if (service !== undefined) {
      for (const role of targetRoles(params)) await this.#makeRole(roleCalls(service, role));
    }
    const { input } = (await loadModel(target.sdkId)).operations.get(target.operation)!;
    const sent = inputOf(input, asSent(target, params)) as object;
    const answer =
      target.operation === 'SubscribeToShard'
        ? await this.#world.subscribe(target, sent, putWhileSubscribed(this.#recording))
        : await this.#world.call(target, sent);
    return { ...answer, value: asShown(target, params, answer.value) };
  }

  async #makeRole(calls: ReturnType<typeof roleCalls>): Promise<void> {
    for (const { call, params } of calls) await this.#world.call(targetOf(call)!, params);
  }

  async #match(key: string, index: number): Promise<void> {
    if (this.#isOfNotifications) await this.#receiveAll();
    else await this.#readPrinted();
    const expected = this.#recording['recorded-content'][key];
    if (expected === undefined) this.#tally.leave(`${key}: was recorded under another key`);
    else if (this.#lost !== undefined) this.#tally.leave(`${key}: ${this.#lost}`);
    else if (this.#skipped !== undefined) this.#tally.leave(`${key}: ${this.#skipped}`);
    else this.#tally.judge(key, expected, this.#answers, this.#seen, index);
    this.#seen = this.#answers.length;
  }

  /**
   * Tests ask a queue until they have all that S3 tells it, its test event aside: how often that
   * was elsewhere says nothing of how often it is here.
   */
  async #receiveAll(): Promise<void> {
    const asked = this.#answers.slice(this.#seen).some(isReceived);
    if (!asked || this.#received === undefined) return;
    for (let more = true; more; more = isReceived(this.#answers.at(-1)!)) {
      const before = this.#answers.length;
      await this.#send(this.#received.target, this.#received.params, false);
      if (this.#answers.length === before) return;
    }
  }

  /** What is recorded of a subscription comes after calls that were not captured. */
  #matchEvents(): void {
    for (const [key, expected] of recordedEvents(this.#recording)) {
      this.#tally.judge(key, expected, this.#answers, this.#seen);
    }
  }

  /** Tests read the events that functions were given in their logs, by a helper of their own. */
  async #readPrinted(): Promise<void> {
    if (!this.#answers.some(({ operation }) => operation === 'CreateFunction')) return;
    await this.#letTimePass('Get');
    await this.#world.advance(BATCHING_WINDOW);
    const events = await this.#world.printed();
    if (events.length === 0) return;
    const answer = { operation: 'printed', members: ['events'], failed: false, byFixture: true };
    this.#answers.push({ ...answer, value: { events } });
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
    const [key, expected] = next;
    if (isAnswerOf(last, expected) || last.failed || 'Error' in (expected as object)) {
      this.#tally.judge(key, expected, this.#answers, this.#seen);
    }
  }
}

function isReceived({ operation, value }: Answer): boolean {
  return (
    operation === 'ReceiveMessage' && Array.isArray(value.Messages) && value.Messages.length > 0
  );
}
