import { type Arns, type ArnType, parseArn, type StatesArn, unqualified } from './arn.ts';
import { invalid, stateMachineDoesNotExist } from './errors.ts';
import type { Alias, Revision, StateMachine, Version } from './state-machine.ts';

/** What an ARN of a state machine, one of its versions or aliases stands for. */
export interface Target {
  readonly machine: StateMachine;
  readonly revision: Revision;
  readonly version?: Version;
  readonly alias?: Alias;
}

export class MachineStore {
  readonly #machines = new Map<string, StateMachine>();
  readonly #arns: Arns;

  constructor(arns: Arns) {
    this.#arns = arns;
  }

  add(machine: StateMachine): void {
    this.#machines.set(machine.arn, machine);
  }

  remove(machine: StateMachine): void {
    this.#machines.delete(machine.arn);
  }

  /** In the order of creation. */
  list(): StateMachine[] {
    return [...this.#machines.values()];
  }

  byName(name: string): StateMachine | undefined {
    return this.#machines.get(this.#arns.stateMachine(name));
  }

  /** The state machine with this ARN; one with a version or alias is none. */
  find(arnText: string, ...types: ArnType[]): StateMachine | undefined {
    const arn = this.#parse(arnText, 'stateMachine', ...types);
    return arn.qualifier === undefined ? this.#machines.get(arn.text) : undefined;
  }

  /** Throws InvalidArn or StateMachineDoesNotExist. */
  get(arnText: string): StateMachine {
    const machine = this.find(arnText);
    if (machine === undefined) throw stateMachineDoesNotExist(arnText);
    return machine;
  }

  /** A state machine, a version or an alias. Throws InvalidArn or StateMachineDoesNotExist. */
  resolve(arnText: string): { machine: StateMachine; version?: Version; alias?: Alias } {
    const arn = this.#parse(arnText, 'stateMachine');
    const machine = this.#machines.get(unqualified(arn.text));
    const found = machine && qualify(machine, arn);
    if (found === undefined) throw stateMachineDoesNotExist(arnText);
    return found;
  }

  /**
   * The ARN of a Distributed Map's state, `name/label`, names no machine that can be used.
   * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
   * @throws AwsError InvalidArn, ValidationException
   */
  #parse(arnText: string, ...types: ArnType[]): StatesArn {
    const arn = parseArn(arnText, ...types);
    if (arn.type === 'stateMachine' && arn.name.includes('/')) {
      throw invalid(`${arnText} refers to a Distributed Map state, which is no state machine.`);
    }
    return arn;
  }

  /** What an execution of this ARN runs: an alias gives one of its versions by their weights. */
  target(arnText: string, chance: () => number): Target {
    const { machine, version, alias } = this.resolve(arnText);
    if (alias === undefined) {
      return {
        machine,
        revision: version?.revision ?? machine.current,
        ...(version && { version }),
      };
    }
    const routed = route(machine, alias, chance() * 100);
    return { machine, revision: routed.revision, version: routed, alias };
  }
}

function qualify(
  machine: StateMachine,
  arn: StatesArn,
): { machine: StateMachine; version?: Version; alias?: Alias } | undefined {
  if (arn.qualifier === undefined) return { machine };
  const version = machine.versions.get(arn.text);
  if (version !== undefined) return { machine, version };
  const alias = machine.aliases.get(arn.text);
  return alias && { machine, alias };
}

/** `point` is between 0 and 100. */
function route(machine: StateMachine, alias: Alias, point: number): Version {
  let sum = 0;
  const chosen = alias.routing.find(({ weight }) => {
    sum += weight;
    return point < sum;
  });
  return machine.versions.get((chosen ?? alias.routing.at(-1)!).stateMachineVersionArn)!;
}
