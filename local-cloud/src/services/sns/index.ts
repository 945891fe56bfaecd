import type { Cloud, Service } from '../../core/service.ts';
import { stateOf } from '../../core/state.ts';
import type { Mount } from '../../gateway/dispatcher.ts';
import { addPermission } from './actions/addPermission.ts';
import { confirmSubscription } from './actions/confirmSubscription.ts';
import { createTopic } from './actions/createTopic.ts';
import { deleteTopic } from './actions/deleteTopic.ts';
import { getDataProtectionPolicy } from './actions/getDataProtectionPolicy.ts';
import { getSubscriptionAttributes } from './actions/getSubscriptionAttributes.ts';
import { getTopicAttributes } from './actions/getTopicAttributes.ts';
import { listSubscriptions } from './actions/listSubscriptions.ts';
import { listSubscriptionsByTopic } from './actions/listSubscriptionsByTopic.ts';
import { listTagsForResource } from './actions/listTagsForResource.ts';
import { listTopics } from './actions/listTopics.ts';
import { publish } from './actions/publish.ts';
import { publishBatch } from './actions/publishBatch.ts';
import { putDataProtectionPolicy } from './actions/putDataProtectionPolicy.ts';
import { removePermission } from './actions/removePermission.ts';
import { setSubscriptionAttributes } from './actions/setSubscriptionAttributes.ts';
import { setTopicAttributes } from './actions/setTopicAttributes.ts';
import { subscribe } from './actions/subscribe.ts';
import { tagResource } from './actions/tagResource.ts';
import { unsubscribe } from './actions/unsubscribe.ts';
import { untagResource } from './actions/untagResource.ts';
import type { Mailbox } from './mailbox.ts';
import { refusal } from './refusal.ts';
import { subscriptionPages } from './subscription-pages.ts';
import { Topics } from './topics.ts';

/**
 * SNS: topics, and their fan-out to queues, functions, servers and mail, by filter policies. `mounts` are the
 * pages behind the links in its mails.
 */
export function createSNS(cloud: Cloud, mailbox: Mailbox) {
  const topics = new Topics(cloud);
  const operations = {
    AddPermission: addPermission(topics),
    ConfirmSubscription: confirmSubscription(topics),
    CreateTopic: createTopic(topics),
    DeleteTopic: deleteTopic(topics),
    GetDataProtectionPolicy: getDataProtectionPolicy(topics),
    GetSubscriptionAttributes: getSubscriptionAttributes(topics),
    GetTopicAttributes: getTopicAttributes(topics),
    ListSubscriptions: listSubscriptions(topics),
    ListSubscriptionsByTopic: listSubscriptionsByTopic(topics),
    ListTagsForResource: listTagsForResource(topics),
    ListTopics: listTopics(topics),
    Publish: publish(topics, mailbox),
    PublishBatch: publishBatch(topics, mailbox),
    PutDataProtectionPolicy: putDataProtectionPolicy(topics),
    RemovePermission: removePermission(topics),
    SetSubscriptionAttributes: setSubscriptionAttributes(topics),
    SetTopicAttributes: setTopicAttributes(topics),
    Subscribe: subscribe(topics, mailbox),
    TagResource: tagResource(topics),
    Unsubscribe: unsubscribe(topics),
    UntagResource: untagResource(topics),
  };
  const state = stateOf({ topics, retries: topics.retries, mailbox });
  const mounts = subscriptionPages(topics);
  return { sdkId: 'SNS', operations, refusal, state, mounts } satisfies Service & {
    mounts: Mount[];
  };
}
