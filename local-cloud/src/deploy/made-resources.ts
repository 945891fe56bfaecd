import { AwsError, UserError } from '../core/errors.ts';
import type { Cloud } from '../core/service.ts';
import { digestOf } from './digests.ts';
import type { Bindings } from './intrinsics.ts';
import { changedInPlace, fixedDifferences, type Made, type Wanted } from './made.ts';
import { explained, parsedProperties, resolvedProperties } from './refusals.ts';
import type { Deployed, ResourceContext } from './resource-type.ts';
import { RESOURCE_TYPES } from './resources/index.ts';
import type { DeployOptions, ResourceAction, StackResource } from './stack.ts';
import type { TemplateResource } from './template.ts';

/** As the calls that are made for resources say (`aws:CalledVia`). */
const CLOUDFORMATION = 'cloudformation.amazonaws.com';

/** The resources of a stack that are there: how one is made, changed in place, and taken down. */
export class MadeResources {
  /** What they are made with from now on. */
  options: DeployOptions;
  readonly #cloud: Cloud;
  readonly #bindings: Bindings;
  /** Each after what it depends on: in the order in which the template has them made. */
  readonly #made = new Map<string, Made>();

  /** @param bindings what their properties refer to */
  constructor(cloud: Cloud, options: DeployOptions, bindings: Bindings) {
    this.#cloud = cloud;
    this.options = options;
    this.#bindings = bindings;
  }

  get(logicalId: string): Deployed | undefined {
    return this.#made.get(logicalId)?.deployed;
  }

