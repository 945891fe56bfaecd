import type { Clock } from '../../core/clock.ts';
import type { Keep } from '../../core/keep.ts';
import type { Execution, MapRun } from '../execution/types.ts';
import { type ArnType, machineName, parseArn } from './arn.ts';
import { EndedExecutions } from './ended-executions.ts';
import { executionDoesNotExist, referenceNotFound } from './errors.ts';
import type { Revision } from './state-machine.ts';

/** An execution and what it runs. */
export interface KnownExecution {
  readonly execution: Execution;
  readonly revision: Revision;
}

/** The executions of Standard state machines. Those of Express ones are not kept, as on AWS. */
export class ExecutionStore {
  readonly #byMachine = new Map<string, Map<string, KnownExecution>>();
  readonly #mapRunsOf: (execution: Execution) => readonly MapRun[];
  readonly #ended: EndedExecutions;

  constructor(
    mapRunsOf: (execution: Execution) => readonly MapRun[],
    ports: { readonly clock: Clock; readonly keep: Keep },
  ) {
    this.#mapRunsOf = mapRunsOf;
    this.#ended = new EndedExecutions(
      ports,
      (execution) => this.#bytesOf(execution),
      (execution) => this.#remove(execution),
    );
  }

  add(known: KnownExecution): void {
    this.#put(known);
    this.follow(known.execution);
  }

  /** Executions of another cloud, of each machine in the order they were started. */
  load(all: readonly KnownExecution[]): void {
    for (const known of all) this.#put(known);
    const end = ({ execution: { stopDate } }: KnownExecution) =>
      stopDate ?? Number.POSITIVE_INFINITY;
    const inOrder = all.toSorted((a, b) => end(a) - end(b));
    for (const { execution } of inOrder) this.follow(execution);
  }

  #put(known: KnownExecution): void {
    const { stateMachineName, arn } = known.execution.spec;
    const executions = this.#byMachine.get(stateMachineName) ?? new Map<string, KnownExecution>();
    executions.set(arn, known);
    this.#byMachine.set(stateMachineName, executions);
  }

  /** An execution that has begun, or goes on: some time after its end it is not kept any more. */
  follow(execution: Execution): void {
    this.#ended.follow(execution);
  }

  #remove(execution: Execution): void {
    this.#ended.delete(execution);
    this.#byMachine.get(execution.spec.stateMachineName)?.delete(execution.arn);
  }

  removeAll(machine: string): void {
    for (const execution of this.ofMachine(machine)) this.#remove(execution);
    this.#byMachine.delete(machine);
  }

  /** Of each machine in the order they were started. */
  all(): KnownExecution[] {
    return [...this.#byMachine.values()].flatMap((known) => [...known.values()]);
  }

  /** Newest first. */
  ofMachine(machine: string): Execution[] {
    const known = [...(this.#byMachine.get(machine)?.values() ?? [])];
    return known.map(({ execution }) => execution).reverse();
  }

  /** Throws InvalidArn or ExecutionDoesNotExist. Executions of Express machines are not kept. */
  get(arnText: string, ...types: ArnType[]): KnownExecution {
    const arn = parseArn(arnText, 'execution', ...types);
    const known = this.find(arnText, machineName(arn));
    if (known === undefined) throw executionDoesNotExist(arnText);
    return known;
  }

  find(arnText: string, machine: string): KnownExecution | undefined {
    const own = this.#byMachine.get(machine);
    const isChild = arnText.split(':')[6]?.includes('/');
    return isChild ? this.#findChild(arnText, [...(own?.values() ?? [])]) : own?.get(arnText);
  }

  /** Throws ResourceNotFound for a Map Run that is not there. */
  mapRun(arnText: string): { mapRun: MapRun; parent: KnownExecution } {
    const arn = parseArn(arnText, 'mapRun');
    const own = [...(this.#byMachine.get(machineName(arn))?.values() ?? [])];
    for (const parent of this.#withChildren(own)) {
      const mapRun = this.mapRunsOf(parent.execution).find((run) => run.arn === arnText);
      if (mapRun !== undefined) return { mapRun, parent };
    }
    throw referenceNotFound(arnText);
  }

  mapRunsOf(execution: Execution): readonly MapRun[] {
    return this.#mapRunsOf(execution);
  }

  /** Of an execution, and of the children of its Distributed Maps. */
  #bytesOf(execution: Execution): number {
    let { bytes } = execution;
    for (const { children } of this.#mapRunsOf(execution)) {
      for (const child of children) bytes += this.#bytesOf(child);
    }
    return bytes;
  }

  /** Children of Distributed Maps, at any depth, belong to the machine that started it all. */
  #findChild(arnText: string, parents: readonly KnownExecution[]): KnownExecution | undefined {
    for (const known of this.#withChildren(parents)) {
      if (known.execution.arn === arnText) return known;
    }
    return undefined;
  }

  *#withChildren(parents: readonly KnownExecution[]): Generator<KnownExecution> {
    for (const parent of parents) {
      yield parent;
      for (const mapRun of this.#mapRunsOf(parent.execution)) {
        const children = mapRun.children.map((execution) => ({
          execution,
          revision: parent.revision,
        }));
        yield* this.#withChildren(children);
      }
    }
  }
}
