import { AwsError } from './errors.ts';
import type { Cloud, Principal } from './service.ts';

/** What a role needs to send traces. Without it there are just none, as on AWS. */
export function touchTracing(cloud: Cloud, role: Principal, actions: readonly string[]): void {
  for (const action of actions) {
    try {
      cloud.authorize(role, 'XRay', [{ action, resource: '*' }]);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
  }
}
