import type { Clock } from '../../core/clock.ts';
import type { Journal, JournaledExecution, Ports } from '../ports.ts';
import type { Archive } from './archive.ts';
import {
  type EventDetails,
  type EventType,
  type HistoryEvent,
  RecordedEvent,
  setDetails,
} from './history.ts';
import { EXECUTION_BYTES, HistorySize } from './history-size.ts';
import { withLateText } from './late-text.ts';
import { EXPRESS_EVENTS, HISTORY_EVENTS } from './limits.ts';
import type { StateNode } from './node.ts';
import { isUnwritten, type Payload } from './payload.ts';
import type { StartSpec } from './types.ts';

/** Nothing the engine keeps is ever cut. One object, shared by all events. */
export const NOT_TRUNCATED = Object.freeze({ truncated: false });

/** Thrown to leave whatever is going on: the execution has ended under it. */
export const ENDED = Symbol('the execution has ended');

/** After so many events of an execution it is looked whether there is memory for more. */
const LOOK_EVERY = 64;

const TERMINAL: ReadonlySet<EventType> = new Set<EventType>([
  'ExecutionSucceeded',
  'ExecutionFailed',
  'ExecutionAborted',
  'ExecutionTimedOut',
]);

/** The execution whose history a Recorder writes. The journal is told of each event as its. */
export interface Recorded extends JournaledExecution {
  readonly spec: StartSpec;
  /** Ends the execution: it has as many events as it may have, or there is no memory for more of them. */
  overflow(cause: 'events' | 'memory'): void;
}

/**
 * Writes the history of an execution, event by event. What nobody hears of an Express execution is
 * counted, and not written.
 */
export class Recorder {
  /** Of a Standard execution complete and in order: index + 1 = event id. Of an Express one it keeps none. */
  readonly history: HistoryEvent[] | undefined;
  readonly #isHeard: boolean;
  readonly #most: number;
  /** The id of the last event, and of the one before it. */
  lastId = 0;
  previousId = 0;
  readonly #size: HistorySize | undefined;
  readonly #execution: Recorded;
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #hasRoom: Ports['hasRoom'];
  /** Cloud time of this moment's events, in ms since 1970. */
  #now: number;

  /**
   * @param input of the execution
   * @param archive where there is one, long texts are put away
   */
  constructor(
    execution: Recorded,
    input: Payload,
    { clock, journal, hasRoom }: Ports,
    archive: Archive | undefined,
    now: number,
  ) {
    const { type } = execution.spec;
    const isStandard = type === 'STANDARD';
    this.#execution = execution;
    this.history = isStandard ? [] : undefined;
    this.#size = this.history && new HistorySize(this.history, input, archive);
    this.#isHeard = isStandard || (journal.hears?.(execution) ?? true);
    this.#most = isStandard ? HISTORY_EVENTS : EXPRESS_EVENTS;
    this.#clock = clock;
    this.#journal = journal;
    this.#hasRoom = hasRoom;
    this.#now = now;
  }

  /** What its execution takes in memory, about. */
  get bytes(): number {
    return this.#size?.bytes ?? EXECUTION_BYTES;
  }

  /** Cloud time as of the last look: what happens without a pause happens at one time. */
  get now(): number {
    return this.#now;
  }

  /** Looks at the clock, at the beginning of whatever happens next. */
  lookAtClock(): void {
    this.#now = this.#clock.now();
  }

  /** Writes an event; gives its id. */
  record<Type extends EventType>(
    type: Type,
    previousEventId: number,
    details?: EventDetails<Type>,
  ): number {
    if (!this.#isHeard) return this.#count(type, previousEventId);
    const event = this.#event(type, previousEventId);
    if (details !== undefined) {
      setDetails(event, type, details);
      this.#size?.details(details);
    }
    return this.#append(event);
  }

  /** Writes an event as it was written before, in another execution. */
  adopt(event: HistoryEvent): void {
    this.#append(event);
  }

  /** The execution has ended: what is long of its history can be put away, all of it. */
  ended(): void {
    this.#size?.ended();
  }

  /** Takes over an event that was told of already. */
  load(event: HistoryEvent): void {
    for (const details of Object.values(event)) {
      if (typeof details === 'object' && details !== null) this.#size?.details(details);
    }
    this.#keep(event);
    this.lastId = event.id!;
    this.previousId = event.previousEventId!;
  }

  #keep(event: HistoryEvent): void {
    this.history?.push(event);
    this.#size?.event();
  }

