import { describe, expect, test } from 'vitest';
import { DefinitionError } from './diagnostics.ts';
import { type ParseOptions, parseDefinition, parseState, validateDefinition } from './parse.ts';

const lambda = 'arn:aws:lambda:us-east-1:123456789012:function:charge';
const end = { Type: 'Pass', End: true };

function machine(states: object, rest: object = {}): string {
  return JSON.stringify({ StartAt: Object.keys(states)[0], States: states, ...rest });
}

function refusal(text: string, options?: ParseOptions): string {
  try {
    parseDefinition(text, options);
  } catch (error) {
    if (error instanceof DefinitionError) {
      return error.message.replace(/^Invalid State Machine Definition: '(.*)'$/s, '$1');
    }
    throw error;
  }
  return 'accepted';
}

const schema = (message: string, at: string) => `SCHEMA_VALIDATION_FAILED: ${message} at ${at}`;

describe('a valid definition', () => {
  test('has its query language filled in on every state, nested ones too', () => {
    const definition = parseDefinition(
      machine(
        {
          Each: {
            Type: 'Map',
            ItemProcessor: { StartAt: 'Inner', States: { Inner: end } },
            End: true,
          },
        },
        { QueryLanguage: 'JSONata' },
      ),
    );
    const each = definition.States.Each;
    expect(each?.QueryLanguage).toBe('JSONata');
    expect(each?.Type === 'Map' && each.ItemProcessor.States.Inner?.QueryLanguage).toBe('JSONata');
  });

  test('may have JSONata states in a JSONPath machine; what is inside them stays JSONPath', () => {
    const definition = parseDefinition(
      machine({
        Each: {
          Type: 'Map',
          QueryLanguage: 'JSONata',
          Items: '{% $states.input %}',
          ItemProcessor: { StartAt: 'Inner', States: { Inner: { ...end, InputPath: '$.a' } } },
          End: true,
        },
      }),
    );
    const each = definition.States.Each;
    expect(each?.Type === 'Map' && each.ItemProcessor.States.Inner?.QueryLanguage).toBe('JSONPath');
  });

  test('reads the older Iterator as ItemProcessor', () => {
    const inner = { StartAt: 'Inner', States: { Inner: end } };
    const definition = parseDefinition(
      machine({ Each: { Type: 'Map', Iterator: inner, End: true } }),
    );
    expect(definition.States.Each).toMatchObject({
      legacyIterator: true,
      ItemProcessor: { StartAt: 'Inner' },
    });
    expect(definition.States.Each).not.toHaveProperty('Iterator');
  });

  test('may name a state __proto__', () => {
    const text = '{"StartAt":"__proto__","States":{"__proto__":{"Type":"Succeed"}}}';
    expect(Object.keys(parseDefinition(text).States)).toEqual(['__proto__']);
  });
});

describe('the JSON text', () => {
  test('is refused with the line and column of what is wrong', () => {
    expect(refusal('{\n  "StartAt" "A"\n}')).toMatch(
      /^INVALID_JSON_DESCRIPTION: Unexpected character \('"' \(code 34\)\): was expecting a colon to separate field name and value\n at \[Source: \(String\)".*"; line: 2, column: 14\]/s,
    );
  });

  test('may not hold a field twice, which is how a state name is there twice', () => {
    expect(
      refusal('{"StartAt":"A","States":{"A":{"Type":"Succeed"},"A":{"Type":"Fail"}}}'),
    ).toContain("Duplicate field 'A'");
  });

  test('must be an object', () => {
    for (const text of ['', ' ', '[]', '"x"', '1', 'null']) {
      expect(refusal(text)).toBe(
        'SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object at null',
      );
    }
  });
});