  list(): StackResource[] {
    return [...this.#made].map(([logicalId, { type, deployed }]) => ({
      logicalId,
      type: type.type,
      physicalId: deployed.ref,
    }));
  }

  /** Notes what the artifacts hold that they were made with, before there are others. */
  async noteDigests(): Promise<void> {
    for (const made of this.#made.values()) made.digest ??= await digestOf(made, this.options);
  }

  async create(logicalId: string, resource: TemplateResource): Promise<void> {
    await this.#telling('CREATE', logicalId, resource.Type, async () => {
      const { type, properties } = this.#resolved(logicalId, resource);
      const parsed = this.#parsed(logicalId, { type, properties });
      const deployed = await explained(
        `${logicalId} (${type.type}) could not be created`,
        () => type.create(parsed, this.#context(logicalId)),
        this.#placesOf(logicalId),
      );
      const isRetained = /^Retain/.test(resource.DeletionPolicy ?? '');
      this.#made.set(logicalId, { type, deployed, properties, isRetained });
    });
  }

  /** Makes it, or changes it in place. Whether there was anything to do. */
  async bring(logicalId: string, resource: TemplateResource): Promise<boolean> {
    const made = this.#made.get(logicalId);
    if (made === undefined) {
      await this.create(logicalId, resource);
      return true;
    }
    // What it depends on may have been made just now.
    this.#made.delete(logicalId);
    this.#made.set(logicalId, made);
    const wanted = changedInPlace(made, this.#resolved(logicalId, resource));
    if (wanted === undefined) return false;
    const digest = await digestOf(wanted, this.options);
    if (digest === made.digest) return false;
    await this.#telling('UPDATE', logicalId, resource.Type, async () => {
      const [before, now] = [made, wanted].map((each) => this.#parsed(logicalId, each));
      // What fails may be half changed: it is brought again even to what it was.
      made.digest = '';
      const changed = await explained(
        `${logicalId} (${resource.Type}) could not be updated`,
        () => wanted.type.update!(made.deployed, now!, this.#context(logicalId), before!),
        this.#placesOf(logicalId),
      );
      made.deployed = { ...made.deployed, ...changed };
      made.properties = wanted.properties;
      made.digest = digest;
    });
    return true;
  }

  /** The properties in which it still differs from what is wanted: nothing changes them in place. */
  differences(logicalId: string, resource: TemplateResource): readonly string[] {
    return fixedDifferences(this.#made.get(logicalId)!, this.#resolved(logicalId, resource));
  }

  /** Tells that it cannot become what is wanted. Gives why. */
  refuseChange(logicalId: string, properties: readonly string[]): UserError {
    const { type, deployed } = this.#made.get(logicalId)!;
    const error = new UserError(`${logicalId} (${type.type}) cannot be changed in place here`, {
      why: `It would have another ${properties.join(', ')}.`,
      fix: 'Delete the stack and create it anew, or give the resource another logical id.',
    });
    this.options.told?.({
      ...{ logicalId, type: type.type, physicalId: deployed.ref },
      ...{ status: 'UPDATE_FAILED', reason: error.message },
    });
    return error;
  }

  /** What is there and not wanted any more, and whether it is retained. */
  gone(wanted: ReadonlySet<string>, isRetained: boolean): string[] {
    return [...this.#made]
      .filter(([logicalId, made]) => !wanted.has(logicalId) && made.isRetained === isRetained)
      .map(([logicalId]) => logicalId);
  }

  /** They stay, and belong to the stack no more. */
  release(logicalIds: readonly string[]): void {
    for (const logicalId of logicalIds) {
      const { type, deployed } = this.#made.get(logicalId)!;
      this.options.told?.({
        ...{ logicalId, type: type.type, physicalId: deployed.ref },
        status: 'DELETE_SKIPPED',
      });
      this.#made.delete(logicalId);
    }
  }

  /** Those of them that hold nothing. */
  passing(logicalIds: readonly string[]): string[] {
    return logicalIds.filter((logicalId) => this.#made.get(logicalId)!.type.passing);
  }

  /** Removes them, the last first: what cannot be removed does not keep the others. */
  async takeDown(logicalIds: readonly string[]): Promise<void> {
    const failures: unknown[] = [];
    for (const logicalId of logicalIds.toReversed()) {
      const { type, deployed } = this.#made.get(logicalId)!;
      try {
        await this.#telling('DELETE', logicalId, type.type, () => removed(deployed));
        this.#made.delete(logicalId);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  /** Tells of work on a resource, before and after. */
  async #telling(
    action: ResourceAction,
    logicalId: string,
    type: string,
    work: () => Promise<void>,
  ): Promise<void> {
    const tell = (status: 'IN_PROGRESS' | 'COMPLETE' | 'FAILED', reason?: string) =>
      this.options.told?.({
        ...{ logicalId, type, status: `${action}_${status}` },
        physicalId: this.get(logicalId)?.ref,
        ...(reason !== undefined && { reason }),
      });
    tell('IN_PROGRESS');
    try {
      await work();
    } catch (error) {
      tell('FAILED', (error as Error).message);
      throw error;
    }
    tell('COMPLETE');
  }

  #resolved(logicalId: string, resource: TemplateResource): Wanted {
    const type = RESOURCE_TYPES.get(resource.Type)!;
    return { type, properties: resolvedProperties(logicalId, resource, this.#bindings) };
  }

  #parsed(logicalId: string, wanted: Wanted): never {
    return parsedProperties(logicalId, wanted, this.#bindings.template.source) as never;
  }

  #placesOf(logicalId: string) {
    const { template, placesOf } = this.options;
    return placesOf && ((locations: readonly string[]) => placesOf(template, logicalId, locations));
  }

  #context(logicalId: string): ResourceContext {
    const { stackName, artifact, root } = this.options;
    const cloud = this.#cloud;
    return {
      cloud,
      stackName,
      logicalId,
      artifact,
      call: (sdkId, operation, input) =>
        cloud.call({ ...root, calledVia: CLOUDFORMATION }, sdkId, operation, input),
      generatedName: (max = 128) => {
        const suffix = cloud.random.uuid().replaceAll('-', '').slice(0, 12).toUpperCase();
        return `${`${stackName}-${logicalId}`.slice(0, max - suffix.length - 1)}-${suffix}`;
      },
    };
  }
}

/** How services say that something is not there. */
const GONE = /NotFound|NoSuch|DoesNotExist|NonExistent/;

/** What somebody has deleted already needs no removal. */
async function removed(deployed: Deployed): Promise<void> {
  try {
    await deployed.remove();
  } catch (error) {
    if (!(error instanceof AwsError) || !GONE.test(error.code)) throw error;
  }
}
