import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DefinitionError } from './diagnostics.ts';
import { parseDefinition, parseState, validateDefinition } from './parse.ts';

const words = [
  ...['Type', 'Pass', 'Task', 'Map', 'Choice', 'Wait', 'Parallel', 'StartAt', 'States', 'A'],
  ...['Next', 'End', 'Choices', 'Branches', 'ItemProcessor', 'Iterator', 'Retry', 'Catch'],
  ...['ErrorEquals', 'States.ALL', 'Assign', 'Output', 'QueryLanguage', 'JSONata', 'Condition'],
  ...['And', 'Not', 'Variable', 'Parameters', 'x.$', '$.a', '$$', '{% $states.input %}', '{%'],
  ...['ProcessorConfig', 'Mode', 'DISTRIBUTED', 'ItemReader', 'ItemBatcher', 'ResultWriter'],
  ...['ReaderConfig', 'Label', '__proto__', 'constructor', 'toString', 'Resource', 'Credentials'],
];

/** JSON that looks like Amazon States Language with everything in the wrong place. */
const { value: wild } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium' },
    fc.constantFrom(...words, null, true, false, 0, -1, 1.5, 1e300),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...words), tie('value'), { maxKeys: 8 }),
  ),
}));

const machineLike = fc
  .tuple(fc.dictionary(fc.constantFrom('A', 'B'), wild), wild)
  .map(([States, rest]) => ({ StartAt: 'A', States, ...(rest as object) }));

function settles(parse: () => unknown): void {
  try {
    parse();
  } catch (error) {
    expect(error).toBeInstanceOf(DefinitionError);
  }
}

test('hostile JSON is refused as a definition or taken, never anything else', () => {
  fc.assert(
    fc.property(fc.oneof(wild, machineLike), (value) => {
      const text = JSON.stringify(value);
      settles(() => parseDefinition(text));
      settles(() => parseDefinition(text, { type: 'EXPRESS', stage: 'SOURCE' }));
      settles(() => parseState(text));
      validateDefinition(text, { severity: 'WARNING' });
    }),
    { numRuns: 500 },
  );
});

test('any text at all is refused as a definition or taken', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.string({ unit: 'binary' })), (text) => {
      settles(() => parseDefinition(text));
    }),
  );
});

test('JSON text is refused exactly when JSON.parse refuses it, but for repeated fields', () => {
  const broken = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom('', '"', ',', '}', ']', '\\', '\n', '1', 'e', '-'))
    .map(([text, at, inserted]) => text.slice(0, at % (text.length + 1)) + inserted);
  fc.assert(
    fc.property(broken, (text) => {
      const diagnostics = validateDefinition(text).diagnostics;
      fc.pre(!diagnostics.some(({ message }) => message.startsWith('Duplicate field')));
      const refused = diagnostics.some(({ code }) => code === 'INVALID_JSON_DESCRIPTION');
      let valid = text.trim() === '';
      try {
        JSON.parse(text);
        valid = true;
      } catch {}
      expect(refused).toBe(!valid);
    }),
    { numRuns: 1000 },
  );
});

test('nesting as deep as the text allows does not exhaust the stack', () => {
  const deep = `${'['.repeat(500_000)}`;
  expect(() => parseDefinition(deep)).toThrow(/nesting depth/);
  let branch = '{"StartAt":"S","States":{"S":{"Type":"Succeed"}}}';
  for (let level = 0; level < 240; level += 1) {
    branch = `{"StartAt":"P${level}","States":{"P${level}":{"Type":"Parallel","Branches":[${branch}],"End":true}}}`;
  }
  expect(parseDefinition(branch).StartAt).toBe('P239');
  const not = `${'{"Not":'.repeat(900)}{"Variable":"$.a","IsNull":true}${'}'.repeat(900)}`;
  const rule = `{"Next":"B",${not.slice(1)}`;
  const choice = `{"StartAt":"A","States":{"A":{"Type":"Choice","Choices":[${rule}]},"B":{"Type":"Succeed"}}}`;
  expect(parseDefinition(choice).StartAt).toBe('A');
});

test.each([
  ['parentheses', { Output: `{% ${'('.repeat(50_000)}1${')'.repeat(50_000)} %}` }],
  ['signs', { Output: `{% ${'-'.repeat(50_000)}1 %}` }],
  ['filters', { InputPath: `$[?(${'!'.repeat(50_000)}@.a)]` }],
  ['filters within each other', { InputPath: `$${'[?(@.a'.repeat(11)}${')]'.repeat(11)}` }],
  ['brackets', { InputPath: `$${'['.repeat(50_000)}` }],
  ['calls', { Parameters: { 'a.$': 'States.Array('.repeat(50_000) } }],
])('%s without end are refused', (_, fields) => {
  const QueryLanguage = 'Output' in fields ? 'JSONata' : 'JSONPath';
  const state = { Type: 'Pass', End: true, ...fields };
  const text = JSON.stringify({ StartAt: 'A', States: { A: state }, QueryLanguage });
  expect(() => parseDefinition(text)).toThrow(DefinitionError);
});

test('filters stand within each other up to a depth to which each is read a few times', () => {
  const InputPath = `$${'[?(@.a'.repeat(10)}${')]'.repeat(10)}`;
  const state = { Type: 'Pass', End: true, InputPath };
  expect(parseDefinition(JSON.stringify({ StartAt: 'A', States: { A: state } })).StartAt).toBe('A');
});

test('ten thousand states parse without every one being compared with every other', () => {
  const states = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, at) => [`S${at}`, { Type: 'Pass', Next: `S${at + 1}` }]),
  );
  const text = JSON.stringify({
    StartAt: 'S0',
    States: { ...states, S10000: { Type: 'Succeed' } },
  });
  expect(Object.keys(parseDefinition(text).States)).toHaveLength(10_001);
});