describe('fields', () => {
  test('that are required are listed together', () => {
    expect(refusal('{}')).toBe(schema('These fields are required: [States, StartAt]', '/'));
    expect(refusal(machine({ A: { Type: 'Task', End: true } }))).toBe(
      schema('These fields are required: [Resource]', '/States/A'),
    );
  });

  test.each(['Pass', 'Wait', 'Choice', 'Succeed', 'Fail', 'Map', 'Parallel'])(
    'TimeoutSeconds is not for %s',
    (type) => {
      expect(refusal(machine({ A: { Type: type, TimeoutSeconds: 1 } }))).toContain(
        schema("Field 'TimeoutSeconds' is not supported", '/States/A'),
      );
    },
  );

  test('of one query language are refused in the other', () => {
    expect(refusal(machine({ A: { ...end, Output: 1 } }))).toBe(
      schema(
        "The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage",
        '/States/A',
      ),
    );
    expect(
      refusal(machine({ A: { ...end, ResultPath: '$.a' } }, { QueryLanguage: 'JSONata' })),
    ).toBe(
      schema(
        "The QueryLanguage is set to 'JSONata', but field 'ResultPath' is only supported for the 'JSONPath' QueryLanguage",
        '/States/A',
      ),
    );
  });

  test('that stand for the same thing exclude each other', () => {
    expect(refusal(machine({ A: { Type: 'Fail', Error: 'a', ErrorPath: '$.a' } }))).toBe(
      schema('There should only be one of the following fields: [Error, ErrorPath]', '/States/A'),
    );
    expect(refusal(machine({ A: { ...end, Next: 'A' } }))).toContain('[Next, End]');
  });

  test('have bounds', () => {
    expect(refusal(machine({ A: { Type: 'Wait', Seconds: 1e16, End: true } }))).toContain(
      schema('Maximum value is 99999999', '/States/A/Seconds'),
    );
    const inner = { StartAt: 'I', States: { I: end } };
    const map = { Type: 'Map', ItemProcessor: inner, ToleratedFailurePercentage: 101, End: true };
    expect(refusal(machine({ A: map }))).toBe(
      schema('Maximum value is 100.0', '/States/A/ToleratedFailurePercentage'),
    );
  });

  test('Type names one of the state types', () => {
    expect(refusal(machine({ A: { Type: 'Sleep' } }))).toBe(
      schema(
        "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]",
        '/States/A/Type',
      ),
    );
  });

  test('of a heartbeat longer than the timeout are refused', () => {
    const task = {
      Type: 'Task',
      Resource: lambda,
      TimeoutSeconds: 5,
      HeartbeatSeconds: 5,
      End: true,
    };
    expect(refusal(machine({ A: task }))).toContain('/States/A/HeartbeatSeconds');
  });
});

