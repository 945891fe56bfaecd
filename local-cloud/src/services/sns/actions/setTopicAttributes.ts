import type { SetTopicAttributesInput } from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import { setAttribute } from '../topic-attributes.ts';
import type { Topics } from '../topics.ts';

/**
 * Changes one attribute of a topic.
 * Errors: InvalidParameterException, NotFoundException.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
 */
export function setTopicAttributes(topics: Topics): Operation<SetTopicAttributesInput, object> {
  return {
    members: {
      TopicArn: { required: true },
      AttributeName: { required: true },
      AttributeValue: {},
    },
    permissions: ({ TopicArn }) => [topics.permission('SetTopicAttributes', TopicArn)],
    handle({ TopicArn, AttributeName = '', AttributeValue = '' }) {
      setAttribute(topics.get(TopicArn).attributes, AttributeName, AttributeValue);
      return {};
    },
  };
}
