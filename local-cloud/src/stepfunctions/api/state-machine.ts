import type { EncryptionConfiguration, LoggingConfiguration } from '@aws-sdk/client-sfn';
import type { CompiledMachine, MachineType } from '../execution/types.ts';

/** A state machine with its revisions, versions and aliases. Dates are ms since 1970. */
export interface StateMachine {
  readonly arn: string;
  readonly name: string;
  readonly type: MachineType;
  readonly creationDate: number;
  readonly tags: Map<string, string>;
  /** What CreateStateMachine was asked to publish; absent: nothing. */
  readonly published?: { readonly description?: string | undefined };
  readonly versions: Map<string, Version>;
  readonly aliases: Map<string, Alias>;
  /** Numbers are never used twice, not even after a version was deleted. */
  lastVersion: number;
  current: Revision;
  /** DeleteStateMachine was called and executions are still running. */
  deleting: boolean;
}

/** What UpdateStateMachine changes. Never changed itself: executions keep the one they began with. */
export interface Revision {
  /** Absent for the one that CreateStateMachine made. */
  readonly id?: string;
  /** As it was given. */
  readonly definition: string;
  readonly machine: CompiledMachine;
  readonly roleArn: string;
  readonly logging: LoggingConfiguration;
  readonly tracing: boolean;
  readonly encryption: EncryptionConfiguration;
  readonly date: number;
}

export interface Version {
  readonly arn: string;
  readonly number: number;
  readonly revision: Revision;
  description?: string;
  readonly creationDate: number;
}

export interface Alias {
  readonly arn: string;
  readonly name: string;
  readonly creationDate: number;
  description?: string;
  routing: readonly Route[];
  updateDate: number;
}

export interface Route {
  readonly stateMachineVersionArn: string;
  /** Percent. */
  readonly weight: number;
}
