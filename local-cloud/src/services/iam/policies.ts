import { AwsError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import { fromJson, type State, toJson } from '../../core/state.ts';
import { type StoredDocument, storeDocument } from './documents.ts';
import { alreadyExists, noSuchEntity } from './errors.ts';
import { uniqueId } from './ids.ts';
import { AWS_MANAGED_POLICIES } from './managed-policies.ts';
import { ManagedPolicy, type PolicyHead, SAVED_POLICIES } from './managed-policy.ts';
import { AWS_MANAGED_STATEMENTS } from './managed-statements.ts';

/** The statements of those of AWS's own, by their ARNs. */
const OF_AWS: Readonly<Record<string, readonly object[]>> = {
  ...Object.fromEntries(
    Object.entries(AWS_MANAGED_POLICIES).map(([arn, Action]) => [
      arn,
      [{ Effect: 'Allow', Action, Resource: '*' }],
    ]),
  ),
  ...AWS_MANAGED_STATEMENTS,
};

export type NewPolicy = PolicyHead & { readonly stored: StoredDocument };

/** The managed policies: the account's own, and those of AWS's that workflows attach. */
export class ManagedPolicies implements State {
  readonly #policies = new Map<string, ManagedPolicy>();
  readonly #cloud: Pick<Cloud, 'clock' | 'random' | 'accountId'>;

  constructor(cloud: Pick<Cloud, 'clock' | 'random' | 'accountId'>) {
    this.#cloud = cloud;
    for (const [arn, statements] of Object.entries(OF_AWS)) this.#addAws(arn, statements);
  }

  save(): Json {
    return toJson(this.all().map((policy) => policy.save()));
  }

  load(json: Json): void {
    for (const saved of fromJson(json, SAVED_POLICIES)) {
      this.#policies.set(saved.arn, ManagedPolicy.load(saved));
    }
  }

  /** @throws EntityAlreadyExistsException */
  create({ stored, ...policy }: NewPolicy): ManagedPolicy {
    const wanted = policy.name.toLowerCase();
    if (this.own().some(({ name }) => name.toLowerCase() === wanted)) {
      throw alreadyExists(
        `A policy called ${policy.name} already exists. Duplicate names are not allowed.`,
      );
    }
    return this.#add(this.arn(policy.name, policy.path), policy, stored);
  }

  /** @throws NoSuchEntityException */
  get(arn: string | undefined): ManagedPolicy {
    const policy = this.#policies.get(arn ?? '');
    if (policy === undefined) throw noSuchEntity(`Policy ${arn} was not found.`);
    return policy;
  }

  /** @throws NoSuchEntityException, in the words of calls that attach */
  getAttachable(arn: string | undefined, what = 'Policy'): ManagedPolicy {
    const policy = this.#policies.get(arn ?? '');
    if (policy === undefined) {
      const known = Object.keys(OF_AWS).sort().join(', ');
      const hint = arn?.startsWith('arn:aws:iam::aws:') ? ` Of AWS's own, there are ${known}.` : '';
      throw noSuchEntity(`${what} ${arn} does not exist or is not attachable.${hint}`);
    }
    return policy;
  }

  /** @throws AccessDenied for a policy of AWS's, which cannot be changed */
  getOwn(arn: string | undefined): ManagedPolicy {
    const policy = this.get(arn);
    if (isAws(policy.arn)) {
      throw new AwsError('AccessDenied', `Policy ${arn} is AWS managed: it cannot be changed.`, {
        status: 403,
      });
    }
    return policy;
  }

  all(): ManagedPolicy[] {
    return [...this.#policies.values()];
  }

  /** Without AWS's. */
  own(): ManagedPolicy[] {
    return this.all().filter(({ arn }) => !isAws(arn));
  }

  delete(arn: string): void {
    this.#policies.delete(arn);
  }

  arn(name: string | undefined, path = '/'): string {
    return `arn:aws:iam::${this.#cloud.accountId}:policy${path}${name}`;
  }

  #addAws(arn: string, Statement: readonly object[]): void {
    const [, path = '/', name = ''] = /:policy(\/.*?)([^/]+)$/.exec(arn) ?? [];
    const document = { Version: '2012-10-17', Statement };
    const stored = storeDocument(JSON.stringify(document), 'managed');
    this.#add(arn, { name, path, description: undefined, tags: new Map() }, stored);
  }

  #add(arn: string, policy: PolicyHead, stored: StoredDocument): ManagedPolicy {
    const createdAt = this.#cloud.clock.now();
    const id = uniqueId('ANPA', this.#cloud.random);
    const created = new ManagedPolicy({ ...policy, arn, id, createdAt });
    created.addVersion(stored, createdAt, true);
    this.#policies.set(arn, created);
    return created;
  }
}

export function isAws(arn: string): boolean {
  return arn.startsWith('arn:aws:iam::aws:');
}
