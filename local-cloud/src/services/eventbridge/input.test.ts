import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { checkInput, targetInput } from './input.ts';

const EVENT = {
  version: '0',
  id: 'one',
  'detail-type': 'Tea Made',
  source: 'kitchen',
  detail: { cup: 3, by: 'Sam "the" Sample', leaves: ['green', 'black'], 'with-milk': null },
};

const CONTEXT = {
  ruleArn: 'arn:aws:events:us-east-1:123456789012:rule/tea',
  ruleName: 'tea',
  ingestionTime: '2026-01-01T12:00:00Z',
};

const sent = (target: object) => targetInput(target as never, EVENT, CONTEXT);

function transformed(InputTemplate: string, InputPathsMap: Record<string, string> = {}) {
  return sent({ InputTransformer: { InputPathsMap, InputTemplate } });
}

test('without an input the target gets the event as it is', () => {
  expect(JSON.parse(sent({}))).toEqual(EVENT);
});

test('a constant input takes the place of the event', () => {
  expect(sent({ Input: '{"constant": true}' })).toBe('{"constant": true}');
});

test.each([
  ['$', EVENT],
  ['$.detail', EVENT.detail],
  ['$.detail.cup', 3],
  ['$.detail.leaves[1]', 'black'],
  ['$.detail-type', 'Tea Made'],
  ["$['detail']['with-milk']", null],
  ['$.detail.sugar', null],
  ['$.detail.leaves[7]', null],
])('the input path %s sends that part of the event', (InputPath, part) => {
  expect(JSON.parse(sent({ InputPath }))).toEqual(part);
});

describe('wildcards', () => {
  const detail: JsonObject = {
    items: [
      { id: 'a', tags: { hot: 1, sweet: 2 } },
      { id: 'b', tags: { iced: null } },
      { name: 'c', tags: {} },
    ],
    none: [],
    'a/b': { '*': 1, 'c*': 2 },
  };
  const event = { ...EVENT, detail };
  const taken = (InputPath: string) =>
    JSON.parse(targetInput({ InputPath } as never, event, CONTEXT));

  test.each([
    ['$.detail.items[*]', detail.items],
    ['$.detail.items.*', detail.items],
    ['$.detail.items[*].id', ['a', 'b']],
    ['$.detail.items[*].tags.*', [1, 2, null]],
    ['$.detail.items[1][*].iced', [null]],
    ['$.detail.items[*].sugar', []],
    ['$.detail.none[*]', []],
    ['$.source[*]', []],
    ['$.detail.sugar[*]', null],
    ['$.detail.sugar[*].cup', null],
    ["$.detail.a/b['*']", 1],
    ['$.detail.a/b.c*', 2],
    ['$.*.none', [[]]],
    ['$[*][*][*][*][*][*]', []],
  ])('%s gives the list of what it finds', (InputPath, found) => {
    expect(taken(InputPath)).toEqual(found);
  });

  test('write the list into a template, within quotation marks as text', () => {
    const InputTransformer = {
      InputPathsMap: { ids: '$.detail.items[*].id', no: '$.detail.sugar[*]' },
      InputTemplate: '{"ids": <ids>, "text": "of <ids>", "no": <no>}',
    };
    checkInput({ Id: 'a', Arn: 'b', InputTransformer });
    expect(JSON.parse(targetInput({ InputTransformer } as never, event, CONTEXT))).toEqual({
      ids: ['a', 'b'],
      text: 'of [a,b]',
      no: '',
    });
  });

  test('are walked through once, however long the list is', () => {
    const long = { ...EVENT, detail: Array.from({ length: 50_000 }, (_, id) => [{ id }]) };
    const InputPath = '$.detail[*][*].id';
    expect(JSON.parse(targetInput({ InputPath } as never, long, CONTEXT))).toHaveLength(50_000);
  });
});

describe('an input transformer', () => {
  const paths = {
    cup: '$.detail.cup',
    by: '$.detail.by',
    leaves: '$.detail.leaves',
    sugar: '$.detail.sugar',
  };

  test('writes variables outside of quotation marks as JSON', () => {
    const template = '{"cup": <cup>, "by": <by>, "leaves": <leaves>}';
    expect(JSON.parse(transformed(template, paths))).toEqual({
      cup: 3,
      by: 'Sam "the" Sample',
      leaves: ['green', 'black'],
    });
  });

  test('writes variables within quotation marks as text', () => {
    expect(JSON.parse(transformed('"Cup <cup> by <by>."', paths))).toBe(
      'Cup 3 by Sam "the" Sample.',
    );
  });

  test.each(['{"sugar": "<sugar>"}', '{"sugar": <sugar>}'])(
    'makes an empty text of a variable whose path leads nowhere: %s',
    (template) => {
      expect(JSON.parse(transformed(template, paths))).toEqual({ sugar: '' });
    },
  );

  test('leaves the quotation marks of objects and lists out within quotation marks', () => {
    const template = '"<leaves>, <detail>"';
    expect(JSON.parse(transformed(template, { ...paths, detail: '$.detail' }))).toBe(
      '[green,black], {cup:3,by:Sam the Sample,leaves:[green,black],with-milk:null}',
    );
  });

  test('leaves text that only looks like a variable', () => {
    expect(JSON.parse(transformed('"1 <2 and <no name>"'))).toBe('1 <2 and <no name>');
  });

  test('is refused with a placeholder that stands for nothing', () => {
    const check = (InputTemplate: string) => () =>
      checkInput({ Id: 'a', Arn: 'b', InputTransformer: { InputPathsMap: paths, InputTemplate } });
    expect(check('"<cup> <aws.events.rule-arn>"')).not.toThrow();
    for (const name of ['saucer', 'aws.events.weather', 'toString']) {
      expect(check(`"<cup> <${name}>"`)).toThrow(
        `InputTemplate for target a contains invalid placeholder ${name}.`,
      );
    }
  });

  test('knows the quotation marks that are escaped', () => {
    expect(JSON.parse(transformed('{"said": "\\"<by>\\""}', paths))).toEqual({
      said: '"Sam "the" Sample"',
    });
  });

  test('has variables of its own for the rule, the time and the event', () => {
    const template =
      '{"arn": <aws.events.rule-arn>, "name": "<aws.events.rule-name>", ' +
      '"at": <aws.events.event.ingestion-time>, "event": <aws.events.event.json>, ' +
      '"head": <aws.events.event>}';
    const { detail: _, 'detail-type': detailType, ...head } = EVENT;
    expect(JSON.parse(transformed(template))).toEqual({
      arn: CONTEXT.ruleArn,
      name: 'tea',
      at: CONTEXT.ingestionTime,
      event: EVENT,
      head: { ...head, detailType },
    });
  });
});
