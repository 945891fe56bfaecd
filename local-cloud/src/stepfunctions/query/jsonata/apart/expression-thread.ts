import path from 'node:path';
import { setTimeout as realSleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { readJson } from '../../../../core/json-number.ts';
import { Line } from '../../../../core/turns.ts';
import type { Outcome, Scope } from '../../scope.ts';
import { EvaluationFailure, OUT_OF_MEMORY, TIMEOUT } from '../errors.ts';
import { failureOf } from '../evaluate-expression.ts';
import type { Checked } from '../known-expressions.ts';
import {
  type CheckReply,
  checkedOf,
  type Evaluated,
  type Failed,
  type Request,
  requestOf,
} from './messages.ts';

/** Real milliseconds: what takes longer has found something that costs time and is not counted. */
const LONGEST = 30_000;
/** Real milliseconds without an expression, after which the thread is given back. */
const IDLE = 1_000;
const MEMORY_MB = 1024;

/**
 * Checks and evaluates expressions that take long in a thread of its own, one after the other. It is
 * started when first needed, and keeps the process up only while it works. In line there is one
 * expression for each strand that waits: what nobody wants any more is passed over.
 */
export class ExpressionThread {
  #worker: Worker | undefined;
  readonly #line = new Line();
  #idle = new AbortController();
  #isClosed = false;

  /**
   * What an expression comes to in a scope, with the whole budget; undefined once it is closed, or
   * where it is not wanted any more when its turn comes.
   */
  evaluate(
    expression: string,
    scope: Scope,
    isWanted: () => boolean,
  ): Promise<Outcome | undefined> {
    return this.#line.next(async () => {
      if (!isWanted()) return undefined;
      const reply = await this.#ask<Evaluated>(requestOf(expression, scope));
      return reply !== undefined && 'json' in reply ? { value: readJson(reply.json) } : reply;
    });
  }

  /** What is wrong with an expression, or what it refers to; undefined once the thread is closed. */
  check(expression: string): Promise<Checked | undefined> {
    return this.#line.next(async () => {
      const reply = await this.#ask<CheckReply>({ expression });
      return reply && checkedOf(expression, reply);
    });
  }

  /** Ends the thread, and what it is at. */
  close(): void {
    this.#isClosed = true;
    this.#end();
  }

  async #ask<Reply>(request: Request): Promise<Reply | Failed | undefined> {
    if (this.#isClosed) return undefined;
    this.#idle.abort();
    this.#worker ??= this.#start();
    this.#worker.ref();
    const reply = await replyOf<Reply>(this.#worker, request);
    if (this.#isClosed) return undefined;
    if (reply === undefined) this.#end();
    else void this.#endWhenIdle();
    this.#worker?.unref();
    return reply ?? failure(TIMEOUT);
  }

  #start(): Worker {
    const entry = path.join(import.meta.dirname, `main${path.extname(import.meta.filename)}`);
    const started = new Worker(entry, {
      execArgv: ['--no-warnings'],
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    // It is told to whoever waits for an answer.
    started.on('error', () => {});
    started.on('exit', () => {
      if (this.#worker === started) this.#worker = undefined;
    });
    return started;
  }

  #end(): void {
    this.#idle.abort();
    void this.#worker?.terminate();
    this.#worker = undefined;
  }

  async #endWhenIdle(): Promise<void> {
    this.#idle = new AbortController();
    const { signal } = this.#idle;
    const idle = realSleep(IDLE, true, { ref: false, signal }).catch(() => false);
    if (await idle) this.#end();
  }
}

function failure(what: string): Failed {
  return { failure: failureOf(new EvaluationFailure(what)) };
}

/** Asks, and hears the answer: undefined if it takes too long. A thread dies for want of memory. */
function replyOf<Reply>(worker: Worker, request: Request): Promise<Reply | Failed | undefined> {
  const heard = new AbortController();
  return new Promise<Reply | Failed | undefined>((resolve) => {
    const died = () => resolve(failure(OUT_OF_MEMORY));
    worker.on('message', resolve).on('exit', died);
    heard.signal.addEventListener('abort', () => worker.off('message', resolve).off('exit', died));
    realSleep(LONGEST, undefined, { ref: false, signal: heard.signal }).then(
      () => resolve(undefined),
      () => {},
    );
    worker.postMessage(request);
  }).finally(() => heard.abort());
}
