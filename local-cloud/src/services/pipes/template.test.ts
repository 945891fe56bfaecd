import { expect, test } from 'vitest';
import { checkTemplate, parameterOf, render } from './template.ts';

const CONTEXT = {
  pipeArn: 'arn:pipe',
  pipeName: 'tea',
  sourceArn: 'arn:source',
  enrichmentArn: '',
  targetArn: 'arn:target',
  ingestionTime: '2026-01-01T12:00:00Z',
};
const ORDER = {
  id: 'o-1',
  say: 'a "cup"',
  total: 12,
  items: [{ name: 'Assam' }, { name: 'Sencha' }],
};
const MESSAGE = {
  messageId: 'm-1',
  body: JSON.stringify(ORDER),
  attributes: { SenderId: 'me' },
  eventSource: 'aws:sqs',
};
const RECORD = {
  partitionKey: 'p',
  data: Buffer.from('{"id":"o-1"}').toString('base64'),
  eventSource: 'aws:kinesis',
};
const made = (template: string, event: object = MESSAGE) =>
  render(template, event as never, CONTEXT);

test('without a template an event goes on as it is', () => {
  expect(JSON.parse(render(undefined, MESSAGE, CONTEXT))).toEqual(MESSAGE);
  expect(JSON.parse(render('', MESSAGE, CONTEXT))).toEqual(MESSAGE);
});

test.each([
  ['{"id": <$.body.id>}', '{"id": "o-1"}'],
  ['{"id": "<$.body.id>"}', '{"id": "o-1"}'],
  ['{"total": <$.body.total>}', '{"total": 12}'],
  ['{"first": <$.body.items[0]>}', '{"first": {"name":"Assam"}}'],
  ['{"names": <$.body.items[*].name>}', '{"names": ["Assam","Sencha"]}'],
  ['{"say": "<$.body.say>"}', '{"say": "a \\"cup\\""}'],
  ['{"text": "first <$.body.items[0]>"}', '{"text": "first {name:Assam}"}'],
  ['{"none": <$.body.none>}', '{"none": ""}'],
  ['"Hello, <$.attributes.SenderId>"', '"Hello, me"'],
  ['Hello, <$.attributes.SenderId>', 'Hello, me'],
  ['Say <$.body.say>', 'Say a "cup"'],
  // Documented: what is no value in JSON loses its quotation marks.
  ['<$.body.items[0]>', '{name:Assam}'],
  ['[<aws.pipes.pipe-name>, <aws.pipes.pipe-arn>]', '["tea", "arn:pipe"]'],
  ['[<aws.pipes.source-arn>, <aws.pipes.target-arn>]', '["arn:source", "arn:target"]'],
  ['{"at": <aws.pipes.event.ingestion-time>}', '{"at": "2026-01-01T12:00:00Z"}'],
  ['{"by": "<aws.pipes.enrichment-arn>"}', '{"by": ""}'],
])('%s gives %s', (template, text) => {
  expect(made(template)).toBe(text);
});

test('an event in a template has its body as text, and as JSON where that is asked for', () => {
  expect(JSON.parse(made('{"e": <aws.pipes.event>}')).e).toEqual(MESSAGE);
  expect(JSON.parse(made('{"e": <aws.pipes.event.json>}')).e).toEqual({ ...MESSAGE, body: ORDER });
  const plain = { ...MESSAGE, body: 'tea, please' };
  expect(made('{"e": <aws.pipes.event.json>}', plain)).toBe('{"e": ""}');
});

test('data of a stream is read where it is JSON, and otherwise stays in Base64', () => {
  expect(made('{"id": <$.data.id>}', RECORD)).toBe('{"id": "o-1"}');
  const data = Buffer.from('tea').toString('base64');
  expect(made('{"data": <$.data>}', { ...RECORD, data })).toBe(`{"data": "${data}"}`);
});

test('what is nested deeper than AWS reads is text', () => {
  const body = `${'['.repeat(5000)}${']'.repeat(5000)}`;
  expect(made('<$.body>', { ...MESSAGE, body })).toBe(body);
});

test('long numbers keep their digits', () => {
  const body = '{"n": 9007199254740993}';
  expect(made('{"n": <$.body.n>}', { ...MESSAGE, body })).toBe('{"n": 9007199254740993}');
});

test('a template that makes more of an event than any target takes is refused', () => {
  const body = 'x'.repeat(100_000);
  const template = `[${Array.from({ length: 70 }, () => '<$.body>').join()}]`;
  expect(() => made(template, { ...MESSAGE, body })).toThrow('makes too much of an event');
});

test('variables and paths that are none are refused', () => {
  expect(() => checkTemplate('{"a": <aws.pipes.name>}')).toThrow(
    'There is no variable <aws.pipes.name> in input templates.',
  );
  expect(() => checkTemplate('{"a": <$.a[?(@.b)]>}')).toThrow('Invalid JSONPath');
  expect(() => checkTemplate('{"a": "<b>", "c": <$.c>}')).not.toThrow();
});

test('a parameter that is a path is what is there in the event', () => {
  expect(parameterOf('$.body.id', MESSAGE)).toBe('o-1');
  expect(parameterOf('$.body.total', MESSAGE)).toBe('12');
  expect(parameterOf('fixed', MESSAGE)).toBe('fixed');
  expect(() => parameterOf('$.body.none', MESSAGE)).toThrow(
    'There is nothing at the path $.body.none of the event.',
  );
});
