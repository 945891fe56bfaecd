import { touchTracing } from '../../core/tracing.ts';
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

/** Traces an execution, where the state machine says so. */
export function traceExecution({ cloud }: Context, revision: Revision): void {
  if (!revision.tracing) return;
  const role = rolePrincipal(cloud, { roleArn: revision.roleArn, session: 'StepFunctions' });
  touchTracing(cloud, role, ACTIONS);
}
