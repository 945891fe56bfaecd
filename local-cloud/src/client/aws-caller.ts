import { UserError } from '../core/errors.ts';
import { answered } from './connection.ts';
import { clientOptions } from './options.ts';

/** Calls AWS operations by the SDK's own clients: on the local cloud, or wherever the endpoint is. */
export interface AwsCaller {
  call<Output>(service: string, operation: string, input: object): Promise<Output>;
}

/** Client packages by the name of the SDK's client class without `Client`. */
const PACKAGES: Readonly<Record<string, () => Promise<object>>> = {
  CloudFormation: () => import('@aws-sdk/client-cloudformation'),
  CloudWatch: () => import('@aws-sdk/client-cloudwatch'),
  CloudWatchLogs: () => import('@aws-sdk/client-cloudwatch-logs'),
  DynamoDB: () => import('@aws-sdk/client-dynamodb'),
  ECS: () => import('@aws-sdk/client-ecs'),
  EventBridge: () => import('@aws-sdk/client-eventbridge'),
  Glue: () => import('@aws-sdk/client-glue'),
  IAM: () => import('@aws-sdk/client-iam'),
  Kinesis: () => import('@aws-sdk/client-kinesis'),
  Lambda: () => import('@aws-sdk/client-lambda'),
  S3: () => import('@aws-sdk/client-s3'),
  SageMaker: () => import('@aws-sdk/client-sagemaker'),
  SageMakerRuntime: () => import('@aws-sdk/client-sagemaker-runtime'),
  Scheduler: () => import('@aws-sdk/client-scheduler'),
  SFN: () => import('@aws-sdk/client-sfn'),
  SNS: () => import('@aws-sdk/client-sns'),
  SQS: () => import('@aws-sdk/client-sqs'),
  SSM: () => import('@aws-sdk/client-ssm'),
  STS: () => import('@aws-sdk/client-sts'),
  Textract: () => import('@aws-sdk/client-textract'),
};

interface Client {
  send(command: object): Promise<unknown>;
}

/**
 * A caller for `endpoint`, or for AWS itself when there is none. On the local cloud any
 * credentials mean the account's root, so placeholders do.
 */
export function awsCaller(endpoint?: string, region?: string): AwsCaller {
  const clients = new Map<string, Promise<{ client: Client; module: Record<string, unknown> }>>();
  const config =
    endpoint === undefined ? {} : { ...clientOptions(endpoint, region), maxAttempts: 1 };
  const open = async (service: string) => {
    const load = Object.hasOwn(PACKAGES, service) ? PACKAGES[service] : undefined;
    if (load === undefined) {
      throw new UserError(`There is no client here for the service "${service}"`, {
        fix: `Take one of: ${Object.keys(PACKAGES).join(', ')}`,
      });
    }
    const module = (await load()) as Record<string, unknown>;
    const Client = module[`${service}Client`] as new (config: object) => Client;
    return { client: new Client(config), module };
  };
  return {
    async call<Output>(service: string, operation: string, input: object): Promise<Output> {
      if (!clients.has(service)) clients.set(service, open(service));
      const { client, module } = await clients.get(service)!;
      const Command = module[`${operation}Command`] as (new (input: object) => object) | undefined;
      if (Command === undefined) {
        throw new UserError(`${service} has no operation "${operation}"`);
      }
      const answer = client.send(new Command(input));
      return (await (endpoint === undefined ? answer : answered(endpoint, answer))) as Output;
    },
  };
}
