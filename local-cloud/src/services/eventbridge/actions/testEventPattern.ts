import type {
  TestEventPatternRequest,
  TestEventPatternResponse,
} from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../core/errors.ts';
import { isObject, type Json } from '../../../core/json.ts';
import type { Operation } from '../../../core/service.ts';
import { eventPattern } from '../members.ts';
import { compilePattern } from '../pattern/compile.ts';

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
    handle: ({ EventPattern = '', Event = '' }) => ({
      Result: compilePattern(EventPattern).matches(parseEvent(Event)),
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
  throw new AwsError(
    'ValidationException',
    `Parameter Event is not valid. Reason: it must be a JSON object with ${REQUIRED.join(', ')}.`,
  );
}