  /** @param details what ExecutionStarted tells besides the input */
  started(
    input: Payload,
    details: Omit<EventDetails<'ExecutionStarted'> & object, 'input'>,
  ): number {
    const type = 'ExecutionStarted';
    if (!this.#isHeard) return this.#count(type, 0);
    const event = this.#event(type, 0);
    event.executionStartedEventDetails = isUnwritten(input)
      ? withLateText(details, 'input', input)
      : { input: input.text, ...details };
    this.#size?.payload(input);
    return this.#append(event);
  }

  entered(node: StateNode, previousEventId: number, input: Payload): number {
    const type = node.enteredType as EventType;
    if (!this.#isHeard) return this.#count(type, previousEventId);
    const event = this.#event(type, previousEventId);
    event.stateEnteredEventDetails = inputOf(node.name, input);
    this.#size?.payload(input);
    return this.#append(event);
  }

  exited(
    node: StateNode,
    previousEventId: number,
    output: Payload,
    assigned?: Record<string, string>,
  ): number {
    const type = node.exitedType as EventType;
    if (!this.#isHeard) return this.#count(type, previousEventId);
    const event = this.#event(type, previousEventId);
    const details = outputOf(node.name, output);
    this.#size?.payload(output);
    if (assigned !== undefined) {
      this.#size?.details(assigned);
      details.assignedVariables = assigned;
      details.assignedVariablesDetails = NOT_TRUNCATED;
    }
    event.stateExitedEventDetails = details;
    return this.#append(event);
  }

  succeeded(output: Payload, previousEventId: number): number {
    const type = 'ExecutionSucceeded';
    if (!this.#isHeard) return this.#count(type, previousEventId);
    const event = this.#event(type, previousEventId);
    event.executionSucceededEventDetails = isUnwritten(output)
      ? withLateText({ outputDetails: NOT_TRUNCATED }, 'output', output)
      : { output: output.text, outputDetails: NOT_TRUNCATED };
    return this.#append(event);
  }

  #event(type: EventType, previousEventId: number): HistoryEvent {
    const id = this.lastId + 1;
    if (id % LOOK_EVERY === 0 && !TERMINAL.has(type)) this.#lookForRoom();
    return new RecordedEvent(this.#now, type, id, previousEventId);
  }

  /** Of an Express execution nothing is kept. */
  #lookForRoom(): void {
    if (this.history === undefined || (this.#hasRoom?.() ?? true)) return;
    this.#execution.overflow('memory');
    throw ENDED;
  }

  #append(event: HistoryEvent): number {
    const id = this.#count(event.type!, event.previousEventId!);
    this.#keep(event);
    this.#journal.event(this.#execution, event);
    return id;
  }

  /** One event more; gives its id. */
  #count(type: EventType, previousEventId: number): number {
    const id = this.lastId + 1;
    if (id >= this.#most && !TERMINAL.has(type)) {
      this.#execution.overflow('events');
      throw ENDED;
    }
    this.lastId = id;
    this.previousId = previousEventId;
    return id;
  }
}

function inputOf(name: string, input: Payload): HistoryEvent['stateEnteredEventDetails'] & object {
  return isUnwritten(input)
    ? withLateText({ name, inputDetails: NOT_TRUNCATED }, 'input', input)
    : { name, input: input.text, inputDetails: NOT_TRUNCATED };
}

function outputOf(name: string, output: Payload): HistoryEvent['stateExitedEventDetails'] & object {
  return isUnwritten(output)
    ? withLateText({ name, outputDetails: NOT_TRUNCATED }, 'output', output)
    : { name, output: output.text, outputDetails: NOT_TRUNCATED };
}
