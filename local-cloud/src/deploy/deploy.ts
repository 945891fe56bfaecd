import * as z from 'zod';
import { AwsError, UserError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import type { Cloud, Principal } from '../core/service.ts';
import { digests } from './digests.ts';
import { type Bindings, conditionHolds, resolve } from './intrinsics.ts';
import { inOrder } from './order.ts';
import type { Deployed, ResourceContext } from './resource-type.ts';
import { RESOURCE_TYPES } from './resources/index.ts';
import type { Template, TemplateResource } from './template.ts';

export interface DeployOptions {
  readonly stackName: string;
  readonly template: Template;
  /** The bytes behind an S3 key of the template (`Code.S3Key` of a function). */
  readonly artifact: (key: string) => Uint8Array;
  readonly root: Principal;
}

export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
}

export interface Stack {
  readonly name: string;
  readonly id: string;
  readonly created: number;
  readonly outputs: ReadonlyMap<string, { value: string; description?: string }>;
  readonly resources: readonly StackResource[];
  /**
   * Brings code and definitions to a new package, in place. What else has changed, or has come or
   * gone, is left alone and named: it needs a deployment from the start.
   */
  update(next: Pick<DeployOptions, 'template' | 'artifact'>): Promise<StackUpdate>;
  /** Takes everything down again, the last first. */
  remove(): Promise<void>;
}

export interface StackUpdate {
  /** Logical ids. */
  readonly updated: readonly string[];
  readonly untouched: readonly string[];
}

/**
 * Makes the resources of a template in the order they need each other. Either all of them are
 * there afterwards or none: what was made before a failure is taken down again.
 */
export async function deploy(cloud: Cloud, options: DeployOptions): Promise<Stack> {
  return new Deployment(cloud, options).run();
}

class Deployment implements Bindings {
  template: Template;
  readonly #cloud: Cloud;
  #options: DeployOptions;
  readonly #id: string;
  readonly #deployed = new Map<string, Deployed>();

  constructor(cloud: Cloud, options: DeployOptions) {
    this.#cloud = cloud;
    this.#options = options;
    this.template = options.template;
    const { region, accountId, random } = cloud;
    this.#id = `arn:aws:cloudformation:${region}:${accountId}:stack/${options.stackName}/${random.uuid()}`;
  }

  async run(): Promise<Stack> {
    const wanted = Object.entries(this.template.Resources).filter(([, resource]) =>
      conditionHolds(resource.Condition, this),
    );
    checkTypes(wanted);
    try {
      for (const [logicalId, resource] of inOrder(new Map(wanted))) {
        this.#deployed.set(logicalId, await this.#create(logicalId, resource));
      }
      return this.#stack(wanted);
    } catch (error) {
      await this.#remove();
      throw error;
    }
  }

  ref(name: string): Json | undefined {
    const { region, accountId } = this.#cloud;
    const pseudo: Record<string, string> = {
      'AWS::Region': region,
      'AWS::AccountId': accountId,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': this.#options.stackName,
      'AWS::StackId': this.#id,
    };
    return pseudo[name] ?? this.#deployed.get(name)?.ref ?? this.template.Parameters[name]?.Default;
  }

  attribute(logicalId: string, name: string): Json | undefined {
    return this.#deployed.get(logicalId)?.attributes?.[name];
  }

  async #create(logicalId: string, resource: TemplateResource): Promise<Deployed> {
    const type = RESOURCE_TYPES.get(resource.Type)!;
    const properties = this.#properties(logicalId, resource);
    return explained(`${logicalId} (${resource.Type}) could not be created`, () =>
      type.create(properties as never, this.#context(logicalId)),
    );
  }

  #properties(logicalId: string, { Type, Properties }: TemplateResource): unknown {
    const parsed = RESOURCE_TYPES.get(Type)!.properties.safeParse(resolve(Properties, this));
    if (parsed.success) return parsed.data;
    throw new UserError(`${logicalId} (${Type}) has properties the local cloud refuses`, {
      why: z.prettifyError(parsed.error),
      fix: `Correct them in workflows/, or add them to local-cloud/src/deploy/resources.`,
    });
  }

  async #update(next: Pick<DeployOptions, 'template' | 'artifact'>): Promise<StackUpdate> {
    const before = new Map(digests(this.template, this.#options.artifact));
    const after = new Map(digests(next.template, next.artifact));
    this.template = next.template;
    this.#options = { ...this.#options, ...next };
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
      (logicalId) => before.get(logicalId) !== after.get(logicalId),
    );
    const updated: string[] = [];
    for (const logicalId of changed) {
      if (await this.#updateOne(logicalId)) updated.push(logicalId);
    }
    return { updated, untouched: changed.filter((logicalId) => !updated.includes(logicalId)) };
  }

  async #updateOne(logicalId: string): Promise<boolean> {
    const resource = this.template.Resources[logicalId];
    const deployed = this.#deployed.get(logicalId);
    const type = RESOURCE_TYPES.get(resource?.Type ?? '');
    if (resource === undefined || deployed === undefined || !type?.update) return false;
    const properties = this.#properties(logicalId, resource);
    await explained(`${logicalId} (${resource.Type}) could not be updated`, () =>
      type.update!(deployed, properties as never, this.#context(logicalId)),
    );
    return true;
  }

  #context(logicalId: string): ResourceContext {
    const { stackName, artifact, root } = this.#options;
    const cloud = this.#cloud;
    return {
      cloud,
      stackName,
      logicalId,
      artifact,
      call: (sdkId, operation, input) => cloud.call(root, sdkId, operation, input),
      generatedName: (max = 128) => {
        const suffix = cloud.random.uuid().replaceAll('-', '').slice(0, 12).toUpperCase();
        return `${`${stackName}-${logicalId}`.slice(0, max - suffix.length - 1)}-${suffix}`;
      },
    };
  }

  #stack(wanted: readonly [string, TemplateResource][]): Stack {
    const outputs = new Map<string, { value: string; description?: string }>();
    for (const [name, output] of Object.entries(this.template.Outputs)) {
      if (!conditionHolds(output.Condition, this)) continue;
      const value = String(resolve(output.Value, this));
      outputs.set(
        name,
        output.Description ? { value, description: output.Description } : { value },
      );
    }
    return {
      name: this.#options.stackName,
      id: this.#id,
      created: this.#cloud.clock.now(),
      outputs,
      resources: wanted.map(([logicalId, resource]) => ({
        logicalId,
        type: resource.Type,
        physicalId: this.#deployed.get(logicalId)!.ref,
      })),
      update: (next) => this.#update(next),
      remove: () => this.#remove(),
    };
  }

  async #remove(): Promise<void> {
    for (const [logicalId, deployed] of [...this.#deployed].reverse()) {
      await deployed.remove();
      this.#deployed.delete(logicalId);
    }
  }
}

/** What a service refuses, as an error for the person who deploys. */
async function explained<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new UserError(what, { why: `${error.code}: ${error.message}`, cause: error });
  }
}

function checkTypes(resources: readonly [string, TemplateResource][]): void {
  const unknown = resources.filter(([, resource]) => !RESOURCE_TYPES.has(resource.Type));
  if (unknown.length === 0) return;
  throw new UserError('The local cloud does not serve every resource type of this template', {
    why: unknown.map(([logicalId, resource]) => `${logicalId}: ${resource.Type}`).join('\n'),
    fix: 'Take these resources out, or add their types to local-cloud/src/deploy/resources.',
  });
}
