import { StatesError } from '../errors.ts';
import type { Pattern, ServiceResource } from '../language/resource.ts';
import { apiGatewayInvoke } from './apigateway-invoke.ts';
import { dynamodb } from './dynamodb.ts';
import { ecsRunTask } from './ecs-run-task.ts';
import { eventsPutEvents } from './events-put-events.ts';
import { glueStartJobRun } from './glue-start-job-run.ts';
import type { HttpIntegration } from './http-call.ts';
import { httpInvoke } from './http-invoke.ts';
import { lambdaInvoke } from './lambda-invoke.ts';
import type { OptimisedIntegration } from './optimised.ts';
import { sagemaker } from './sagemaker.ts';
import { snsPublish } from './sns-publish.ts';
import { sqsSendMessage } from './sqs-send-message.ts';
import { statesStartExecution } from './states-start-execution.ts';

/** The optimised integrations served here, by service and action of the resource ARN. */
const integrations: Readonly<Record<string, Readonly<Record<string, OptimisedIntegration>>>> = {
  dynamodb,
  ecs: { runTask: ecsRunTask },
  events: { putEvents: eventsPutEvents },
  glue: { startJobRun: glueStartJobRun },
  lambda: { invoke: lambdaInvoke },
  sagemaker,
  sns: { publish: snsPublish },
  sqs: { sendMessage: sqsSendMessage },
  states: { startExecution: statesStartExecution },
};

/** Undefined for `aws-sdk`, and for an integration that is not served. */
export function findOptimised({
  kind,
  service,
  action,
}: ServiceResource): OptimisedIntegration | undefined {
  return kind === 'optimised' ? integrations[service]?.[action] : undefined;
}

/** The optimised integrations that send an HTTP request: `http:invoke`, `apigateway:invoke`. */
export function findHttp({ kind, service, action }: ServiceResource): HttpIntegration | undefined {
  if (kind !== 'optimised' || action !== 'invoke') return undefined;
  if (service === 'http') return httpInvoke;
  return service === 'apigateway' ? apiGatewayInvoke : undefined;
}

/** Why a resource that AWS knows is not served here. Undefined: it is. */
export function notServed(resource: ServiceResource): StatesError | undefined {
  if (patternsOf(resource).includes(resource.pattern)) return undefined;
  const names = servedIntegrations().map(({ name }) => name);
  return new StatesError(
    'States.Runtime',
    `The local cloud does not serve the integration ${resource.resourceType}:${resource.resource}. Optimised integrations that it serves: ${names.join(', ')}.`,
  );
}

const CALLS: readonly Pattern[] = ['request', 'waitForTaskToken'];

function patternsOf(resource: ServiceResource): readonly Pattern[] {
  if (resource.kind === 'aws-sdk') return CALLS;
  if (findHttp(resource) !== undefined) return resource.service === 'http' ? ['request'] : CALLS;
  return findOptimised(resource)?.patterns ?? [];
}

/** The optimised integrations that are served, with their patterns: for the page that lists them. */
export function servedIntegrations(): { name: string; patterns: readonly Pattern[] }[] {
  const listed = Object.entries(integrations).flatMap(([service, actions]) =>
    Object.entries(actions).map(([action, { patterns }]) => ({
      name: `${service}:${action}`,
      patterns,
    })),
  );
  listed.push({ name: 'apigateway:invoke', patterns: CALLS });
  listed.push({ name: 'http:invoke', patterns: ['request'] });
  return listed.sort((a, b) => (a.name < b.name ? -1 : 1));
}
