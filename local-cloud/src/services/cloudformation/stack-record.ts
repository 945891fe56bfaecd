import type { Capability, ResourceStatus, StackStatus, Tag } from '@aws-sdk/client-cloudformation';
import type { Json } from '../../core/json.ts';
import { writeJson } from '../../core/json-write.ts';
import type { Cloud } from '../../core/service.ts';
import type { ResourceEvent, Stack } from '../../deploy/deploy.ts';
import type { Template } from '../../deploy/template.ts';
import type { ChangeSet } from './change-set.ts';

/** What a stack is made from. */
export interface Source {
  /** The template as it was given. */
  readonly text: string;
  readonly template: Template;
  readonly description: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly capabilities: readonly Capability[];
  readonly tags: readonly Tag[];
}

export interface StackEvent {
  readonly id: string;
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly logicalId: string;
  readonly physicalId: string | undefined;
  readonly type: string;
  readonly status: ResourceStatus;
  readonly reason?: string;
}

/** So many events of a stack are kept. */
const EVENTS = 10_000;
/** Characters of why something happened. */
const LONGEST_REASON = 2_000;
const STACK = 'AWS::CloudFormation::Stack';

/** A stack by CloudFormation's calls: also one that is not there yet, or not any more. */
export class StackRecord {
  readonly name: string;
  readonly id: string;
  readonly created: number;
  updated: number | undefined;
  deleted: number | undefined;
  reason: string | undefined;
  /** What is there. */
  stack: Stack | undefined;
  isProtected = false;
  /** What its resources are made with. Undefined: with the permissions of whoever calls. */
  roleArn: string | undefined;
  readonly changeSets = new Map<string, ChangeSet>();
  /** The oldest first. */
  readonly events: StackEvent[] = [];
  readonly #cloud: Cloud;
  #status: StackStatus = 'REVIEW_IN_PROGRESS';
  #source: Source | undefined;

  constructor(cloud: Cloud, name: string, id: string) {
    this.#cloud = cloud;
    this.name = name;
    this.id = id;
    this.created = cloud.clock.now();
  }

  get status(): StackStatus {
    return this.#status;
  }

  /** It is worked on, or waits for somebody to execute its first change set. */
  get isBusy(): boolean {
    return this.#status.endsWith('_IN_PROGRESS');
  }

  /** The stack itself comes to another status. */
  becomes(status: StackStatus, reason?: string): void {
    const now = this.#cloud.clock.now();
    if (status === 'UPDATE_IN_PROGRESS') this.updated = now;
    if (status === 'DELETE_IN_PROGRESS') this.deleted = now;
    this.#status = status;
    this.reason = cut(reason);
    const { name: logicalId, id: physicalId } = this;
    this.#note({ logicalId, physicalId, type: STACK, status: status as ResourceStatus, reason });
  }

  /** What it is made from by now, whoever has changed it. */
  get source(): Source | undefined {
    const template = this.stack?.template;
    return this.#source && { ...this.#source, ...(template && { template }) };
  }

  set source(source: Source | undefined) {
    this.#source = source;
  }

  /** It was there before anybody called. */
  adopt(stack: Stack, parameters: Source['parameters']): void {
    const { template } = stack;
    this.stack = stack;
    const nothing = { description: undefined, capabilities: [], tags: [] };
    this.source = { text: textOf(template), template, parameters, ...nothing };
    this.#status = 'CREATE_COMPLETE';
  }

  tell(event: ResourceEvent): void {
    this.#note({ ...event, reason: event.reason });
  }

  #note({
    reason,
    ...event
  }: Omit<StackEvent, 'id' | 'at' | 'reason'> & { reason?: string | undefined }) {
    const id = this.#cloud.random.uuid();
    const at = this.#cloud.clock.now();
    const short = cut(reason);
    this.events.push({ id, at, ...event, ...(short !== undefined && { reason: short }) });
    if (this.events.length > EVENTS) this.events.shift();
  }
}

function cut(reason: string | undefined): string | undefined {
  const isLong = reason !== undefined && reason.length > LONGEST_REASON;
  return isLong ? `${reason.slice(0, LONGEST_REASON)}...` : reason;
}

/** As JSON: what was read to make it is not kept. */
function textOf({ Parameters, Mappings, Conditions, Resources, Outputs }: Template): string {
  return writeJson({ Parameters, Mappings, Conditions, Resources, Outputs } as unknown as Json);
}
