import type { Principal } from '../core/service.ts';
import type { Artifacts } from './digests.ts';
import type { StackOutput } from './outputs.ts';
import type { GivenParameters } from './parameters.ts';
import type { Template } from './template.ts';

export interface DeployOptions extends Artifacts {
  readonly stackName: string;
  readonly template: Template;
  /** Values of the template's parameters; where there is none, the default holds. */
  readonly parameters?: GivenParameters;
  readonly root: Principal;
}

/** What a stack is brought up to date with. */
export type Next = Artifacts & Pick<DeployOptions, 'template'>;

export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
}

export interface Stack {
  readonly name: string;
  readonly id: string;
  readonly created: number;
  readonly outputs: ReadonlyMap<string, StackOutput>;
  readonly resources: readonly StackResource[];
  /**
   * Brings what can be changed in place (code, settings, definitions, roles) to a new package, and
   * makes what has come. What else differs from how it was made is left alone and named: it needs a
   * deployment from the start. What fails keeps nothing else from it, and the next update tries it again.
   */
  update(next: Next): Promise<StackUpdate>;
  /** Takes everything down again, the last first. */
  remove(): Promise<void>;
}

export interface StackUpdate {
  /** Logical ids. */
  readonly updated: readonly string[];
  /** Logical ids; of what was brought up to date but for some properties, with their names. */
  readonly untouched: readonly string[];
  /** Why something could not be made or changed, resource by resource. */
  readonly failures: readonly Error[];
}
