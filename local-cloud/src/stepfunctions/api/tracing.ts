import { AwsError } from '../../errors.ts';
import type { Context } from './context.ts';
import { rolePrincipal } from './principal.ts';
import type { Revision } from './state-machine.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html */
const ACTIONS = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
];

/**
 * What the role needs when tracing is on. A role that lacks it still runs its executions: AWS
 * then just sends no traces.
 */
export function touchTracing({ cloud }: Context, revision: Revision): void {
  if (!revision.tracing) return;
  const role = rolePrincipal(cloud, { roleArn: revision.roleArn, session: 'StepFunctions' });
  for (const action of ACTIONS) {
    try {
      cloud.authorize(role, 'XRay', [{ action, resource: '*' }]);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
  }
}
