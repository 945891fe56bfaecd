import type { GetParameterCommandOutput } from '@aws-sdk/client-ssm';
import { AwsError } from '../core/errors.ts';
import { type Json, memberOf } from '../core/json.ts';
import type { Cloud } from '../core/service.ts';
import { withoutProviders } from './cdk-providers.ts';
import { digestOf } from './digests.ts';
import { type Bindings, conditionHolds } from './intrinsics.ts';
import { attributeOf, refOf } from './left-out.ts';
import { changedInPlace, fixedDifferences, type Made, type Wanted } from './made.ts';
import { inOrder } from './order.ts';
import { outputsOf, type StackOutput } from './outputs.ts';
import { type ParameterValue, parameterValues } from './parameters.ts';
import {
  checkProperties,
  checkTypes,
  explained,
  parsedProperties,
  resolvedProperties,
} from './refusals.ts';
import type { Deployed, ResourceContext } from './resource-type.ts';
import { RESOURCE_TYPES } from './resources/index.ts';
import { checkRules } from './rules.ts';
import type { DeployOptions, Next, Stack, StackResource, StackUpdate } from './stack.ts';
import type { Template, TemplateResource } from './template.ts';

export type { DeployOptions, Stack, StackResource, StackUpdate } from './stack.ts';

/** As the calls that it makes say (`aws:CalledVia`). */
const CLOUDFORMATION = 'cloudformation.amazonaws.com';

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
  readonly #made = new Map<string, Made>();
  #parameters: ReadonlyMap<string, ParameterValue> = new Map();
  #outputs: ReadonlyMap<string, StackOutput> = new Map();

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
        await this.#create(logicalId, resource);
      }
      this.#bindOutputs();
      return this.#stack();
    } catch (error) {
      // What went wrong is told, not what cannot be removed because of it.
      await this.#remove().catch(() => {});
      throw error;
    }
  }

  #wanted(): [string, TemplateResource][] {
    const { Resources } = this.template;
    const all = withoutProviders(Resources, (type) => RESOURCE_TYPES.has(type));
    return Object.entries(all).filter(([, resource]) => conditionHolds(resource.Condition, this));
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
    return (
      memberOf(pseudo, name) ??
      this.#named(name)?.ref ??
      this.#parameters.get(name) ??
      refOf(name, this.template.leftOut)
    );
  }

  attribute(logicalId: string, name: string): Json | undefined {
    return (
      memberOf(this.#named(logicalId)?.attributes ?? {}, name) ??
      attributeOf(logicalId, name, this.template.leftOut, this.#cloud)
    );
  }

  /** A resource that is there; one that has gone from the template is none to refer to. */
  #named(logicalId: string): Deployed | undefined {
    const isInTemplate = Object.hasOwn(this.template.Resources, logicalId);
    return isInTemplate ? this.#made.get(logicalId)?.deployed : undefined;
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

  async #create(logicalId: string, resource: TemplateResource): Promise<void> {
    const { type, properties } = this.#resolved(logicalId, resource);
    const parsed = parsedProperties(logicalId, { type, properties }, this.template.source);
    const deployed = await explained(`${logicalId} (${type.type}) could not be created`, () =>
      type.create(parsed as never, this.#context(logicalId)),
    );
    const isRetained = /^Retain/.test(resource.DeletionPolicy ?? '');
    this.#made.set(logicalId, { type, deployed, properties, isRetained });
  }

  #resolved(logicalId: string, resource: TemplateResource): Wanted {
    const type = RESOURCE_TYPES.get(resource.Type)!;
    return { type, properties: resolvedProperties(logicalId, resource, this) };
  }

  async #update(next: Next): Promise<StackUpdate> {
    for (const made of this.#made.values()) {
      made.digest ??= digestOf(made, this.#options);
    }
    this.template = next.template;
    this.#options = { ...this.#options, digest: undefined, ...next };
    await this.#bindParameters();
    const wanted = this.#wanted();
    checkTypes(wanted, this.template.source);
    checkProperties(wanted, this);
    const updated: string[] = [];
    const untouched = this.#gone(new Set(wanted.map(([logicalId]) => logicalId)));
    const failures: Error[] = [];
    for (const [logicalId, resource] of inOrder(new Map(wanted))) {
      try {
        if (await this.#bring(logicalId, resource)) updated.push(logicalId);
        const differences = fixedDifferences(
          this.#made.get(logicalId)!,
          this.#resolved(logicalId, resource),
        );
        if (differences.length > 0) untouched.push(`${logicalId} (${differences.join(', ')})`);
      } catch (error) {
        failures.push(error as Error);
      }
    }
    // They may refer to what could not be made.
    if (failures.length === 0) this.#bindOutputs();
    return { updated, untouched, failures };
  }

  /** What is there, is not wanted any more, and would not be retained. */
  #gone(wanted: ReadonlySet<string>): string[] {
    return [...this.#made]
      .filter(([logicalId, { isRetained }]) => !wanted.has(logicalId) && !isRetained)
      .map(([logicalId]) => logicalId);
  }

  /** Makes it, or changes it in place. Whether there was anything to do. */
  async #bring(logicalId: string, resource: TemplateResource): Promise<boolean> {
    const made = this.#made.get(logicalId);
    if (made === undefined) {
      await this.#create(logicalId, resource);
      return true;
    }
    const wanted = changedInPlace(made, this.#resolved(logicalId, resource));
    if (wanted === undefined) return false;
    const digest = digestOf(wanted, this.#options);
    if (digest === made.digest) return false;
    const [before, now] = [made, wanted].map((each) =>
      parsedProperties(logicalId, each, this.template.source),
    );
    const changed = await explained(`${logicalId} (${resource.Type}) could not be updated`, () =>
      wanted.type.update!(made.deployed, now as never, this.#context(logicalId), before as never),
    );
    made.deployed = { ...made.deployed, ...changed };
    made.properties = wanted.properties;
    made.digest = digest;
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

  #stack(): Stack {
    const self = this;
    return {
      name: this.#options.stackName,
      id: this.#id,
      created: this.#cloud.clock.now(),
      get outputs() {
        return self.#outputs;
      },
      get resources() {
        return self.#resources();
      },
      update: (next) => this.#update(next),
      remove: () => this.#remove(),
    };
  }

  #bindOutputs(): void {
    const apis = [...this.#made.values()]
      .filter(({ type }) => type.type === 'AWS::ApiGatewayV2::Api')
      .map(({ deployed: { ref, attributes } }) => ({
        id: ref,
        endpoint: attributes!.ApiEndpoint!,
      }));
    this.#outputs = outputsOf(this, this.#cloud.region, apis);
  }

  #resources(): StackResource[] {
    return [...this.#made].map(([logicalId, { type, deployed }]) => ({
      logicalId,
      type: type.type,
      physicalId: deployed.ref,
    }));
  }

  /** All of it: what cannot be removed does not keep the others. */
  async #remove(): Promise<void> {
    const failures: unknown[] = [];
    for (const [logicalId, { deployed }] of [...this.#made].reverse()) {
      try {
        await deployed.remove();
      } catch (error) {
        if (!isGone(error)) {
          failures.push(error);
          continue;
        }
      }
      this.#made.delete(logicalId);
    }
    if (failures.length > 0) throw failures[0];
  }
}

/** What somebody has deleted already needs no removal. */
function isGone(error: unknown): boolean {
  return error instanceof AwsError && /NotFound|NoSuch|DoesNotExist|NonExistent/.test(error.code);
}
