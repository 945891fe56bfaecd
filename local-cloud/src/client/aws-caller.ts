import type { StaticOperationSchema } from '@smithy/types';
import { didYouMean } from '../core/closest.ts';
import { UserError } from '../core/errors.ts';
import { requirePackage } from '../core/packages.ts';
import { answered } from './connection.ts';
import { clientOptions } from './options.ts';
import { unknownMembers } from './unknown-members.ts';

/** Calls AWS operations by the SDK's own clients: on the local cloud, or wherever the endpoint is. */
export interface AwsCaller {
  call<Output>(service: string, operation: string, input: object): Promise<Output>;
}

/** What `@aws-sdk/client-<...>` ends with, by the name of the client's class without `Client`. */
const PACKAGES: Readonly<Record<string, string>> = {
  CloudFormation: 'cloudformation',
  CloudWatch: 'cloudwatch',
  CloudWatchLogs: 'cloudwatch-logs',
  DynamoDB: 'dynamodb',
  ECS: 'ecs',
  EventBridge: 'eventbridge',
  Glue: 'glue',
  IAM: 'iam',
  Kinesis: 'kinesis',
  Lambda: 'lambda',
  S3: 's3',
  SageMaker: 'sagemaker',
  SageMakerRuntime: 'sagemaker-runtime',
  Scheduler: 'scheduler',
  SFN: 'sfn',
  SNS: 'sns',
  SQS: 'sqs',
  SSM: 'ssm',
  STS: 'sts',
  Textract: 'textract',
};

interface Client {
  send(command: object): Promise<unknown>;
}

type Command = new (input: object) => object;

function commandOf(service: string, operation: string, module: Record<string, unknown>): Command {
  const named = `${operation}Command`;
  if (Object.hasOwn(module, named)) return module[named] as Command;
  const names = Object.keys(module).flatMap((name) => /^(\w+)Command$/.exec(name)?.[1] ?? []);
  throw new UserError(`${service} has no operation "${operation}"`, {
    fix: didYouMean(operation, names).trimEnd() || "Write its name as AWS's API reference does.",
  });
}

/** The clients would leave them out without a word. */
function checkMembers(what: string, schema: unknown, input: object): void {
  const unknown = unknownMembers(schema as StaticOperationSchema, input);
  if (unknown.length === 0) return;
  throw new UserError(`${what} does not have every member of this input`, {
    why: unknown.join('\n'),
    fix: 'Correct them, or take them out.',
  });
}

/**
 * A caller for `endpoint`, or for AWS itself when there is none. On the local cloud any
 * credentials mean the account's root, so placeholders do.
 */
export function awsCaller(endpoint?: string, region?: string): AwsCaller {
  const clients = new Map<string, { client: Client; module: Record<string, unknown> }>();
  const config =
    endpoint === undefined ? {} : { ...clientOptions(endpoint, region), maxAttempts: 1 };
  const open = (service: string) => {
    if (!Object.hasOwn(PACKAGES, service)) {
      throw new UserError(`There is no client here for the service "${service}"`, {
        fix: `Take one of: ${Object.keys(PACKAGES).join(', ')}`,
      });
    }
    const module = requirePackage(`@aws-sdk/client-${PACKAGES[service]}`);
    const Client = module[`${service}Client`] as new (config: object) => Client;
    return { client: new Client(config), module };
  };
  return {
    async call<Output>(service: string, operation: string, input: object): Promise<Output> {
      if (!clients.has(service)) clients.set(service, open(service));
      const { client, module } = clients.get(service)!;
      const Command = commandOf(service, operation, module);
      checkMembers(`${service} ${operation}`, module[`${operation}$`], input);
      const answer = client.send(new Command(input));
      return (await (endpoint === undefined ? answer : answered(endpoint, answer))) as Output;
    },
  };
}
