import { invalidArn } from './errors.ts';

/** An ARN of Step Functions, taken apart. */
export interface StatesArn {
  readonly text: string;
  readonly type: ArnType;
  /** Of the state machine or activity; in ARNs of Map Runs and their children also `name/label`. */
  readonly name: string;
  /** A version's number, an alias's, an execution's or a Map Run's name. */
  readonly qualifier?: string;
}

export type ArnType = 'stateMachine' | 'execution' | 'express' | 'activity' | 'mapRun';

/**
 * Reads an ARN that must be of one of the given types.
 * Throws InvalidArn as AWS does: for what is no ARN, and for ARNs of other things.
 */
export function parseArn(text: string, ...types: ArnType[]): StatesArn {
  const parts = text.split(':');
  if (parts[0] !== 'arn') throw invalidArn(`Invalid ARN prefix: ${text}`);
  const [, , service, , , type, name, qualifier] = parts;
  if (parts.length < 7 || service !== 'states' || !name) throw invalidArn(`Invalid ARN: ${text}`);
  if (!types.includes(type as ArnType)) {
    throw invalidArn(`Resource type not valid in this context: ${type}`);
  }
  return {
    text,
    type: type as ArnType,
    name,
    ...(qualifier !== undefined && { qualifier }),
  };
}

/** `arn:aws:states:us-east-1:123456789012:stateMachine:name` without its version or alias. */
export function unqualified(stateMachineArn: string): string {
  return stateMachineArn.split(':').slice(0, 7).join(':');
}

/** The state machine of an execution or Map Run, that of a child (`name/label`) included. */
export function machineName(arn: StatesArn): string {
  return arn.name.split('/')[0]!;
}

/** Makes the ARNs of one account and region. */
export class Arns {
  readonly #prefix: string;

  constructor(place: { readonly region: string; readonly accountId: string }) {
    this.#prefix = `arn:aws:states:${place.region}:${place.accountId}`;
  }

  stateMachine(name: string, qualifier?: string | number): string {
    const base = `${this.#prefix}:stateMachine:${name}`;
    return qualifier === undefined ? base : `${base}:${qualifier}`;
  }

  execution(machine: string, name: string): string {
    return `${this.#prefix}:execution:${machine}:${name}`;
  }

  /** Executions of Express machines may share a name: the last part tells them apart. */
  express(machine: string, name: string, id: string): string {
    return `${this.#prefix}:express:${machine}:${name}:${id}`;
  }

  activity(name: string): string {
    return `${this.#prefix}:activity:${name}`;
  }
}
