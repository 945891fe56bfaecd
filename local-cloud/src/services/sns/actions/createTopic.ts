import type { CreateTopicInput, CreateTopicResponse } from '@aws-sdk/client-sns';
import type { Operation } from '../../../core/service.ts';
import { Deduplication } from '../../deduplication.ts';
import { checkDataProtection } from '../data-protection.ts';
import { invalidParameter } from '../errors.ts';
import { attributeMap, tagList } from '../members.ts';
import { tagsOf, withTags } from '../tags.ts';
import { setAttribute } from '../topic-attributes.ts';
import type { Topic, Topics } from '../topics.ts';

/**
 * Creates a topic, or gives the one of that name.
 * Errors: InvalidParameterException, TagLimitExceededException.
 *
 * https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
 */
export function createTopic(topics: Topics): Operation<CreateTopicInput, CreateTopicResponse> {
  return {
    members: {
      Name: { required: true },
      Attributes: attributeMap,
      Tags: tagList,
      DataProtectionPolicy: {},
    },
    permissions: ({ Name = '' }) => [topics.permission('CreateTopic', topics.arn(Name))],
    handle({ Name = '', Attributes = {}, Tags = [], DataProtectionPolicy: dataProtection }) {
      const { FifoTopic, ...others } = Attributes;
      checkName(Name, FifoTopic === 'true');
      const attributes = new Map(FifoTopic === 'true' ? [['FifoTopic', 'true']] : []);
      for (const [name, value] of Object.entries(others)) setAttribute(attributes, name, value);
      const tags = withTags(new Map(), tagsOf(Tags));
      const arn = topics.arn(Name);
      if (dataProtection !== undefined) checkDataProtection({ attributes }, dataProtection);
      const existing = topics.find(arn);
      if (existing !== undefined) checkSame(existing, { attributes, tags });
      else
        topics.add({
          arn,
          name: Name,
          attributes,
          tags,
          dataProtection,
          deduplication: new Deduplication(topics.cloud.clock, arn),
        });
      return { TopicArn: arn };
    },
  };
}

function checkName(name: string, fifo: boolean): void {
  const plain = fifo ? name.replace(/\.fifo$/, '') : name;
  const isNamed = fifo === name.endsWith('.fifo') && name.length <= 256;
  if (!isNamed || !/^[A-Za-z0-9_-]+$/.test(plain)) throw invalidParameter('Topic Name');
}

/** A topic of that name will do if it has all that is asked for. */
function checkSame(topic: Topic, wanted: Pick<Topic, 'attributes' | 'tags'>): void {
  const refuse = (what: string) =>
    invalidParameter(what, `Topic already exists with different ${what.toLowerCase()}`);
  for (const [name, value] of wanted.attributes) {
    if (topic.attributes.get(name) !== value) throw refuse('Attributes');
  }
  for (const [key, value] of wanted.tags) if (topic.tags.get(key) !== value) throw refuse('Tags');
}
