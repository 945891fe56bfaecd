import * as z from 'zod';
import { UserError } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject, memberOf } from '../../core/json.ts';
import { json } from '../../core/json-schemas.ts';
import { CONNECTOR_GRANTS, type Grants } from './connector-grants.ts';
import { attribute, listOf, read } from './made.ts';
import { statements } from './policies.ts';

/** A resource of the template by its logical id, or another by its type and ARN. */
const end = z.union([
  z.strictObject({ Id: z.string() }),
  z.strictObject({ Type: z.string(), Arn: json, Name: json.optional() }),
]);
const connection = z.strictObject({
  Source: z.strictObject({ Id: z.string() }),
  Destination: z.union([end, z.array(end)]),
  Permissions: z.array(z.enum(['Read', 'Write'])),
});

/** A connector of a template: a resource, or one that its source names. */
export interface Connector {
  readonly id: string;
  readonly properties: JsonObject;
  /** Those of the resource that go to what comes of it, such as its condition. */
  readonly attributes: JsonObject;
}

/**
 * Adds what a connector comes to: a policy for the role of its source, for each destination.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-connector.html
 *
 * @param resources what has been made of the template so far: the policies are added
 * @throws UserError for types of resources that are not connected, and for what is wrong
 */
export function addConnector(
  { id, properties, attributes }: Connector,
  resources: JsonObject,
): void {
  const { Source, Destination, Permissions } = read(connection, properties, id);
  const source = resourceOf(Source.Id, resources, id);
  const destinations = [Destination].flat();
  for (const [index, destination] of destinations.entries()) {
    const to = endOf(destination, resources, id);
    const grants = grantsOf(String(source.Type), to.type, Permissions, id);
    const policyId = `${id}Policy${Array.isArray(Destination) ? `Destination${index}` : ''}`;
    const granted = (['Read', 'Write'] as const)
      .filter((permission) => Permissions.includes(permission))
      .flatMap((permission) => grants[permission]!);
    resources[policyId] = {
      Type: 'AWS::IAM::ManagedPolicy',
      ...attributes,
      Properties: {
        PolicyDocument: { Version: '2012-10-17', Statement: statements(granted, to.parameters) },
        Roles: [roleOf(source, Source.Id, id)],
      },
    };
    // That it may wait for another is looked at when a state machine is made.
    if (source.Type === to.type && to.type === 'AWS::StepFunctions::StateMachine') {
      source.DependsOn = [...listOf(source.DependsOn), policyId];
    }
  }
}

function resourceOf(logicalId: string, resources: JsonObject, connector: string): JsonObject {
  const resource = memberOf(resources, logicalId);
  if (isObject(resource) && typeof resource.Type === 'string') return resource;
  throw new UserError(`${connector}: there is no resource ${logicalId} to connect`);
}

/** The type of a destination, and what the resources of its grants stand for. */
function endOf(destination: z.output<typeof end>, resources: JsonObject, connector: string) {
  if ('Type' in destination) {
    const { Type, Arn, Name } = destination;
    return { type: plain(Type), parameters: { Arn, ...(Name !== undefined && { Name }) } };
  }
  const { Id } = destination;
  const type = String(resourceOf(Id, resources, connector).Type);
  const isNamedByArn = type === 'AWS::SNS::Topic' || type === 'AWS::StepFunctions::StateMachine';
  const Arn: Json = isNamedByArn ? { Ref: Id } : attribute(Id, 'Arn');
  return { type, parameters: { Arn, Name: attribute(Id, 'Name') } };
}

/** What SAM makes of its own types. */
function plain(type: string): string {
  return (
    {
      'AWS::Serverless::Function': 'AWS::Lambda::Function',
      'AWS::Serverless::StateMachine': 'AWS::StepFunctions::StateMachine',
      'AWS::Serverless::SimpleTable': 'AWS::DynamoDB::Table',
    }[type] ?? type
  );
}

function grantsOf(
  source: string,
  destination: string,
  permissions: readonly ('Read' | 'Write')[],
  connector: string,
): Grants {
  const destinations = memberOf(CONNECTOR_GRANTS, source) ?? {};
  const grants = memberOf(destinations, destination) ?? {};
  if (permissions.every((permission) => grants[permission] !== undefined)) return grants;
  const served = Object.entries(destinations).map(
    ([type, known]) => `${type} (${Object.keys(known).join(', ')})`,
  );
  throw new UserError(
    `${connector}: the local cloud does not connect ${source} to ${destination} for ${permissions.join(' and ')}`,
    {
      why:
        served.length > 0
          ? `Served from there: ${served.join(', ')}.`
          : `Served are connectors from ${Object.keys(CONNECTOR_GRANTS).join(' and ')}.`,
      fix: 'Write what it allows as policies.',
    },
  );
}

/** The role of the source, which must be in the template. */
function roleOf(source: JsonObject, logicalId: string, connector: string): Json {
  const { Role, RoleArn } = isObject(source.Properties) ? source.Properties : {};
  const arn = Role ?? RoleArn;
  const [role, name] = listOf(isObject(arn) ? arn['Fn::GetAtt'] : undefined).flatMap((part) =>
    String(part).split('.'),
  );
  if (role !== undefined && name === 'Arn') return { Ref: role };
  throw new UserError(`${connector}: the role of ${logicalId} must be in the template`, {
    why: 'What the connector allows is attached to it.',
  });
}
