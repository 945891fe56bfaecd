import type { GetParameterCommandOutput } from '@aws-sdk/client-ssm';
import { type Json, memberOf } from '../core/json.ts';
import type { Cloud } from '../core/service.ts';
import { withoutProviders } from './cdk-providers.ts';
import { checkDependencies } from './dependencies.ts';
import { Evaluation } from './evaluation.ts';
import { type Bindings, conditionHolds } from './intrinsics.ts';
import { attributeOf, refOf } from './left-out.ts';
import { MadeResources } from './made-resources.ts';
import { inOrder } from './order.ts';
import { outputsOf, type StackOutput } from './outputs.ts';
import { type ParameterValue, parameterValues } from './parameters.ts';
import { checkProperties, checkTypes, explained } from './refusals.ts';
import type { Deployed } from './resource-type.ts';
import { RESOURCE_TYPES } from './resources/index.ts';
import { checkRules } from './rules.ts';
import type {
  Become,
  DeployOptions,
  Next,
  RemoveOptions,
  Stack,
  StackUpdate,
  Whole,
} from './stack.ts';
import type { Template, TemplateResource } from './template.ts';

export type {
  DeployOptions,
  ResourceEvent,
  Stack,
  StackResource,
  StackUpdate,
} from './stack.ts';

/**
 * Makes the resources of a template in the order they need each other. Either all of them are
 * there afterwards or none: what was made before a failure is taken down again.
 */
export async function deploy(cloud: Cloud, options: DeployOptions): Promise<Stack> {
  return new Deployment(cloud, options).run();
}

/**
 * Holds a template to what is served, and its parameters to what they may be, before anything is made.
 *
 * @throws UserError that names what is wrong
 */
export async function checkDeployable(cloud: Cloud, options: DeployOptions): Promise<void> {
  await new Deployment(cloud, options).check();
}

class Deployment implements Bindings {
  template: Template;
  evaluation = new Evaluation();
  readonly #cloud: Cloud;
  readonly #id: string;
  readonly #resources: MadeResources;
  #parameters: ReadonlyMap<string, ParameterValue> = new Map();
  #outputs: ReadonlyMap<string, StackOutput> = new Map();

  constructor(cloud: Cloud, options: DeployOptions) {
    this.#cloud = cloud;
    this.template = options.template;
    this.#resources = new MadeResources(cloud, options, this);
    this.#id = options.id ?? stackArn(cloud, options.stackName);
  }

  /** What is to be made, in the order in which it is. */
  async check(): Promise<[string, TemplateResource][]> {
    this.template = (await this.template.complete?.(this.#options.artifact)) ?? this.template;
    checkDependencies(this.template);
    this.evaluation = new Evaluation();
    await this.#bindParameters();
    const wanted = this.#wanted();
    checkTypes(wanted, this.template.source);
    checkProperties(wanted, this);
    return inOrder(new Map(wanted));
  }

  async run(): Promise<Stack> {
    const wanted = await this.check();
    try {
      for (const [logicalId, resource] of wanted) {
        await this.#resources.create(logicalId, resource);
      }
      this.#bindOutputs();
      return this.#stack();
    } catch (error) {
      // What went wrong is told, not what cannot be removed because of it.
      await this.#remove().catch(() => {});
      throw error;
    } finally {
      this.#tellNobody();
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

  attributes(logicalId: string): readonly string[] {
    return Object.keys(this.#named(logicalId)?.attributes ?? {});
  }

  /** A resource that is there; one that has gone from the template is none to refer to. */
  #named(logicalId: string): Deployed | undefined {
    const isInTemplate = Object.hasOwn(this.template.Resources, logicalId);
    return isInTemplate ? this.#resources.get(logicalId) : undefined;
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

  async #update(next: Next): Promise<StackUpdate> {
    const { ids, fixed, ...update } = await this.#bringAll(next);
    // What has gone may be needed again where something failed.
    if (update.failures.length === 0) {
      const passing = this.#resources.passing(this.#resources.gone(ids, false));
      await this.#resources.takeDown(passing).catch((error) => update.failures.push(error));
    }
    const gone = this.#resources.gone(ids, false);
    const differing = fixed.map(([logicalId, names]) => `${logicalId} (${names.join(', ')})`);
    return { ...update, untouched: [...gone, ...differing] };
  }

  async #become(next: Whole): Promise<Become> {
    const { told } = next;
    const before = { digest: undefined, ...this.#options, ...(told && { told }) };
    try {
      await this.#bringWhole(next);
      return {};
    } catch (failure) {
      try {
        await this.#bringWhole(before);
        return { failure: failure as Error };
      } catch (stuck) {
        return { failure: failure as Error, stuck: stuck as Error };
      }
    } finally {
      this.#tellNobody();
    }
  }

  /** What happens next is another matter. */
  #tellNobody(): void {
    const { told: _told, ...options } = this.#options;
    this.#resources.options = options;
  }

  async #bringWhole(next: Whole): Promise<void> {
    const { ids, fixed, failures } = await this.#bringAll(next);
    if (failures.length > 0) throw failures[0];
    const [first] = fixed;
    if (first !== undefined) throw this.#resources.refuseChange(...first);
    this.#resources.release(this.#resources.gone(ids, true));
    await this.#resources.takeDown(this.#resources.gone(ids, false));
  }

  /** Makes what has come and changes what can be changed; what fails keeps nothing else from it. */
  async #bringAll(next: Next) {
    await this.#resources.noteDigests();
    this.template = next.template;
    this.#resources.options = { ...this.#options, digest: undefined, ...next };
    const wanted = await this.check();
    const updated: string[] = [];
    const ids = new Set(wanted.map(([logicalId]) => logicalId));
    const fixed: [logicalId: string, properties: readonly string[]][] = [];
    const failures: Error[] = [];
    for (const [logicalId, resource] of wanted) {
      try {
        if (await this.#resources.bring(logicalId, resource)) updated.push(logicalId);
        const differences = this.#resources.differences(logicalId, resource);
        if (differences.length > 0) fixed.push([logicalId, differences]);
      } catch (error) {
        failures.push(error as Error);
      }
    }
    // They may refer to what could not be made.
    if (failures.length === 0) this.#bindOutputs();
    return { updated, ids, fixed, failures };
  }

  #stack(): Stack {
    const self = this;
    return {
      name: this.#options.stackName,
      id: this.#id,
      created: this.#cloud.clock.now(),
      get template() {
        return self.template;
      },
      get outputs() {
        return self.#outputs;
      },
      get resources() {
        return self.#resources.list();
      },
      update: (next) => this.#update(next),
      become: (next) => this.#become(next),
      remove: (options) => this.#remove(options),
    };
  }

  #bindOutputs(): void {
    const apiIds = this.#resources
      .list()
      .filter(({ type }) => API_TYPES.includes(type))
      .map(({ physicalId }) => physicalId);
    this.#outputs = outputsOf(this, this.#cloud, apiIds);
  }

  async #remove({ retaining = false, ...options }: RemoveOptions = {}): Promise<void> {
    this.#resources.options = { ...this.#options, ...options };
    const none = new Set<string>();
    if (retaining) this.#resources.release(this.#resources.gone(none, true));
    await this.#resources.takeDown(this.#resources.list().map(({ logicalId }) => logicalId));
  }

  get #options(): DeployOptions {
    return this.#resources.options;
  }
}

/** What has an address of API Gateway's. */
const API_TYPES = ['AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api'];

/** Of a new stack. */
export function stackArn(
  { region, accountId, random }: Pick<Cloud, 'region' | 'accountId' | 'random'>,
  name: string,
): string {
  return `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/${random.uuid()}`;
}
