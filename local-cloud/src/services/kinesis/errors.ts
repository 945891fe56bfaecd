import { AwsError } from '../../core/errors.ts';

/** Messages as production gives them; those of reads and writes are known from recordings. */
export function invalidArgument(message: string): AwsError {
  return new AwsError('InvalidArgumentException', message);
}

export function inUse(message: string): AwsError {
  return new AwsError('ResourceInUseException', message);
}

export function streamNotFound(name: string, account: string): AwsError {
  const message = `Stream ${name} under account ${account} not found.`;
  return new AwsError('ResourceNotFoundException', message);
}

export function consumerNotFound(arn: string): AwsError {
  const message = `Consumer ${arn} not found: it was never registered, or has been deregistered. ListStreamConsumers gives those of a stream.`;
  return new AwsError('ResourceNotFoundException', message);
}

export function shardNotFound(shard: string, stream: string, account: string): AwsError {
  const message = `Shard ${shard} in stream ${stream} under account ${account} does not exist`;
  return new AwsError('ResourceNotFoundException', message);
}

export function rateExceeded(shard: string, stream: string, account: string): AwsError {
  const message = `Rate exceeded for shard ${shard} in stream ${stream} under account ${account}.`;
  return new AwsError('ProvisionedThroughputExceededException', message);
}