describe('what the schema of a definition refuses, as measured on AWS by others', () => {
  const lambda = 'arn:aws:lambda:us-east-1:123456789012:function:f';
  const activity = 'arn:aws:states:us-east-1:123456789012:activity:pick';
  const task = (more: object) => ({ Type: 'Task', Resource: lambda, End: true, ...more });
  const map = (more: object, ProcessorConfig: object = {}) => ({
    Type: 'Map',
    ItemProcessor: { ProcessorConfig, StartAt: 'In', States: { In: end } },
    End: true,
    ...more,
  });
  const reader = (ReaderConfig: object, action = 'getObject') => ({
    ItemReader: { Resource: `arn:aws:states:::s3:${action}`, ReaderConfig },
  });
  const retrier = (more: object) => task({ Retry: [{ ErrorEquals: ['E'], ...more }] });

  test.each([
    [
      { ...end, QueryLanguage: 'jsonpath' },
      'Value should be one of the following: [JSONPath, JSONata]',
    ],
    [{ ...end, QueryLanguage: 1 }, 'Expected value of type [STRING] at /States/A/QueryLanguage'],
    [retrier({ JitterStrategy: 'SOME' }), 'Value should be one of the following: [NONE, FULL]'],
    [
      map({}, { Mode: 'DISTRIBUTED', ExecutionType: 'FAST' }),
      'Value should be one of the following: [STANDARD, EXPRESS]',
    ],
    [{ Type: 'Pass' }, 'This object should have only one of the following fields: [Next, End]'],
    [
      { Type: 'Wait', Seconds: 1, SecondsPath: '$.s', End: true },
      'one of the following fields: [SecondsPath, Seconds, TimestampPath, Timestamp]',
    ],
    [task({ Resource: 'pick' }), 'Value is not a valid resource ARN at /States/A/Resource'],
    [task({ Credentials: {} }), "The field 'RoleArn' is required but was missing"],
    [
      task({ Resource: activity, Credentials: { RoleArn: 'arn' } }),
      "The field 'Credentials' is not supported for activities",
    ],
    [
      map(reader({ InputType: 'CSV' })),
      "The field 'CSVHeaderLocation' is required but was missing",
    ],
    [
      map(reader({ InputType: 'JSON', CSVHeaderLocation: 'FIRST_ROW' })),
      "Field 'CSVHeaderLocation' is not supported at /States/A/ItemReader/ReaderConfig",
    ],
    [map(reader({}, 'putObject')), "The field 'Resource' does not match any of the allowed values"],
  ])('%j', (state, told) => {
    expect(refusal(machine({ A: state }))).toContain(told);
  });

  test('a version there is not, and text that opens JSONata and does not close it', () => {
    expect(refusal(machine({ A: end }, { Version: '2.0' }))).toContain(
      'Value should be one of the following: [1.0] at /Version',
    );
    const open = { A: { ...end, Output: '{% 1' } };
    expect(refusal(machine(open, { QueryLanguage: 'JSONata' }))).toContain(
      'SCHEMA_VALIDATION_FAILED: JSONata string must start with {% and end with %} at /States/A/Output',
    );
  });

  test('accepts retries without an interval', () => {
    expect(refusal(machine({ A: retrier({ IntervalSeconds: 0 }) }))).toBe('accepted');
  });
});

describe('transitions', () => {
  test("to a state that is not there are called 'Next' in every position", () => {
    const states = {
      A: { Type: 'Choice', Choices: [{ Variable: '$.a', IsNull: true, Next: 'X' }], Default: 'Y' },
      T: { Type: 'Task', Resource: lambda, Catch: [{ ErrorEquals: ['E'], Next: 'Z' }], End: true },
    };
    expect(refusal(machine(states))).toBe(
      [
        "MISSING_TRANSITION_TARGET: Missing 'Next' target: X at /States/A/Choices[0]/Next",
        "MISSING_TRANSITION_TARGET: Missing 'Next' target: Y at /States/A/Default",
        "MISSING_TRANSITION_TARGET: Missing 'Next' target: Z at /States/T/Catch[0]/Next",
        'MISSING_TRANSITION_TARGET: State "T" is not reachable. at /States/T',
      ].join(', '),
    );
  });

  test('that never end are refused without a location, and hide unreachable states', () => {
    const loop = { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } };
    expect(refusal(machine({ ...loop, C: { Type: 'Pass', Next: 'A' } }))).toBe(
      'MISSING_END_STATE: Workflow has no terminal state at null',
    );
    expect(refusal(machine({ ...loop, C: end }))).toBe(
      'MISSING_TRANSITION_TARGET: State "C" is not reachable. at /States/C',
    );
  });

  test('do not leave the branch', () => {
    const branch = { StartAt: 'I', States: { I: { Type: 'Pass', Next: 'Out' }, J: end } };
    const states = { P: { Type: 'Parallel', Branches: [branch], Next: 'Out' }, Out: end };
    expect(refusal(machine(states))).toContain(
      "Missing 'Next' target: Out at /States/P/Branches[0]/States/I/Next",
    );
  });

  test('need state names that are unique in the whole machine', () => {
    const branch = { StartAt: 'P', States: { P: end } };
    expect(refusal(machine({ P: { Type: 'Parallel', Branches: [branch], End: true } }))).toBe(
      'DUPLICATE_STATE_NAME: Duplicate State name: P at /States/P/Branches[0]/States/P',
    );
  });

  test('need state names of at most 80 characters', () => {
    expect(refusal(machine({ ['x'.repeat(81)]: end }))).toMatch(/^INVALID_STATE_NAME/);
    expect(refusal(machine({ ['😀'.repeat(80)]: end }))).toBe('accepted');
  });
});

