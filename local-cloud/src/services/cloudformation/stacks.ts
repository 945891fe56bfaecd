import type { Capability, ResourceStatus, StackStatus, Tag } from '@aws-sdk/client-cloudformation';
import * as z from 'zod';
import { AwsError, UserError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import { writeJson } from '../../core/json-write.ts';
import type { Cloud, Permission } from '../../core/service.ts';
import { checked, type State } from '../../core/state.ts';
import { type ResourceEvent, type Stack, stackArn } from '../../deploy/deploy.ts';
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

/** So many events of a stack are kept, and so many stacks that were deleted. */
const EVENTS = 10_000;
const DELETED = 100;
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
    this.reason = reason;
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
    this.events.push({ id, at, ...event, ...(reason !== undefined && { reason }) });
    if (this.events.length > EVENTS) this.events.shift();
  }
}

/** The stacks of the account. */
export class Stacks implements State {
  readonly cloud: Cloud;
  readonly #all: StackRecord[] = [];
  readonly #adopted = new Set<StackRecord>();

  constructor(cloud: Cloud) {
    this.cloud = cloud;
  }

  /** All of them, the oldest first, with those that were deleted last. */
  all(): readonly StackRecord[] {
    return this.#all;
  }

  /** Those that are not deleted. */
  current(): readonly StackRecord[] {
    return this.#all.filter(({ status }) => status !== 'DELETE_COMPLETE');
  }

  /** What is deployed. */
  deployed(): readonly Stack[] {
    return this.current().flatMap(({ stack }) => stack ?? []);
  }

  /** By name one that is not deleted, by ARN any. */
  find(nameOrId: string | undefined): StackRecord | undefined {
    return (
      this.#all.find(({ id }) => id === nameOrId) ??
      this.current().find(({ name }) => name === nameOrId)
    );
  }

  /** @throws ValidationError for one that is not there */
  get(nameOrId: string | undefined): StackRecord {
    const found = this.find(nameOrId);
    if (found === undefined) throw invalid(`Stack with id ${nameOrId} does not exist`);
    return found;
  }

  /**
   * One that can be changed now.
   *
   * @throws ValidationError
   */
  updatable(nameOrId: string | undefined): StackRecord {
    const record = this.find(nameOrId);
    if (record?.status === 'DELETE_COMPLETE' || record === undefined) {
      throw invalid(`Stack [${nameOrId}] does not exist`);
    }
    if (!/^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(record.status)) {
      throw this.busy(record, 'updated');
    }
    return record;
  }

  busy({ id, status }: StackRecord, done: 'updated' | 'deleted'): AwsError {
    return invalid(`Stack:${id} is in ${status} state and can not be ${done}.`);
  }

  /** The ARN of the stack that a change set is of. */
  stackOf(changeSetId: string | undefined): string | undefined {
    return this.#all.find((record) => changeSetIn(record, changeSetId) !== undefined)?.id;
  }

  /** By its ARN, or by its name and its stack. */
  findChangeSet({ StackName, ChangeSetName }: ChangeSetKey) {
    const record = this.find(StackName ?? this.stackOf(ChangeSetName));
    const changeSet = record && changeSetIn(record, ChangeSetName);
    return changeSet && { record: record!, changeSet };
  }

  /** @throws ChangeSetNotFound */
  changeSet(key: ChangeSetKey) {
    const found = this.findChangeSet(key);
    if (found !== undefined) return found;
    const what = `ChangeSet [${key.ChangeSetName}] does not exist`;
    throw new AwsError('ChangeSetNotFound', what, { status: 404 });
  }

  begin(name: string): StackRecord {
    const record = new StackRecord(this.cloud, name, stackArn(this.cloud, name));
    this.#add(record);
    return record;
  }

  /** Takes on a stack that was deployed by other means than a call. */
  adopt(stack: Stack, parameters: Source['parameters']): void {
    const record = new StackRecord(this.cloud, stack.name, stack.id);
    record.adopt(stack, parameters);
    this.#adopted.add(record);
    this.#add(record);
  }

  /** Of a stack that never came into being. */
  forget(record: StackRecord): void {
    this.#all.splice(this.#all.indexOf(record), 1);
  }

  /** What a call on a stack needs. */
  permission(action: string, nameOrId: string | undefined): Permission[] {
    const { region, accountId } = this.cloud;
    const name = this.find(nameOrId)?.name ?? nameOrId ?? '*';
    const resource = `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/*`;
    return [{ action: `cloudformation:${action}`, resource }];
  }

  /**
   * A cloud that goes on from a saved one deploys its own stack.
   *
   * @throws UserError while there are others
   */
  save(): Json {
    const made = this.current().filter((record) => !this.#adopted.has(record));
    if (made.length === 0) return null;
    const names = made.map(({ name }) => name).join(', ');
    throw new UserError(`Stacks that were made by calls cannot be saved: ${names}`, {
      fix: 'Deploy by startCloud what is to be saved, or delete them first.',
    });
  }

  load(json: Json): void {
    checked(json, z.null());
  }

  #add(record: StackRecord): void {
    const gone = this.#all.filter(({ status }) => status === 'DELETE_COMPLETE');
    if (gone.length > DELETED) this.forget(gone[0]!);
    this.#all.push(record);
  }
}

interface ChangeSetKey {
  readonly StackName?: string | undefined;
  readonly ChangeSetName?: string | undefined;
}

function changeSetIn(record: StackRecord, nameOrId: string | undefined): ChangeSet | undefined {
  return [...record.changeSets.values()].find(
    ({ id, name }) => id === nameOrId || name === nameOrId,
  );
}

/** As JSON: what was read to make it is not kept. */
function textOf({ Parameters, Mappings, Conditions, Resources, Outputs }: Template): string {
  return writeJson({ Parameters, Mappings, Conditions, Resources, Outputs } as unknown as Json);
}

export function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
