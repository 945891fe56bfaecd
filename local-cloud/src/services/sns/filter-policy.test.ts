import { expect, test } from 'vitest';
import { compileFilter } from './filter.ts';

/** What SNS says of a policy of a message's body; where it stopped reading is told behind. */
function refusal(policy: string, scope = 'MessageBody'): string {
  try {
    compileFilter(policy, scope);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('The policy was accepted.');
}

/** All recorded on AWS. */
test.each([
  ['{"key": [["value"]]}', 'Match value must be String, number, true, false, or null', 10],
  ['{"key": [{"wrong-operator": true}]}', 'Unrecognized match type wrong-operator', 31],
  [
    '{"key": [{"suffix": "value", "prefix": "value2"}]}',
    'Only one key allowed in match expression',
    37,
  ],
  ['{"key": []}', 'Empty arrays are not allowed', 10],
  ['{"key": "value"}', '"key" must be an object or an array', 9],
  ['{"key": {"suffix": "value"}}', '"suffix" must be an object or an array', 19],
  ['{"key": [{"suffix": 100}]}', 'suffix match pattern must be a string', 22],
  ['{"key": [{"suffix": []}]}', 'suffix match pattern must be a string', 20],
  ['{"key": [{"cidr": ["bad-filter"]}]}', 'prefix match pattern must be a string', 18],
  ['{"key": [{"exists": null}]}', 'exists match pattern must be either true or false.', 23],
  [
    '{"key": [{"anything-but": {"suffix": "test"}}]}',
    'Unsupported anything-but pattern: suffix',
    36,
  ],
  ['{"key": [{"anything-but": {"prefix": false}}]}', 'prefix match pattern must be a string', 40],
  ['{"key": [{"numeric": []}]}', 'Invalid member in numeric match: ]', 22],
  ['{"key": [{"numeric": [1, "<="]}]}', 'Invalid member in numeric match: 1', 22],
  ['{"key": [{"numeric": ["operator"]}]}', 'Unrecognized numeric range operator: operator', 32],
  ['{"key": [{"numeric": ["=", "000"]}]}', 'Value of equals must be numeric', 26],
  ['{"key": [{"numeric": [">="]}]}', 'Value of >= must be numeric', 26],
  ['{"key": [{"numeric": ["<", 100, ">", 10]}]}', 'Too many elements in numeric expression', 30],
  ['{"key": [{"numeric": [">", 20, 30]}]}', 'Bad value in numeric range: 30', 30],
  ['{"key": [{"numeric": [">=", 1, ">", 2]}]}', 'Bad numeric range operator: >', 31],
  ['{"key": [{"numeric": [">", 3, "<", 1]}]}', 'Bottom must be less than top', 33],
  [
    '{"key": [{"numeric": [">", 20, "<", 30, "<", 50]}]}',
    'Too many terms in numeric range expression',
    36,
  ],
])('the policy %s is refused in the words of AWS', (policy, message, column) => {
  const source = JSON.stringify(JSON.parse(policy));
  expect(refusal(policy)).toBe(
    `FilterPolicy: ${message}\n at [Source: (String)"${source}"; line: 1, column: ${column}]`,
  );
});

test.each([
  ['{"key": [{"cidr": "bad-filter"}]}', "Malformed CIDR, one '/' required"],
  ['{"key": [{"cidr": "bad-filter/64"}]}', 'Nonstandard IP address: bad-filter'],
  ['{"key": [{"cidr": "10.0.0.0/x"}]}', 'Malformed CIDR, mask bits must be an integer'],
  [
    '{"a":["1","2","3","4"],"b":{"c":["1","2","3"]},"d":{"e":{"f":["1","2","3"]}}}',
    'Filter policy is too complex',
  ],
  [
    '{"a":["1"],"b":["1"],"c":["1"],"d":["1"],"e":["1"],"f":["1"]}',
    'Filter policy can not have more than 5 keys',
  ],
])('the policy %s is refused as a whole', (policy, message) => {
  expect(refusal(policy)).toBe(`FilterPolicy: ${message}`);
});

test('a policy that is nested without end is refused', () => {
  const nested = `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
  expect(refusal(nested)).toBe('FilterPolicy: Filter policy is too complex');
});

test('a policy of attributes has no fields within fields', () => {
  expect(refusal('{"key":{"inner":["a"]}}', 'MessageAttributes')).toBe(
    'Filter policy scope MessageAttributes does not support nested filter policy',
  );
  expect(refusal('{"key":{"suffix":"value"}}', 'MessageAttributes')).toMatch(
    /^FilterPolicy: "suffix" must be an object or an array/,
  );
});

const NO_SOURCE = ' at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)';

test.each([
  [
    'invalid-json',
    "Unrecognized token 'invalid': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    8,
  ],
  [
    '{invalid}',
    "Unexpected character ('i' (code 105)): was expecting double-quote to start field name",
    2,
  ],
])('%s is no JSON', (policy, message, column) => {
  expect(refusal(policy)).toBe(
    `FilterPolicy: failed to parse JSON. ${message}\n${NO_SOURCE}; line: 1, column: ${column}]`,
  );
});
