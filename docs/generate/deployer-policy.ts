import { compose } from '../../serverless/compose.ts';
import {
  BY_TYPE,
  DATA,
  FRAMEWORK,
  FRAMEWORK_ON_ALL,
  LIKE,
  type Needs,
  ON_ALL,
  SERVICE_LINKED,
} from './deployer-needs.ts';

/** The types that the framework puts into every template. */
const OF_THE_FRAMEWORK = [
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
];

/** The resource types of the whole suite. */
export function resourceTypes(workflows: string): string[] {
  const { resources } = compose(workflows);
  const own = Object.values(resources).map((resource) => (resource as { Type: string }).Type);
  return [...new Set([...own, ...OF_THE_FRAMEWORK])].sort();
}

interface Statement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

/**
 * The policies for these types, as JSON by their names: `code` and `data`. Throws for a type that nobody
 * has looked up yet.
 */
export function deployerPolicies(
  types: readonly string[],
  passedTo: readonly string[],
): ReadonlyMap<string, string> {
  const all = statements(types, passedTo);
  const json = (Statement: readonly Statement[]) =>
    `${JSON.stringify({ Version: '2012-10-17', Statement }, null, 2)}\n`;
  return new Map([
    ['code', json(all.filter(({ Action }) => !isData(Action[0]!)))],
    ['data', json(all.filter(({ Action }) => isData(Action[0]!)))],
  ]);
}

function isData(action: string): boolean {
  return DATA.includes(action.split(':')[0]!);
}

function statements(types: readonly string[], passedTo: readonly string[]): Statement[] {
  const needs = types.flatMap((type) => {
    const known = BY_TYPE[LIKE[type] ?? type];
    if (known === undefined)
      throw new Error(
        `Neither deployer-code-types.ts nor deployer-data-types.ts of docs/generate has ${type}.`,
      );
    return known;
  });
  const onAll = [...FRAMEWORK_ON_ALL, ...types.flatMap((type) => ON_ALL[type] ?? [])].sort();
  return [
    ...byResource([...FRAMEWORK, ...needs]),
    allow(['iam:PassRole'], ['iam::*:role/SERVICE-*'], {
      StringEquals: { 'iam:PassedToService': passedTo },
    }),
    ...types.flatMap((type) => serviceLinked(SERVICE_LINKED[type])),
    ...[onAll.filter((action) => !isData(action)), onAll.filter(isData)].map(
      (Action) => ({ Effect: 'Allow', Action, Resource: '*' }) as const,
    ),
  ];
}

function serviceLinked(service: string | undefined): Statement[] {
  if (service === undefined) return [];
  const on = [`iam::*:role/aws-service-role/${service}/*`];
  const condition = { StringEquals: { 'iam:AWSServiceName': service } };
  return [allow(['iam:CreateServiceLinkedRole'], on, condition)];
}

/** One statement for all that is done to the same resources. */
function byResource(needs: readonly Needs[]): Statement[] {
  const groups = new Map<string, { actions: Set<string>; like: Needs }>();
  for (const like of needs) {
    const key = JSON.stringify([like.on, like.condition]);
    const group = groups.get(key) ?? { actions: new Set(), like };
    for (const action of like.actions) group.actions.add(action);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ actions, like }) =>
    allow([...actions].sort(), like.on, like.condition),
  );
}

function allow(Action: readonly string[], on: readonly string[], Condition?: object): Statement {
  const Resource = on.map((arn) => `arn:aws:${arn}`);
  return { Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) };
}
