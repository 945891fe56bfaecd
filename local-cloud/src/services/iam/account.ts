import type { Cloud } from '../../core/service.ts';
import type { Uses } from './managed-policy.ts';
import { ManagedPolicies } from './policies.ts';
import { Roles } from './roles.ts';

/** What IAM keeps of the account. */
export class Account {
  readonly roles: Roles;
  readonly policies: ManagedPolicies;
  readonly #cloud: Pick<Cloud, 'clock'>;

  constructor(cloud: Pick<Cloud, 'clock' | 'random' | 'accountId'>) {
    this.policies = new ManagedPolicies(cloud);
    this.roles = new Roles(cloud, this.policies);
    this.#cloud = cloud;
  }

  /** Cloud time in milliseconds. */
  now(): number {
    return this.#cloud.clock.now();
  }

  /** How many roles a managed policy is attached to, and is the boundary of. */
  uses(policyArn: string): Uses {
    const roles = this.roles.all();
    return {
      attachments: roles.filter(({ attached }) => attached.has(policyArn)).length,
      boundaries: roles.filter(({ boundary }) => boundary === policyArn).length,
    };
  }
}
