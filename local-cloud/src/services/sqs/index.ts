import type { Cloud, Service } from '../../core/service.ts';
import { stateOf } from '../../core/state.ts';
import { addPermission } from './actions/addPermission.ts';
import { cancelMessageMoveTask } from './actions/cancelMessageMoveTask.ts';
import { changeMessageVisibility } from './actions/changeMessageVisibility.ts';
import { changeMessageVisibilityBatch } from './actions/changeMessageVisibilityBatch.ts';
import { createQueue } from './actions/createQueue.ts';
import { deleteMessage } from './actions/deleteMessage.ts';
import { deleteMessageBatch } from './actions/deleteMessageBatch.ts';
import { deleteQueue } from './actions/deleteQueue.ts';
import { getQueueAttributes } from './actions/getQueueAttributes.ts';
import { getQueueUrl } from './actions/getQueueUrl.ts';
import { listDeadLetterSourceQueues } from './actions/listDeadLetterSourceQueues.ts';
import { listMessageMoveTasks } from './actions/listMessageMoveTasks.ts';
import { listQueues } from './actions/listQueues.ts';
import { listQueueTags } from './actions/listQueueTags.ts';
import { purgeQueue } from './actions/purgeQueue.ts';
import { receiveMessage } from './actions/receiveMessage.ts';
import { removePermission } from './actions/removePermission.ts';
import { sendMessage } from './actions/sendMessage.ts';
import { sendMessageBatch } from './actions/sendMessageBatch.ts';
import { setQueueAttributes } from './actions/setQueueAttributes.ts';
import { startMessageMoveTask } from './actions/startMessageMoveTask.ts';
import { tagQueue } from './actions/tagQueue.ts';
import { untagQueue } from './actions/untagQueue.ts';
import { MoveTasks } from './move-tasks.ts';
import { type ArrivalListener, Queues } from './queues.ts';
import { refusal } from './refusal.ts';

/** SQS: standard and FIFO queues in memory, with dead letters and their way back, delays and long polls. */
export function createSQS(cloud: Cloud) {
  const queues = new Queues(cloud);
  const moveTasks = new MoveTasks(queues);
  return {
    sdkId: 'SQS',
    operations: {
      AddPermission: addPermission(queues),
      CancelMessageMoveTask: cancelMessageMoveTask(queues, moveTasks),
      ChangeMessageVisibility: changeMessageVisibility(queues),
      ChangeMessageVisibilityBatch: changeMessageVisibilityBatch(queues),
      CreateQueue: createQueue(queues),
      DeleteMessage: deleteMessage(queues),
      DeleteMessageBatch: deleteMessageBatch(queues),
      DeleteQueue: deleteQueue(queues),
      GetQueueAttributes: getQueueAttributes(queues),
      GetQueueUrl: getQueueUrl(queues),
      ListDeadLetterSourceQueues: listDeadLetterSourceQueues(queues),
      ListMessageMoveTasks: listMessageMoveTasks(queues, moveTasks),
      ListQueues: listQueues(queues),
      ListQueueTags: listQueueTags(queues),
      PurgeQueue: purgeQueue(queues),
      ReceiveMessage: receiveMessage(queues),
      RemovePermission: removePermission(queues),
      SendMessage: sendMessage(queues),
      SendMessageBatch: sendMessageBatch(queues),
      SetQueueAttributes: setQueueAttributes(queues),
      StartMessageMoveTask: startMessageMoveTask(queues, moveTasks),
      TagQueue: tagQueue(queues),
      UntagQueue: untagQueue(queues),
    },
    refusal,
    state: stateOf({ queues, moveTasks }),
    /** Whether there is such a queue. */
    exists: (queueArn: string) => queues.byArn(queueArn) !== undefined,
    /**
     * Calls the listener, in process, whenever a message of the queue can be received: for event
     * source mappings, which then receive it as their role. Returns how to stop.
     */
    onArrival: (queueArn: string, listener: ArrivalListener) =>
      queues.onArrival(queueArn, listener),
  } satisfies Service & { exists: unknown; onArrival: unknown };
}
