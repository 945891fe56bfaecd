import type { Json } from '../../core/json.ts';
import { StatesError } from '../errors.ts';
import { chain, type Eventually } from '../execution/eventually.ts';
import { runtimeError } from '../execution/failure.ts';
import type { Held } from '../execution/held.ts';
import { WAIT_SECONDS } from '../execution/limits.ts';
import type { Step } from '../execution/node.ts';
import type { Payload } from '../execution/payload.ts';
import { StrandScope } from '../execution/scope.ts';
import type { Strand } from '../execution/strand.ts';
import type { WaitState } from '../language/definition.ts';
import { isTimestamp } from '../language/timestamp.ts';
import { type Compilation, TransitionNode } from './base.ts';
import { jsonataOf, numeric, pathIn, shown } from './expressions.ts';
import { inputSelector } from './output.ts';

/** How long to wait from now, in ms. */
type Delay = (strand: Strand, input: Payload) => Eventually<number>;

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html */
export class WaitNode extends TransitionNode {
  readonly #select: (strand: Strand) => Payload;
  readonly #delay: Delay;

  constructor(name: string, state: WaitState, compilation: Compilation) {
    super(name, state, compilation);
    this.#select = inputSelector(state);
    this.#delay = compileDelay(state);
  }

  protected override execute(strand: Strand): Eventually<Step | undefined> {
    const input = this.#select(strand);
    return chain(this.#delay(strand, input), (ms) => {
      if (ms > WAIT_SECONDS * 1000) throw runtimeError('Wait state delay is too long.');
      if (ms <= 0) return this.leave(strand, input);
      strand.wait(ms, () => this.leave(strand, input));
      return undefined;
    });
  }

  takeUp(strand: Strand, { due }: Held): undefined {
    const input = this.#select(strand);
    strand.wait(due! - strand.run.recorder.now, () => this.leave(strand, input));
  }
}

function compileDelay(state: WaitState): Delay {
  if (state.SecondsPath !== undefined) return secondsPath(state.SecondsPath);
  if (state.TimestampPath !== undefined) return timestampPath(state.TimestampPath);
  if (state.Timestamp !== undefined)
    return timestamp(state.Timestamp, state.QueryLanguage === 'JSONata');
  const { Seconds } = state;
  if (typeof Seconds !== 'string') return () => (Seconds ?? 0) * 1000;
  const evaluate = jsonataOf(Seconds, 'Seconds', 'number');
  return (strand, input) =>
    chain(evaluate(new StrandScope(strand, input.value)), (value) => 1000 * wholeSeconds(value));
}

/** Numbers from JSONata are rounded down. */
function wholeSeconds(value: Json): number {
  const seconds = Math.floor(Number(value));
  if (seconds >= 0) return seconds;
  throw evaluationError(`The Seconds field cannot be negative: ${shown(value)}`, 'Seconds');
}

function secondsPath(text: string): Delay {
  const read = pathIn(text);
  return (strand, input) => {
    const value = read(new StrandScope(strand, input.value));
    if (value === undefined) {
      throw runtimeError(`The SecondsPath parameter does not reference an input value: ${text}`);
    }
    const seconds = numeric(value);
    if (seconds === undefined || !Number.isInteger(seconds)) {
      throw runtimeError(
        `The SecondsPath parameter cannot be parsed as a long value: ${text} == ${shown(value)}`,
      );
    }
    if (seconds < 0) {
      throw runtimeError(
        `The SecondsPath parameter references a negative value: ${text} == ${shown(value)}`,
      );
    }
    return seconds * 1000;
  };
}

function timestampPath(text: string): Delay {
  const read = pathIn(text);
  return (strand, input) => {
    const value = read(new StrandScope(strand, input.value));
    if (value === undefined) {
      throw runtimeError(`The TimestampPath parameter does not reference an input value: ${text}`);
    }
    if (!isTimestamp(value)) {
      throw runtimeError(
        'The TimestampPath parameter does not reference a valid ISO-8601 extended offset ' +
          `date-time format string: ${text} == ${shown(value)}`,
      );
    }
    return untilTime(strand, value);
  };
}

function timestamp(text: string, jsonata: boolean): Delay {
  if (!jsonata || !text.startsWith('{%')) return (strand) => untilTime(strand, text);
  const evaluate = jsonataOf(text, 'Timestamp', 'string');
  return (strand, input) =>
    chain(evaluate(new StrandScope(strand, input.value)), (value) => {
      if (isTimestamp(value)) return untilTime(strand, value);
      throw evaluationError(
        'The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format ' +
          `string: ${shown(value)}`,
        'Timestamp',
      );
    });
}

function untilTime(strand: Strand, text: string): number {
  return Date.parse(text) - strand.run.ports.clock.now();
}

/** Recorded: this failure's event follows the Entered event, unlike one of the expression itself. */
function evaluationError(cause: string, location: string): StatesError {
  return Object.assign(new StatesError('States.QueryEvaluationError', cause), {
    location,
    late: true,
  });
}
