import type {
  DescribeStackResourcesCommandOutput,
  DescribeStacksCommandOutput,
} from '@aws-sdk/client-cloudformation';
import type { FunctionConfiguration, ListFunctionsCommandOutput } from '@aws-sdk/client-lambda';
import type { StateMachineListItem } from '@aws-sdk/client-sfn';
import { didYouMean } from '../core/closest.ts';
import { UserError } from '../core/errors.ts';
import type { AwsCaller } from './aws-caller.ts';
import { listStateMachines } from './executions.ts';

/** A state machine or a function, and what people may call it. */
export interface Named<T> {
  readonly resource: T;
  /** Its name without that of its stack: of a workflow `bank-account`. */
  readonly short: string;
  /** That, its name, its ARN and its logical id in the template. */
  readonly names: readonly string[];
}

/** The state machines at an endpoint, and what they may be called. */
export async function namedStateMachines(aws: AwsCaller): Promise<Named<StateMachineListItem>[]> {
  const [found, stacks] = await Promise.all([listStateMachines(aws), readStacks(aws)]);
  return found.map((one) => named(one, one.name!, one.stateMachineArn!, stacks));
}

/** The functions at an endpoint, and what they may be called. */
export async function namedFunctions(aws: AwsCaller): Promise<Named<FunctionConfiguration>[]> {
  const found: FunctionConfiguration[] = [];
  let Marker: string | undefined;
  do {
    const page = await aws.call<ListFunctionsCommandOutput>('Lambda', 'ListFunctions', { Marker });
    found.push(...(page.Functions ?? []));
    Marker = page.NextMarker;
  } while (Marker);
  const stacks = await readStacks(aws);
  return found.map((one) => named(one, one.FunctionName!, one.FunctionArn!, stacks));
}

/**
 * The one that is called so.
 *
 * @throws UserError (usage) with the names that there are
 */
export function pickNamed<T>(kind: string, wanted: string, all: readonly Named<T>[]): T {
  const found = all.find(({ names }) => names.includes(wanted));
  if (found !== undefined) return found.resource;
  const shorts = all.map(({ short }) => short);
  throw new UserError(`There is no ${kind} "${wanted}"`, {
    fix: shorts.length
      ? `${didYouMean(wanted, shorts)}Take one of: ${shorts.join(', ')}`
      : 'Deploy one first: the cloud has none.',
    exitCode: 2,
  });
}

interface Stacks {
  readonly names: readonly string[];
  /** By physical id: a state machine's ARN, a function's name. */
  readonly logicalIds: ReadonlyMap<string, string>;
}

async function readStacks(aws: AwsCaller): Promise<Stacks> {
  const call = <Output>(operation: string, input: object) =>
    aws.call<Output>('CloudFormation', operation, input);
  const { Stacks = [] } = await call<DescribeStacksCommandOutput>('DescribeStacks', {});
  const names = Stacks.map(({ StackName }) => StackName!);
  const logicalIds = new Map<string, string>();
  for (const StackName of names) {
    const { StackResources = [] } = await call<DescribeStackResourcesCommandOutput>(
      'DescribeStackResources',
      { StackName },
    );
    for (const one of StackResources)
      logicalIds.set(one.PhysicalResourceId!, one.LogicalResourceId!);
  }
  return { names, logicalIds };
}

function named<T>(resource: T, name: string, arn: string, stacks: Stacks): Named<T> {
  const stack = stacks.names.find((one) => name.startsWith(`${one}-`));
  const short = stack === undefined ? name : name.slice(stack.length + 1);
  const logicalId = stacks.logicalIds.get(arn) ?? stacks.logicalIds.get(name);
  return { resource, short, names: [short, name, arn, ...(logicalId ? [logicalId] : [])] };
}