describe('Retry and Catch', () => {
  const task = (rest: object) =>
    machine({ A: { Type: 'Task', Resource: lambda, End: true, ...rest } });

  test('name States.ALL alone and last', () => {
    const all = { ErrorEquals: ['States.ALL'] };
    expect(refusal(task({ Retry: [all, { ErrorEquals: ['E'] }] }))).toBe(
      schema(
        'States.ALL must appear alone and at end of list',
        '/States/A/Retry[0]/ErrorEquals[0]',
      ),
    );
    expect(refusal(task({ Retry: [{ ErrorEquals: ['E', 'States.ALL'] }] }))).toContain(
      '/States/A/Retry[0]/ErrorEquals[1]',
    );
    expect(refusal(task({ Retry: [{ ErrorEquals: ['E'] }, all] }))).toBe('accepted');
  });

  test.each([
    [{ IntervalSeconds: -1 }, 'IntervalSeconds'],
    [{ MaxAttempts: -1 }, 'MaxAttempts'],
    [{ BackoffRate: 0.9 }, 'BackoffRate'],
    [{ MaxDelaySeconds: 31_622_401 }, 'MaxDelaySeconds'],
    [{ JitterStrategy: 'SOME' }, 'JitterStrategy'],
  ])('refuse %o', (fields, field) => {
    expect(refusal(task({ Retry: [{ ErrorEquals: ['E'], ...fields }] }))).toContain(
      `at /States/A/Retry[0]/${field}`,
    );
  });
});

describe('Choice rules', () => {
  const choice = (rule: object) =>
    machine({ A: { Type: 'Choice', Choices: [{ Next: 'B', ...rule }] }, B: end });

  test('have one operator with an operand of its type', () => {
    expect(refusal(choice({ Variable: '$.a', StringEquals: 1 }))).toContain('/StringEquals');
    expect(refusal(choice({ Variable: '$.a', StringEquals: 'a', IsNull: true }))).toContain(
      '[StringEquals, IsNull]',
    );
    expect(refusal(choice({ Variable: '$.a' }))).toContain('must have a comparison operator');
    for (const rule of [{ IsNull: true }, { Variable: '$.a', Not: {}, IsNull: true }]) {
      expect(refusal(choice(rule))).toContain(
        'The object must have only one of the following fields, [And, Or, Not, Variable, Condition]',
      );
    }
  });

  test('nest, with Next only at the top', () => {
    const inner = { Variable: '$.a', IsPresent: true };
    expect(refusal(choice({ And: [inner, { Not: { Or: [inner] } }] }))).toBe('accepted');
    expect(refusal(choice({ And: [{ ...inner, Next: 'B' }] }))).toBe(
      schema("Field 'Next' is not supported", '/States/A/Choices[0]/And[0]'),
    );
  });

  test('have a Condition in JSONata', () => {
    const rule = (Condition: unknown) =>
      machine(
        { A: { Type: 'Choice', Choices: [{ Next: 'B', Condition }] }, B: end },
        { QueryLanguage: 'JSONata' },
      );
    expect(refusal(rule('{% $states.input.a %}'))).toBe('accepted');
    expect(refusal(rule(true))).toBe('accepted');
    expect(refusal(rule('true'))).toContain('/Choices[0]/Condition');
  });
});

