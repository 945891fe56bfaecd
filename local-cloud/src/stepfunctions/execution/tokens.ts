import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import type { Random } from '../../core/random.ts';
import { checked, type State } from '../../core/state.ts';
import type { TaskAttempt } from './attempt.ts';
import type { TokenProblem } from './types.ts';

const MARK = 'AQCEAAAAKgAAAAMAAAAA';
const WORD = 12;
/** More characters than a token has. */
const LONGEST = 400;

/**
 * The task tokens of one engine. A token says by itself whether this engine made it, so that one
 * whose task is over can be told from one that never was, and none has to be remembered.
 */
export class TokenRegistry implements State {
  readonly #random: Random;
  readonly #live = new Map<string, TaskAttempt>();
  #seal: string;

  constructor(random: Random) {
    this.#random = random;
    this.#seal = base64(random.bytes(WORD));
  }

  save(): Json {
    return this.#seal;
  }

  /** From now on it makes the tokens that the other engine would have made. */
  load(json: Json): void {
    this.#seal = checked(json, z.string());
  }

  /** An unguessable token. `claim` it for the task it stands for. */
  create(): string {
    return `${MARK}${this.#seal}${base64(this.#random.bytes(240))}`;
  }

  claim(token: string, attempt: TaskAttempt): void {
    this.#live.set(token, attempt);
  }

  /** The task that waits for the first token in a text. */
  findIn(text: string): TaskAttempt | undefined {
    const at = text.indexOf(MARK);
    if (at < 0) return undefined;
    const [token = ''] = /[\w+/=]*/.exec(text.slice(at, at + LONGEST)) ?? [];
    return this.#live.get(token);
  }

  release(token: string): void {
    this.#live.delete(token);
  }

  /** The task that waits for this token, or what is wrong with it. */
  find(token: string): TaskAttempt | TokenProblem {
    const attempt = this.#live.get(token);
    if (attempt !== undefined) return attempt;
    if (!token.startsWith(MARK)) return 'InvalidToken';
    return token.startsWith(MARK + this.#seal) ? 'TaskTimedOut' : 'TaskDoesNotExist';
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
