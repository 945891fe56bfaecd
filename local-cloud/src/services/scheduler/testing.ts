import { AwsError } from '../../core/errors.ts';
import { callable, type FakeCloud, fakeCloud } from '../testing.ts';
import { createScheduler, type FindOperation } from './index.ts';

export const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:tea';
export const DEAD_LETTERS = 'arn:aws:sqs:us-east-1:123456789012:tea-dead';
export const ROLE = 'arn:aws:iam::123456789012:role/tea';
export const GROUP = 'arn:aws:scheduler:us-east-1:123456789012:schedule-group/default';
export const SCHEDULE = 'arn:aws:scheduler:us-east-1:123456789012:schedule/default/tea';

/** What a target, a queue or STS answers to its calls: an error to be thrown, or nothing. */
type Answer = (call: { readonly sdkId: string; readonly input: object }) => AwsError | undefined;

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
  const cloud = fakeCloud();
  let answer: Answer = () => undefined;
  const note = cloud.call;
  cloud.call = async <Output>(...[principal, sdkId, operation, input]: Parameters<typeof note>) => {
    await note(principal, sdkId, operation, input);
    const error = answer({ sdkId, input });
    if (error !== undefined) throw error;
    return {} as Output;
  };
  const service = createIn(cloud);
  const scheduler = callable(service);
  return {
    cloud,
    service,
    scheduler,
    answerWith(next: Answer): void {
      answer = next;
    },
    /** What was called, but for the checks of roles. */
    delivered: () => cloud.calls.filter(({ sdkId }) => sdkId !== 'STS'),
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

export function throttled(): AwsError {
  return new AwsError('ThrottlingException', 'Slow down.');
}
