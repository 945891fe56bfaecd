import * as z from 'zod';
import { AwsError, UserError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Cloud, Permission } from '../../core/service.ts';
import { checked, type State } from '../../core/state.ts';
import { type Stack, stackArn } from '../../deploy/deploy.ts';
import type { ChangeSet } from './change-set.ts';
import { type Source, StackRecord } from './stack-record.ts';

/** So many stacks that were deleted are kept. */
const DELETED = 100;

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

export function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message);
}
