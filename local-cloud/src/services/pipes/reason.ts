import { AwsError } from '../../core/errors.ts';
import type { Cloud, Principal } from '../../core/service.ts';
import { failureOf } from '../attempt.ts';
import { isTopic } from './dead-letter.ts';
import type { Pipe, Plan } from './pipe.ts';
import type { Pipes } from './pipes.ts';
import { assume, missingIn } from './role.ts';

/** How AWS begins to say why a pipe cannot be made, changed or started. */
const BEGINNING = 'Input parameter is invalid from the request due to : ';

/**
 * Why a pipe cannot run, as its StateReason tells it; undefined where it can. A permission that its
 * role lacks to read the source, or to send to the dead-letter queue, is told as AWS does, with the
 * statement that is missing.
 * https://github.com/terraform-aws-modules/terraform-aws-eventbridge/pull/133
 */
export async function reasonAgainst(
  pipes: Pipes,
  pipe: Pipe,
  plan: Plan,
): Promise<string | undefined> {
  const { RoleArn } = plan.settings;
  const untrusted = await failureOf(() => assume(pipes.cloud, RoleArn, pipe.arn));
  const problem =
    untrusted === undefined
      ? problemOf(pipes, pipe.sessionOf(plan.settings), plan)
      : `The role ${RoleArn} cannot be assumed by principal pipes.amazonaws.com.${missingIn(untrusted)}`;
  return problem && `${BEGINNING}${problem}`;
}

function problemOf(pipes: Pipes, role: Principal, { settings, reading }: Plan) {
  const { cloud } = pipes;
  const resource = settings.Source;
  const source = pipes.source(resource);
  const { kind, operations, optional = [] } = source;
  const wrong = source.problem(reading, resource);
  if (wrong !== undefined) return wrong;
  for (const operation of operations) {
    const denial = denialOf(cloud, role, { service: kind, operation, resource });
    if (denial === undefined) continue;
    const told = kind === 'SQS' ? notPermitted(operation) : source.denied(operation, resource);
    return `${told}${missingIn(denial)}`;
  }
  for (const operation of optional) denialOf(cloud, role, { service: kind, operation, resource });
  const { operations: others = [], resource: of = '' } = source.optionalOf?.(resource) ?? {};
  for (const operation of others) denialOf(cloud, role, { service: kind, operation, resource: of });
  return source.missing(resource) ?? deadLetterProblem(cloud, role, reading);
}

function notPermitted(operation: string): string {
  return `The provided customer role does not have permissions to call ${operation} on SQS`;
}

/** https://github.com/aws-samples/serverless-patterns/issues/1857 */
function deadLetterProblem(cloud: Cloud, role: Principal, { DestinationConfig }: Plan['reading']) {
  const resource = DestinationConfig?.OnFailure?.Destination;
  if (resource === undefined) return undefined;
  const [service, operation, what] = isTopic(resource)
    ? (['SNS', 'Publish', 'publishing message to SNS topic'] as const)
    : (['SQS', 'SendMessage', 'sending message to SQS queue'] as const);
  const denial = denialOf(cloud, role, { service, operation, resource });
  return denial && `Error occurred while ${what}: ${resource}${missingIn(denial)}`;
}

interface RoleCall {
  readonly service: string;
  readonly operation: string;
  readonly resource: string;
}

/** What a role may do is recorded as used. */
function denialOf(cloud: Cloud, role: Principal, { service, operation, resource }: RoleCall) {
  try {
    cloud.authorize(role, service, [{ action: `${service.toLowerCase()}:${operation}`, resource }]);
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}