describe('resources', () => {
  const task = (Resource: string, rest: object = {}) =>
    machine({ A: { Type: 'Task', Resource, End: true, ...rest } });

  test.each([
    'arn:aws:states:::dynamodb:query',
    'arn:aws:states:::aws-sdk:s3:getObject.sync',
    'arn:aws:states:::sns:publish.sync',
    'arn:aws:lambda:us-east-1:123456789012:function:f:$*#',
  ])('%s is not one', (resource) => {
    expect(refusal(task(resource))).toContain(
      `The resource provided ${resource} is not recognized.`,
    );
  });

  test('without what the integration requires are refused', () => {
    expect(
      refusal(task('arn:aws:states:::http:invoke', { Parameters: { 'Method.$': '$.m' } })),
    ).toBe(schema("The field 'ApiEndpoint' is required but was missing", '/States/A/Parameters'));
  });

  test('with headers that API Gateway is not sent are refused', () => {
    const given = { ApiEndpoint: 'a.example.com', Method: 'GET' };
    const invoke = (Headers: object) =>
      refusal(task('arn:aws:states:::apigateway:invoke', { Parameters: { ...given, Headers } }));
    expect(invoke({ 'x-key': ['1'], 'accept.$': '$.accept' })).toBe('accepted');
    expect(invoke({ 'Authorization.$': '$.key', Via: ['1'], 'x-key': ['1'] })).toBe(
      schema(
        "The 'Headers' field contains unsupported values: [authorization, via]",
        '/States/A/Parameters',
      ),
    );
  });

  test('that wait are refused in Express machines', () => {
    const sdk = 'arn:aws:states:::aws-sdk:sqs:sendMessage.waitForTaskToken';
    expect(refusal(task(sdk))).toBe('accepted');
    expect(refusal(task(sdk), { type: 'EXPRESS' })).toContain("'.waitForTaskToken'");
  });

  test('that wait are refused in the Express children of a Distributed Map', () => {
    const map = (ExecutionType: string) =>
      machine({
        M: {
          Type: 'Map',
          End: true,
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType },
            StartAt: 'T',
            States: {
              T: {
                Type: 'Task',
                Resource: 'arn:aws:states:::glue:startJobRun.sync',
                Parameters: { JobName: 'j' },
                End: true,
              },
            },
          },
        },
      });
    expect(refusal(map('STANDARD'))).toBe('accepted');
    expect(refusal(map('EXPRESS'))).toContain("'.sync'");
    expect(refusal(map('STANDARD'), { type: 'EXPRESS' })).toContain('DISTRIBUTED');
  });

  test('of a definition in a repository may be any URI or a substitution', () => {
    for (const resource of ['${ChargeArn}', 'arn:${AWS::Partition}:states:::sns:publish', 'a:b']) {
      expect(refusal(task(resource), { stage: 'SOURCE' })).toBe('accepted');
    }
    expect(refusal(task('${ChargeArn'), { stage: 'SOURCE' })).not.toBe('accepted');
  });
});

describe('variables', () => {
  const assign = (Assign: object, rest: object = {}) => machine({ A: { ...end, Assign, ...rest } });

  test('have names that are identifiers, but not states', () => {
    expect(refusal(assign({ größe: 1, 'x.$': '$.a' }))).toBe('accepted');
    for (const name of ['a-b', '1a', 'states', 'x'.repeat(81)]) {
      expect(refusal(assign({ [name]: 1 }))).toContain(name);
    }
  });

  test('of an outer scope are not assigned in an inner one', () => {
    const states = {
      Set: { Type: 'Pass', Assign: { total: 1 }, Next: 'P' },
      P: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'I', States: { I: { ...end, Assign: { total: 2 } } } }],
        End: true,
      },
    };
    expect(refusal(machine(states))).toContain('/States/P/Branches[0]/States/I/Assign');
  });
});

