import { answeringCloud, callable, type FakeCloud } from '../testing.ts';
import { createScheduler, type FindOperation } from './index.ts';

export const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:tea';
export const DEAD_LETTERS = 'arn:aws:sqs:us-east-1:123456789012:tea-dead';
export const ROLE = 'arn:aws:iam::123456789012:role/tea';
export const GROUP = 'arn:aws:scheduler:us-east-1:123456789012:schedule-group/default';
export const SCHEDULE = 'arn:aws:scheduler:us-east-1:123456789012:schedule/default/tea';

/** Universal targets of these tests: one operation, which takes any parameters that have a name. */
const find: FindOperation = async (service, action) =>
  service === 'sqs' && action === 'createQueue'
    ? {
        sdkId: 'SQS',
        operation: 'CreateQueue',
        toInput: (given) => ('QueueName' in given ? given : undefined),
      }
    : undefined;

export function createIn(cloud: FakeCloud) {
  return createScheduler(cloud, find);
}

/** Scheduler in a cloud whose other services answer as they are told. */
export function createWorld() {
  const world = answeringCloud();
  const { cloud } = world;
  const service = createIn(cloud);
  const scheduler = callable(service);
  return {
    ...world,
    service,
    scheduler,
    /** Makes a schedule of a queue, other than these members say, and lets what is due happen. */
    async schedule({ target = {}, ...members }: { target?: object; [member: string]: unknown }) {
      const input = {
        Name: 'tea',
        ScheduleExpression: 'rate(1 hour)',
        FlexibleTimeWindow: { Mode: 'OFF' as const },
        Target: { Arn: QUEUE, RoleArn: ROLE, ...target },
        ...members,
      };
      const { ScheduleArn } = await scheduler.CreateSchedule(input);
      await cloud.clock.advance(0);
      return ScheduleArn;
    },
  };
}

export type World = ReturnType<typeof createWorld>;
