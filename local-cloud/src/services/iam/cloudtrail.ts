import type { CallContext, Operation } from '../../core/service.ts';

/** Told about every successful call that changes something, in the words of CloudTrail. */
export type OnChange = (
  callName: string,
  requestParameters: object,
  responseElements: object | null,
  context: CallContext,
) => void;

const TIME = new Intl.DateTimeFormat('en-US', {
  ...({ timeZone: 'UTC', month: 'short', day: 'numeric', year: 'numeric' } as const),
  ...({ hour: 'numeric', minute: '2-digit', second: '2-digit' } as const),
});

/**
 * Members in CloudTrail begin with a small letter, and times are texts: `Mar 24, 2014 9:11:59 PM`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
export function inCloudTrail(value: unknown): unknown {
  if (value instanceof Date)
    return TIME.format(value)
      .replace(/, (?=\d+:)/, ' ')
      .replace(/\u202f/g, ' ');
  if (Array.isArray(value)) return value.map(inCloudTrail);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [
        name.charAt(0).toLowerCase() + name.slice(1),
        inCloudTrail(member),
      ]),
  );
}

/** Makes an operation tell what it changed. */
export function tracked<Input extends object, Output extends object>(
  callName: string,
  served: Operation<Input, Output>,
  onChange: OnChange,
): Operation<Input, Output> {
  return {
    ...served,
    async handle(input, context) {
      const output = await served.handle(input, context);
      const elements = Object.keys(output).length === 0 ? null : (inCloudTrail(output) as object);
      onChange(callName, inCloudTrail(input) as object, elements, context);
      return output;
    },
  };
}
