import { basename } from 'node:path';
import type { StackStatus } from '@aws-sdk/client-cloudformation';
import { UserError } from '../../core/errors.ts';
import { objectBytes } from '../../core/object-bytes.ts';
import type { Cloud, Principal } from '../../core/service.ts';
import {
  checkDeployable,
  type DeployOptions,
  deploy,
  type ResourceEvent,
} from '../../deploy/deploy.ts';
import { LARGEST_UNPACKED } from '../../function-host/archive.ts';
import { refused } from './source.ts';
import type { Source, StackRecord } from './stack-record.ts';
import { invalid, type Stacks } from './stacks.ts';

export const USER_INITIATED = 'User Initiated';

/** Makes, changes and takes down stacks, while whoever called looks at their events. */
export class Deployments {
  readonly #stacks: Stacks;

  constructor(stacks: Stacks) {
    this.#stacks = stacks;
  }

  /** @throws ValidationError for what the local cloud cannot deploy, before anything is made */
  async check(
    record: Pick<StackRecord, 'name'>,
    source: Source,
    principal: Principal,
  ): Promise<void> {
    await checkDeployable(this.#cloud, this.#options(record, source, principal)).catch(
      (error: unknown) => {
        throw refused(error);
      },
    );
  }

  create(
    record: StackRecord,
    source: Source,
    principal: Principal,
    onFailure: 'DELETE' | 'ROLLBACK',
  ) {
    const going: StackStatus =
      onFailure === 'DELETE' ? 'DELETE_IN_PROGRESS' : 'ROLLBACK_IN_PROGRESS';
    record.source = source;
    record.becomes('CREATE_IN_PROGRESS', USER_INITIATED);
    this.#inBackground(record, async () => {
      const told = this.#telling(record, 'create', going);
      try {
        record.stack = await deploy(this.#cloud, {
          ...this.#options(record, source, principal),
          ...{ id: record.id, told },
        });
        record.becomes('CREATE_COMPLETE');
      } catch (error) {
        const { message } = error as Error;
        if (record.status !== going) record.becomes(going, message);
        record.becomes(onFailure === 'DELETE' ? 'DELETE_COMPLETE' : 'ROLLBACK_COMPLETE', message);
      }
    });
  }

  update(record: StackRecord, source: Source, principal: Principal): void {
    const before = record.source;
    record.source = source;
    record.becomes('UPDATE_IN_PROGRESS', USER_INITIATED);
    this.#inBackground(record, async () => {
      const told = this.#telling(record, 'update', 'UPDATE_ROLLBACK_IN_PROGRESS');
      const options = this.#options(record, source, principal);
      const { failure, stuck } = await record.stack!.become({ ...options, told });
      if (failure === undefined) return record.becomes('UPDATE_COMPLETE');
      record.source = before;
      if (record.status === 'UPDATE_IN_PROGRESS') {
        record.becomes('UPDATE_ROLLBACK_IN_PROGRESS', failure.message);
      }
      if (stuck === undefined) record.becomes('UPDATE_ROLLBACK_COMPLETE', failure.message);
      else record.becomes('UPDATE_ROLLBACK_FAILED', stuck.message);
    });
  }

  remove(record: StackRecord, principal: Principal): void {
    record.becomes('DELETE_IN_PROGRESS', USER_INITIATED);
    record.changeSets.clear();
    this.#inBackground(record, async () => {
      try {
        const told = (event: ResourceEvent) => record.tell(event);
        await record.stack?.remove({ retaining: true, root: asDeployer(principal), told });
        record.stack = undefined;
        record.becomes('DELETE_COMPLETE');
      } catch (error) {
        record.becomes('DELETE_FAILED', (error as Error).message);
      }
    });
  }

  get #cloud(): Cloud {
    return this.#stacks.cloud;
  }

  #inBackground(record: StackRecord, work: () => Promise<void>): void {
    this.#cloud.background(`The stack ${record.name}`, work);
  }

  /** Tells of resources; with the first that fails the stack begins to go back. */
  #telling(record: StackRecord, action: string, going: StackStatus) {
    return (event: ResourceEvent) => {
      record.tell(event);
      if (!/^(CREATE|UPDATE)_FAILED$/.test(event.status) || record.status === going) return;
      const what = `The following resource(s) failed to ${action}: [${event.logicalId}].`;
      record.becomes(going, what);
    };
  }

  #options(
    { name: stackName }: Pick<StackRecord, 'name'>,
    { template, parameters }: Source,
    principal: Principal,
  ): DeployOptions {
    const root = asDeployer(principal);
    const artifact = (Key: string, Bucket?: string) => {
      if (Bucket === undefined) throw notUploaded(Key);
      const bounds = {
        most: LARGEST_UNPACKED,
        tooLarge: () => invalid(`${basename(Key)} is larger than Lambda takes`),
      };
      return objectBytes(this.#cloud, root, { Bucket, Key }, bounds);
    };
    return { stackName, template, parameters, root, artifact };
  }
}

/** It goes on when the invocation that the call came from is over. */
function asDeployer({ kind, arn, roleArn }: Principal): Principal {
  return { kind, arn, ...(roleArn !== undefined && { roleArn }) };
}

function notUploaded(path: string): UserError {
  return new UserError(`${path} is a path on your machine`, {
    why: 'CloudFormation reads code and definitions from S3.',
    fix: 'Upload it first: `aws cloudformation package` does, and gives the template that names the object.',
  });
}
