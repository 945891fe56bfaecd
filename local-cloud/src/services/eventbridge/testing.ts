import { AwsError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { callable, fakeCloud, fakeContext } from '../testing.ts';
import { createEventBridge } from './index.ts';

export const RULE = 'arn:aws:events:us-east-1:123456789012:rule/tea';
export const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:tea';
export const DEAD_LETTERS = 'arn:aws:sqs:us-east-1:123456789012:tea-dead';
export const MACHINE = 'arn:aws:states:us-east-1:123456789012:stateMachine:tea';
export const ROLE = 'arn:aws:iam::123456789012:role/tea';

/** What a target, or STS, answers to its calls: an error to be thrown, or nothing. */
type Answer = (call: { readonly sdkId: string; readonly input: object }) => AwsError | undefined;

/** EventBridge in a cloud whose other services answer as they are told. */
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
  const eventBridge = createEventBridge(cloud);
  const events = callable(eventBridge);
  const service = {
    kind: 'service',
    arn: 'iam.amazonaws.com',
    service: 'iam.amazonaws.com',
  } as const;
  return {
    cloud,
    eventBridge,
    events,
    answerWith(next: Answer): void {
      answer = next;
    },
    /** What was called, but for the checks of roles. */
    delivered: () => cloud.calls.filter(({ sdkId }) => sdkId !== 'STS'),
    /** Puts an event in the account's name, and lets what is under way go on. */
    async put(detail: JsonObject, entry: object = {}) {
      const Entries = [
        { Source: 'kitchen', DetailType: 'Tea Made', Detail: JSON.stringify(detail), ...entry },
      ];
      const result = await events.PutEvents({ Entries });
      await cloud.clock.idle();
      return result;
    },
    /** A context of a service of AWS's own. */
    asService: () => fakeContext({ principal: service }),
    async rule(target: object, pattern: object = { source: ['kitchen'] }) {
      await events.PutRule({ Name: 'tea', EventPattern: JSON.stringify(pattern) });
      await events.PutTargets({ Rule: 'tea', Targets: [{ Id: 'one', Arn: QUEUE, ...target }] });
    },
  };
}

export type World = ReturnType<typeof createWorld>;

export function throttled(): AwsError {
  return new AwsError('ThrottlingException', 'Slow down.');
}
