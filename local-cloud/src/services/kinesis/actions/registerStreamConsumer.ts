import type {
  RegisterStreamConsumerInput,
  RegisterStreamConsumerOutput,
} from '@aws-sdk/client-kinesis';
import type { Operation } from '../../../core/service.ts';
import type { Consumers } from '../consumers.ts';
import { consumerName, requiredStreamArn, tags } from '../members.ts';
import { checkTags } from '../tags.ts';

/**
 * Registers a consumer with a stream: CREATING for a second, then ACTIVE; at once where CloudFormation does
 * it, which waits for it.
 * Errors: ResourceNotFoundException, ResourceInUseException, LimitExceededException, InvalidArgumentException.
 *
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_RegisterStreamConsumer.html
 */
export function registerStreamConsumer(
  consumers: Consumers,
): Operation<RegisterStreamConsumerInput, RegisterStreamConsumerOutput> {
  const { streams } = consumers;
  return {
    members: {
      StreamARN: requiredStreamArn,
      ConsumerName: { required: true, ...consumerName },
      Tags: tags,
    },
    permissions: (input) => [
      streams.permission('RegisterStreamConsumer', { StreamARN: input.StreamARN }),
      ...(input.Tags === undefined
        ? []
        : [{ action: 'kinesis:TagResource', resource: consumers.arn(input) }]),
    ],
    handle({ StreamARN, ConsumerName: name = '', Tags = {} }, { principal }) {
      const stream = streams.getActive({ StreamARN });
      checkTags({ name, account: streams.cloud.accountId, keys: [] }, Tags);
      const settings = { policy: undefined, tags: new Map(Object.entries(Tags)) };
      const ms = principal.calledVia === undefined ? undefined : 0;
      return { Consumer: consumers.register(stream, name, settings, ms).describe() };
    },
  };
}
