import { compose } from '../../serverless/compose.ts';
import {
  BY_TYPE,
  FRAMEWORK,
  FRAMEWORK_ON_ALL,
  LIKE,
  type Needs,
  ON_ALL,
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

/** The policy for these types, as JSON; throws for a type that nobody has looked up yet. */
export function deployerPolicy(types: readonly string[], passedTo: readonly string[]): string {
  const needs = types.map((type) => {
    const known = BY_TYPE[LIKE[type] ?? type];
    if (known === undefined) throw new Error(`docs/generate/deployer-policy.ts lacks ${type}.`);
    return known;
  });
  const onAll = [...FRAMEWORK_ON_ALL, ...types.flatMap((type) => ON_ALL[type] ?? [])];
  const Statement = [
    ...byResource([...FRAMEWORK, ...needs]),
    allow(['iam:PassRole'], ['iam::*:role/SERVICE-*'], {
      StringEquals: { 'iam:PassedToService': passedTo },
    }),
    // Once in an account, with its first API.
    allow(
      ['iam:CreateServiceLinkedRole'],
      ['iam::*:role/aws-service-role/ops.apigateway.amazonaws.com/*'],
      { StringEquals: { 'iam:AWSServiceName': 'ops.apigateway.amazonaws.com' } },
    ),
    { Effect: 'Allow', Action: onAll.sort(), Resource: '*' },
  ];
  return `${JSON.stringify({ Version: '2012-10-17', Statement }, null, 2)}\n`;
}

/** One statement for all that is done to the same resources. */
function byResource(needs: readonly Needs[]) {
  const groups = new Map<string, { actions: Set<string>; on: readonly string[] }>();
  for (const { actions, on } of needs) {
    const group = groups.get(on.join()) ?? { actions: new Set(), on };
    for (const action of actions) group.actions.add(action);
    groups.set(on.join(), group);
  }
  return [...groups.values()].map(({ actions, on }) => allow([...actions].sort(), on));
}

function allow(Action: readonly string[], on: readonly string[], Condition?: object) {
  const Resource = on.map((arn) => `arn:aws:${arn}`);
  return { Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) };
}
