import type {
  TestEventPatternRequest,
  TestEventPatternResponse,
} from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../core/errors.ts';
import { isObject, type Json } from '../../../core/json.ts';
import type { Operation } from '../../../core/service.ts';
import { Turns } from '../../../core/turns.ts';
import { eventPattern } from '../members.ts';
import { compilePattern } from '../pattern/compile.ts';
import { AT_ONCE } from '../pattern/match.ts';

const REQUIRED = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type'];

/**
 * Says whether a pattern matches an event. Errors: InvalidEventPatternException, ValidationException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html
 */
export function testEventPattern(): Operation<TestEventPatternRequest, TestEventPatternResponse> {
  return {
    members: { EventPattern: { ...eventPattern, required: true }, Event: { required: true } },
    permissions: () => [{ action: 'events:TestEventPattern', resource: '*' }],
    handle: async ({ EventPattern = '', Event = '' }) => ({
      Result: await compilePattern(EventPattern).matchesInTurns(
        parseEvent(Event),
        new Turns(AT_ONCE),
      ),
    }),
  };
}

function parseEvent(text: string): Json {
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch {
    event = undefined;
  }
  if (isObject(event) && REQUIRED.every((member) => member in event)) return event;
  throw new AwsError('ValidationException', 'Parameter Event is not valid.');
}