describe('payload templates', () => {
  test('name the field whose path is wrong, at the object that holds it', () => {
    const inner = { deep: [{ 'x.$': 'no path' }] };
    expect(refusal(machine({ A: { ...end, Parameters: inner } }))).toBe(
      schema(
        "The value for the field 'x.$' must be a valid JSONPath or a valid intrinsic function call",
        '/States/A/Parameters/deep[0]',
      ),
    );
  });

  test('do not give one field twice', () => {
    expect(refusal(machine({ A: { ...end, Parameters: { x: 1, 'x.$': '$.a' } } }))).toContain(
      '[x, x.$]',
    );
  });
});

describe('JSONata', () => {
  const output = (Output: unknown) =>
    refusal(machine({ Main: { ...end, Output } }, { QueryLanguage: 'JSONata' }));

  test.each([
    ['a[1,2)', 'Expected "]", got ","'],
    ['"unterminated', 'String literal must be terminated by a matching quote'],
    ['1 +', 'Unexpected end of expression'],
    ['$match("a", /abc', 'No terminating / in regular expression'],
  ])('%s does not parse', (source, message) => {
    expect(output(`{% ${source} %}`)).toBe(
      `INVALID_JSONATA_EXPRESSION: ${message} at /States/Main/Output`,
    );
  });

  test('reads no input at the top level', () => {
    expect(output({ v: '{% phone & $ %}' })).toBe(
      [
        "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'phone' at the top level is not supported. at /States/Main/Output/v",
        "UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$' at the top level is not supported. at /States/Main/Output/v",
      ].join(', '),
    );
    expect(output('{% $states.input.items[price > 5].name %}')).toBe('accepted');
  });

  test('reads result and errorOutput only where there are any', () => {
    expect(output('{% $states.errorOutput.Cause %}')).toBe(
      "UNSUPPORTED_JSONATA_EXPRESSION: Field '$states.errorOutput' does not exist. at /States/Main/Output",
    );
    expect(output('{% $states.result %}')).toContain("'$states.result' does not exist");
    const task = { Type: 'Task', Resource: lambda, QueryLanguage: 'JSONata', End: true };
    expect(refusal(machine({ A: { ...task, Output: '{% $states.result %}' } }))).toBe('accepted');
    const Catch = [{ ErrorEquals: ['E'], Next: 'B', Output: '{% $states.errorOutput %}' }];
    expect(refusal(machine({ A: { ...task, Catch }, B: end }))).toBe('accepted');
  });

  test('is only what stands between {% and %}', () => {
    expect(output(' {% not an expression %} ')).toBe('accepted');
    expect(output({ a: ['{%1%}', '{% (\n1) %}'] })).toBe('accepted');
    expect(output('{% 10 %')).toContain('/States/Main/Output');
    expect(output('10 %}')).toContain('/States/Main/Output');
  });
});

describe('validateDefinition', () => {
  test('gives warnings when asked, and they do not fail the definition', () => {
    const text = machine({ A: { Type: 'Pass', Parameters: { x: '$.a' }, End: true } });
    expect(validateDefinition(text)).toEqual({ result: 'OK', diagnostics: [], truncated: false });
    expect(validateDefinition(text, { severity: 'WARNING' })).toMatchObject({
      result: 'OK',
      diagnostics: [{ severity: 'WARNING', code: 'NO_DOLLAR', location: '/States/A/Parameters/x' }],
    });
  });

  test('says when there is more than was asked for', () => {
    const text = machine({ A: { Type: 'No' }, B: { Type: 'No' } });
    const { diagnostics, truncated } = validateDefinition(text, { maxResults: 1 });
    expect([diagnostics.length, truncated]).toEqual([1, true]);
  });
});

describe('parseState', () => {
  test('takes a state whose targets are not there', () => {
    expect(parseState('{"Type":"Pass","Next":"Elsewhere"}')).toEqual({
      Type: 'Pass',
      Next: 'Elsewhere',
      QueryLanguage: 'JSONPath',
    });
  });

  test('places what is wrong at the name it was given', () => {
    expect(() => parseState('{"Type":"Parallel","Branches":[],"End":true}')).toThrow(
      schema('Value cannot be empty', '/States/StateName/Branches'),
    );
  });
});
