import type { CreateTopicInput, CreateTopicResponse } from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import { invalidParameter } from '../errors.ts';
import { attributeMap, tagList } from '../members.ts';
import { setAttribute } from '../topic-attributes.ts';
import type { Topics } from '../topics.ts';

/**
 * Creates a topic, or gives the one of that name.
 * Errors: InvalidParameterException.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
 */
export function createTopic(topics: Topics): Operation<CreateTopicInput, CreateTopicResponse> {
  return {
    members: { Name: { required: true }, Attributes: attributeMap, Tags: tagList },
    permissions: ({ Name = '' }) => [topics.permission('CreateTopic', topics.arn(Name))],
    handle({ Name = '', Attributes = {}, Tags = [] }) {
      if (!/^[A-Za-z0-9_-]{1,256}$/.test(Name)) throw invalidParameter('Topic Name');
      const arn = topics.arn(Name);
      if (topics.find(arn) === undefined) {
        const attributes = new Map<string, string>();
        for (const [name, value] of Object.entries(Attributes))
          setAttribute(attributes, name, value);
        const tags = new Map(Tags.map(({ Key, Value }) => [Key!, Value ?? '']));
        topics.add({ arn, name: Name, attributes, tags });
      }
      return { TopicArn: arn };
    },
  };
}
