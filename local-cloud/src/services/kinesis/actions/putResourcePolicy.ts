import type { PutResourcePolicyInput } from '@aws-sdk/client-kinesis';
import { parsePolicy } from '../../../authorization/index.ts';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { Consumer } from '../consumer.ts';
import { inUse, invalidArgument } from '../errors.ts';
import { required, resourceArn } from '../members.ts';
import type { Streams } from '../streams.ts';

/**
 * Sets the resource policy of a stream or a consumer, by which others than its account's roles may use it.
 * Errors: ResourceNotFoundException, ResourceInUseException, InvalidArgumentException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutResourcePolicy.html
 */
export function putResourcePolicy(streams: Streams): Operation<PutResourcePolicyInput, object> {
  return {
    members: { ResourceARN: resourceArn, Policy: required },
    permissions: ({ ResourceARN }) => [
      streams.permission('PutResourcePolicy', { StreamARN: ResourceARN }),
    ],
    handle({ ResourceARN, Policy = '' }) {
      const resource = streams.resource(ResourceARN!);
      if (resource instanceof Consumer) checkActive(resource, streams.cloud.accountId);
      const { settings } = resource;
      check(Policy);
      settings.policy = Policy;
      return {};
    },
  };
}

/** In the words of production, as people have shown them. */
function checkActive({ name, streamArn, status, creationSecond }: Consumer, account: string): void {
  if (status === 'ACTIVE') return;
  const under = `under stream ${streamArn.split('/')[1]} and account ${account}`;
  throw inUse(
    `Consumer ${name} with creation timestamp ${creationSecond} ${under} is not in ACTIVE status.`,
  );
}

function check(policy: string): void {
  try {
    parsePolicy(policy, 'resource');
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidArgument(`The resource policy is not valid: ${error.explained}`);
  }
}
