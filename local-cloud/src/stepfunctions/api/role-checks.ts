import type { LoggingConfiguration } from '@aws-sdk/client-sfn';
import { AwsError } from '../../core/errors.ts';
import type { Principal } from '../../core/service.ts';
import type { Definition } from '../language/definition.ts';
import { callsService, parseResource } from '../language/resource.ts';
import type { Context } from './context.ts';
import { taskResources } from './definition-states.ts';
import { rolePrincipal } from './principal.ts';

/**
 * What AWS checks of a state machine's role when the machine is created: that Step Functions may
 * assume it, write its logs and make the EventBridge rules that `.sync` tasks wait by.
 * Throws AccessDeniedException.
 */
export async function checkRole(
  context: Context,
  { roleArn, stateMachineArn }: { readonly roleArn: string; readonly stateMachineArn: string },
  definition: Definition,
  logging: LoggingConfiguration,
): Promise<void> {
  await checkTrust(context, roleArn, stateMachineArn);
  const role = rolePrincipal(context.cloud, { roleArn, session: 'StepFunctions' });
  if (logging.level !== 'OFF') checkLogDelivery(context, role);
  for (const rule of managedRules(definition)) checkManagedRule(context, role, rule);
}

/**
 * Trust policies may name the machine, by aws:SourceArn and aws:SourceAccount.
 * https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html
 */
async function checkTrust({ cloud }: Context, roleArn: string, sourceArn: string): Promise<void> {
  const states: Principal = {
    kind: 'service',
    arn: 'states.amazonaws.com',
    service: 'states.amazonaws.com',
    sourceArn,
  };
  try {
    const session = { RoleArn: roleArn, RoleSessionName: 'StepFunctions' };
    await cloud.call(states, 'STS', 'AssumeRole', session);
  } catch (error) {
    if (!(error instanceof AwsError) || error.code === 'NotSupportedByLocalCloud') return;
    throw denied(
      `Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.\n${error.message}`,
    );
  }
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy */
const LOG_DELIVERY = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
];

function checkLogDelivery({ cloud }: Context, role: Principal): void {
  orDeny('The state machine IAM Role is not authorized to access the Log Destination', () =>
    cloud.authorize(
      role,
      'CloudWatch Logs',
      LOG_DELIVERY.map((action) => ({ action, resource: '*' })),
    ),
  );
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-integration-iam-templates.html */
const MANAGED_RULES: Readonly<Record<string, string>> = {
  'states:startExecution': 'StepFunctionsExecution',
  'ecs:runTask': 'ECSTask',
  'batch:submitJob': 'BatchJobs',
  'sagemaker:createTrainingJob': 'SageMakerTrainingJobs',
  'sagemaker:createTransformJob': 'SageMakerTransformJobs',
};

function managedRules(definition: Definition): Set<string> {
  const rules = new Set<string>();
  for (const arn of taskResources(definition)) {
    const resource = parseResource(arn);
    if (!callsService(resource) || resource.kind !== 'optimised') continue;
    const { service, action, pattern } = resource;
    const rule = MANAGED_RULES[`${service}:${action}`];
    if (pattern.startsWith('sync') && rule !== undefined)
      rules.add(`StepFunctionsGetEventsFor${rule}Rule`);
  }
  return rules;
}

function checkManagedRule({ cloud }: Context, role: Principal, rule: string): void {
  const resource = `arn:aws:events:${cloud.region}:${cloud.accountId}:rule/${rule}`;
  orDeny(`'${role.roleArn}' is not authorized to create managed-rule.`, () =>
    cloud.authorize(
      role,
      'EventBridge',
      ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'].map((action) => ({
        action,
        resource,
      })),
    ),
  );
}

function orDeny(message: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw denied(`${message}\n${error.message}`);
  }
}

function denied(message: string): AwsError {
  return new AwsError('AccessDeniedException', message);
}
