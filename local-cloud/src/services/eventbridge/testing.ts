import type { JsonObject } from '../../core/json.ts';
import { answeringCloud, callable, fakeContext } from '../testing.ts';
import { createEventBridge } from './index.ts';

export const RULE = 'arn:aws:events:us-east-1:123456789012:rule/tea';
export const QUEUE = 'arn:aws:sqs:us-east-1:123456789012:tea';
export const DEAD_LETTERS = 'arn:aws:sqs:us-east-1:123456789012:tea-dead';
export const MACHINE = 'arn:aws:states:us-east-1:123456789012:stateMachine:tea';
export const ROLE = 'arn:aws:iam::123456789012:role/tea';

/** EventBridge in a cloud whose other services answer as they are told. */
export function createWorld() {
  const world = answeringCloud();
  const { cloud } = world;
  const eventBridge = createEventBridge(cloud);
  const events = callable(eventBridge);
  const service = {
    kind: 'service',
    arn: 'iam.amazonaws.com',
    service: 'iam.amazonaws.com',
  } as const;
  return {
    ...world,
    eventBridge,
    events,
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
