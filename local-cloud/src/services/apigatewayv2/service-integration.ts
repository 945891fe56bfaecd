import type { CreateIntegrationRequest } from '@aws-sdk/client-apigatewayv2';
import { notSupported } from '../../core/errors.ts';
import { badRequest } from '../apis/errors.ts';
import type { Target } from '../apis/service-call.ts';

/** An operation that a route calls by itself. */
interface Subtype {
  /** The name that its calls are signed with. */
  readonly service: string;
  readonly operation: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** What the operation is sent. Default: the parameters, with names that begin with a small letter. */
  body?(parameters: Readonly<Record<string, string>>): object;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html */
const SUBTYPES: Readonly<Record<string, Subtype>> = {
  'EventBridge-PutEvents': {
    ...{ service: 'events', operation: 'PutEvents' },
    required: ['Detail', 'DetailType', 'Source'],
    optional: ['Time', 'EventBusName', 'Resources', 'Region', 'TraceHeader'],
    body: ({ Resources, Time, ...entry }) => ({
      Entries: [
        {
          ...entry,
          ...(Time !== undefined && { Time: Date.parse(Time) / 1000 || Time }),
          ...(Resources !== undefined && { Resources: listOf(Resources) }),
        },
      ],
    }),
  },
  'StepFunctions-StartExecution': {
    ...{ service: 'states', operation: 'StartExecution' },
    ...{ required: ['StateMachineArn'], optional: ['Name', 'Input', 'Region'] },
  },
  'StepFunctions-StartSyncExecution': {
    ...{ service: 'states', operation: 'StartSyncExecution' },
    ...{ required: ['StateMachineArn'], optional: ['Name', 'Input', 'Region', 'TraceHeader'] },
  },
  'StepFunctions-StopExecution': {
    ...{ service: 'states', operation: 'StopExecution' },
    ...{ required: ['ExecutionArn'], optional: ['Cause', 'Error', 'Region'] },
  },
};

/**
 * Holds an integration with a service to what its subtype takes.
 *
 * @throws BadRequestException; NotSupportedByLocalCloud for subtypes that are not served, and other regions
 */
export function checkSubtype(
  {
    IntegrationSubtype: name = '',
    CredentialsArn,
    RequestParameters = {},
  }: Partial<CreateIntegrationRequest>,
  region: string,
): void {
  const subtype = subtypeOf(name);
  const known = [...subtype.required, ...subtype.optional];
  for (const parameter of Object.keys(RequestParameters)) {
    if (known.includes(parameter)) continue;
    throw badRequest(
      `Parameter: ${parameter} does not fit schema for Operation: ${name}. It takes ${known.join(', ')}.`,
    );
  }
  for (const parameter of subtype.required) {
    if (Object.hasOwn(RequestParameters, parameter)) continue;
    throw badRequest(`Parameter: ${parameter} is required for Operation: ${name}`);
  }
  for (const [name, value] of Object.entries(RequestParameters)) checkSelection(name, value);
  if (!CredentialsArn) throw badRequest('Credentials are required for AWS Service integrations.');
  const { Region = region } = RequestParameters;
  if (Region !== region) throw notSupported('ApiGatewayV2', `the Region ${Region} of integrations`);
}

const SELECTION =
  /^\$(?:request\.(?:(?:header|querystring|path)\.[\w.$-]+|body(?:\..+)?)|context\.[\w.]+|stageVariables\.\w+)$/;

/** @throws BadRequestException for what begins as one and is none */
function checkSelection(name: string, value: string): void {
  if (!/^\$(?:request|context|stageVariables)\b/.test(value) || SELECTION.test(value)) return;
  throw badRequest(`Invalid selection expression specified: ${value}, of ${name}`);
}

/** What is called, and what it is sent. */
export function subtypeCall(
  name: string,
  { Region: _, ...parameters }: Readonly<Record<string, string>>,
): { readonly target: Target; readonly body: string } {
  const { service, operation, body = lowerFirst } = subtypeOf(name);
  return {
    target: { service, kind: 'action', rest: operation },
    body: JSON.stringify(body(parameters)),
  };
}

function subtypeOf(name: string): Subtype {
  if (Object.hasOwn(SUBTYPES, name)) return SUBTYPES[name]!;
  const served = Object.keys(SUBTYPES).join(', ');
  throw notSupported('ApiGatewayV2', `the IntegrationSubtype ${name} (only ${served})`);
}

function lowerFirst(parameters: Readonly<Record<string, string>>): object {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      `${name[0]!.toLowerCase()}${name.slice(1)}`,
      value,
    ]),
  );
}

/** A list of JSON; anything else is for the service to refuse. */
function listOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
