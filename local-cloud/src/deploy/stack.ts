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
  /** Who deploys. */
  readonly root: Principal;
  /** Its ARN, where that is known before it is there. */
  readonly id?: string;
  /** Told of each resource that is made, changed or taken down. */
  readonly told?: (event: ResourceEvent) => void;
}

/** What a stack is brought up to date with. */
export type Next = Artifacts & Pick<DeployOptions, 'template'>;

/** What a stack becomes. */
export type Whole = Next & Pick<DeployOptions, 'parameters' | 'root' | 'told'>;

/** What happens to a resource. */
export interface ResourceEvent {
  readonly logicalId: string;
  readonly type: string;
  /** Undefined: it has none yet. */
  readonly physicalId: string | undefined;
  readonly status: `${ResourceAction}_${'IN_PROGRESS' | 'COMPLETE' | 'FAILED'}` | 'DELETE_SKIPPED';
  readonly reason?: string;
}

export type ResourceAction = 'CREATE' | 'UPDATE' | 'DELETE';

export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
}

export interface Stack {
  readonly name: string;
  readonly id: string;
  readonly created: number;
  /** What it is made from by now. */
  readonly template: Template;
  readonly outputs: ReadonlyMap<string, StackOutput>;
  readonly resources: readonly StackResource[];
  /**
   * Brings what can be changed in place (code, settings, definitions, roles) to a new package, and
   * makes what has come. What else differs from how it was made is left alone and named: it needs a
   * deployment from the start. What fails keeps nothing else from it, and the next update tries it again.
   */
  update(next: Next): Promise<StackUpdate>;
  /**
   * What CloudFormation makes of an update: what has gone from the template is taken down, and where
   * something fails, or cannot be changed in place here, all is as it was before.
   */
  become(next: Whole): Promise<Become>;
  /** Takes everything down again, the last first. */
  remove(options?: RemoveOptions): Promise<void>;
}

export interface RemoveOptions extends Partial<Pick<DeployOptions, 'root' | 'told'>> {
  /** What the template says is retained stays. */
  readonly retaining?: boolean;
}

/** What came of it. Without a failure it is what was asked for. */
export interface Become {
  readonly failure?: Error;
  /** Why it is not as it was before, either. */
  readonly stuck?: Error;
}

export interface StackUpdate {
  /** Logical ids. */
  readonly updated: readonly string[];
  /** Logical ids; of what was brought up to date but for some properties, with their names. */
  readonly untouched: readonly string[];
  /** Why something could not be made or changed, resource by resource. */
  readonly failures: readonly Error[];
}
