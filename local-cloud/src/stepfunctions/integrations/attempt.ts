import type { Clock } from '../../core/clock.ts';
import type { Json } from '../../core/json.ts';
import type { Random } from '../../core/random.ts';
import type { TaskFailure, TaskObserver, TaskRequest } from '../ports.ts';
import type { ActivityTasks } from './activity.ts';
import type { AwsCalls, HttpCalls } from './aws-calls.ts';

/** What the integrations need of the world. */
export interface IntegrationPorts {
  readonly calls: AwsCalls;
  readonly clock: Clock;
  readonly random: Random;
  readonly activities: ActivityTasks;
  readonly http: HttpCalls;
  /** Resolves when an execution has ended (`states:startExecution.sync`). */
  executionEnd(executionArn: string): Promise<void>;
}

/**
 * One attempt of a Task. Once it is cancelled nothing more is told, and what was begun is undone
 * where it can be (`onCancel`).
 */
export class Attempt {
  readonly request: TaskRequest;
  readonly #observer: TaskObserver;
  #open = true;
  #told = false;
  #undo: (() => void) | undefined;

  constructor(request: TaskRequest, observer: TaskObserver) {
    this.request = request;
    this.#observer = observer;
  }

  /** Whether the execution still wants the result. */
  get open(): boolean {
    return this.#open;
  }

  /** Told once, however often it is called. */
  started(details?: { workerName?: string }): void {
    if (!this.#open || this.#told) return;
    this.#told = true;
    this.#observer.started(details);
  }

  heartbeat(): void {
    if (this.#open) this.#observer.heartbeat();
  }

  submitted(output: Json): void {
    if (this.#open) this.#observer.submitted(output);
  }

  succeeded(output: Json): void {
    if (this.#close()) this.#observer.succeeded(output);
  }

  failed(failure: TaskFailure): void {
    if (this.#close()) this.#observer.failed(failure);
  }

  onCancel(undo: () => void): void {
    if (this.#open) this.#undo = undo;
    else undo();
  }

  cancel(): void {
    if (this.#close()) this.#undo?.();
  }

  #close(): boolean {
    const was = this.#open;
    this.#open = false;
    return was;
  }
}

/** Awaits real work (loading an SDK's schemas) without letting the clock be skipped meanwhile. */
export async function holding<T>(clock: Clock, work: Promise<T>): Promise<T> {
  const hold = clock.hold();
  try {
    return await work;
  } finally {
    hold.release();
  }
}
