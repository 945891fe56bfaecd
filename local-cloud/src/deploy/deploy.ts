import type { GetParameterCommandOutput } from '@aws-sdk/client-ssm';
import { UserError } from '../core/errors.ts';
import { type Json, type JsonObject, memberOf } from '../core/json.ts';
import { problems } from '../core/problems.ts';
import type { Cloud, Principal } from '../core/service.ts';
import { type Artifacts, digests } from './digests.ts';
import { type Bindings, conditionHolds, resolve } from './intrinsics.ts';
import { inOrder } from './order.ts';
import { outputsOf, type StackOutput } from './outputs.ts';
import { type GivenParameters, type ParameterValue, parameterValues } from './parameters.ts';
import { checkProperties, checkTypes, explained, located } from './refusals.ts';
import type { Deployed, ResourceContext } from './resource-type.ts';
import { RESOURCE_TYPES } from './resources/index.ts';
import { checkRules } from './rules.ts';
import type { Template, TemplateResource } from './template.ts';

/** As the calls that it makes say (`aws:CalledVia`). */
const CLOUDFORMATION = 'cloudformation.amazonaws.com';

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
   * Brings code and definitions to a new package, in place, and makes what has come. What else has
   * changed or gone is left alone and named: it needs a deployment from the start.
   */
  update(next: Next): Promise<StackUpdate>;
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
  #parameters: ReadonlyMap<string, ParameterValue> = new Map();
  /** Of what it was brought up to date with last. */
  #digests: ReadonlyMap<string, string> | undefined;

  constructor(cloud: Cloud, options: DeployOptions) {
    this.#cloud = cloud;
    this.#options = options;
    this.template = options.template;
    const { region, accountId, random } = cloud;
    this.#id = `arn:aws:cloudformation:${region}:${accountId}:stack/${options.stackName}/${random.uuid()}`;
  }

  async run(): Promise<Stack> {
    await this.#bindParameters();
    const wanted = this.#wanted();
    checkTypes(wanted, this.template.source);
    checkProperties(wanted, this);
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

  #wanted(): [string, TemplateResource][] {
    return Object.entries(this.template.Resources).filter(([, resource]) =>
      conditionHolds(resource.Condition, this),
    );
  }

  ref(name: string): Json | undefined {
    const { region, accountId } = this.#cloud;
    const pseudo: Record<string, Json> = {
      'AWS::Region': region,
      'AWS::AccountId': accountId,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': this.#options.stackName,
      'AWS::StackId': this.#id,
      'AWS::NotificationARNs': [],
    };
    return memberOf(pseudo, name) ?? this.#deployed.get(name)?.ref ?? this.#parameters.get(name);
  }

  attribute(logicalId: string, name: string): Json | undefined {
    return memberOf(this.#deployed.get(logicalId)?.attributes ?? {}, name);
  }

  async #bindParameters(): Promise<void> {
    const { parameters = {}, root } = this.#options;
    const stored = async (Name: string) => {
      const call = () =>
        this.#cloud.call<GetParameterCommandOutput>(root, 'SSM', 'GetParameter', { Name });
      const { Parameter } = await explained(`The SSM parameter ${Name} could not be read`, call);
      return Parameter!.Value!;
    };
    this.#parameters = await parameterValues(this.template, parameters, stored);
    checkRules(this);
  }

  async #create(logicalId: string, resource: TemplateResource): Promise<Deployed> {
    const type = RESOURCE_TYPES.get(resource.Type)!;
    const properties = this.#properties(logicalId, resource);
    return explained(`${logicalId} (${resource.Type}) could not be created`, () =>
      type.create(properties as never, this.#context(logicalId)),
    );
  }

  #properties(logicalId: string, { Type, Properties }: TemplateResource): unknown {
    const fix = `Correct ${logicalId} in ${this.template.source}, or take it out.`;
    const resolved = located(`${logicalId} (${Type})`, fix, () => resolve(Properties, this));
    const { properties, inert = [] } = RESOURCE_TYPES.get(Type)!;
    const honoured = Object.entries(resolved as JsonObject).filter(
      ([name]) => !inert.includes(name),
    );
    const parsed = properties.safeParse(Object.fromEntries(honoured));
    if (parsed.success) return parsed.data;
    throw new UserError(`${logicalId} (${Type}) has properties the local cloud refuses`, {
      why: problems(parsed.error),
      fix,
    });
  }

  async #update(next: Next): Promise<StackUpdate> {
    const before = this.#digests ?? new Map(digests(this.template, this.#options));
    const after = new Map(digests(next.template, next));
    this.#digests = after;
    const retained = whatIsRetained(this.template, next.template);
    this.template = next.template;
    this.#options = { ...this.#options, digest: undefined, ...next };
    await this.#bindParameters();
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
      (logicalId) => before.get(logicalId) !== after.get(logicalId),
    );
    const updated: string[] = [];
    for (const [logicalId, resource] of inOrder(new Map(this.#wanted()))) {
      if (!changed.includes(logicalId)) continue;
      if (await this.#updateOne(logicalId, resource)) updated.push(logicalId);
    }
    const untouched = changed.filter(
      (logicalId) => !updated.includes(logicalId) && !retained.has(logicalId),
    );
    return { updated, untouched };
  }

  async #updateOne(logicalId: string, resource: TemplateResource): Promise<boolean> {
    const deployed = this.#deployed.get(logicalId);
    const type = RESOURCE_TYPES.get(resource.Type);
    if (type === undefined || (deployed && !type.update)) return false;
    if (deployed === undefined) {
      this.#deployed.set(logicalId, await this.#create(logicalId, resource));
      return true;
    }
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
      call: (sdkId, operation, input) =>
        cloud.call({ ...root, calledVia: CLOUDFORMATION }, sdkId, operation, input),
      generatedName: (max = 128) => {
        const suffix = cloud.random.uuid().replaceAll('-', '').slice(0, 12).toUpperCase();
        return `${`${stackName}-${logicalId}`.slice(0, max - suffix.length - 1)}-${suffix}`;
      },
    };
  }

  #stack(wanted: readonly [string, TemplateResource][]): Stack {
    const apis = wanted
      .filter(([, { Type }]) => Type === 'AWS::ApiGatewayV2::Api')
      .map(([logicalId]) => this.#deployed.get(logicalId)!)
      .map(({ ref, attributes }) => ({ id: ref, endpoint: attributes!.ApiEndpoint! }));
    return {
      name: this.#options.stackName,
      id: this.#id,
      created: this.#cloud.clock.now(),
      outputs: outputsOf(this, this.#cloud.region, apis),
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

/** What is no longer in the template, and stays as its `DeletionPolicy` says. */
function whatIsRetained(before: Template, after: Template): ReadonlySet<string> {
  const gone = Object.entries(before.Resources).filter(
    ([logicalId, { DeletionPolicy }]) =>
      !Object.hasOwn(after.Resources, logicalId) && DeletionPolicy === 'Retain',
  );
  return new Set(gone.map(([logicalId]) => logicalId));
}
