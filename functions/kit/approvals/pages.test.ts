import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Approval, Facts } from './approval.ts';
import { factList } from './facts.ts';
import { escapeText, html } from './html.ts';
import { answeredPage, questionPage, takenPage } from './pages.ts';

const HOSTILE = `</title></textarea><script>alert(1)</script>"><img src=x onerror='alert(1)'>&lt;`;

function approval(changes: Partial<Approval> = {}): Approval {
  return {
    id: 'A'.repeat(22),
    status: 'PENDING',
    workflow: 'tea',
    execution: 'arn:aws:states:us-east-1:123456789012:execution:tea:monday',
    title: 'Tea',
    facts: {},
    choices: [{ value: 'yes', label: 'Yes' }],
    expiresAt: 1_893_456_000,
    ...changes,
  };
}

/** Every tag of these pages; what is left of a page without them has no `<`. */
const TAG =
  /<!doctype html>|<\/?(html|head|body|main|title|h1|p|blockquote|dl|div|dt|dd|bdi|ul|li|table|thead|tbody|tr|th|td|form|label|span|strong|textarea|button|time|meta)( (lang|charset|name|content|class|role|scope|method|for|id|maxlength|value|datetime)="[^"<>]*")*>|<style>[^<]*<\/style>/g;

const leftOf = (markup: string) => markup.replace(TAG, '');

/** Text that would be markup, besides any other text. */
const text = () =>
  fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(HOSTILE, '<b>', '&amp;', '"', "'", '\n'));
const json = () =>
  fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constant(HOSTILE)) as fc.Arbitrary<Facts[string]>;

describe('escaping', () => {
  test('any text comes out of escaping as it went in, and is no markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (any) => {
        const escaped = escapeText(any);
        expect(escaped).not.toMatch(/[<>"']/);
        const back = escaped
          .replace(/&lt;/g, '<')
          .replace(/&gt;/g, '>')
          .replace(/&quot;/g, '"')
          .replace(/&#39;/g, "'")
          .replace(/&amp;/g, '&');
        expect(back).toBe(any);
      }),
    );
  });

  test('characters that HTML has no place for become U+FFFD', () => {
    expect(escapeText('a\u0000b\u001bc\ud800d\te\n')).toBe('a\ufffdb\ufffdc\ufffdd\te\n');
  });

  test('markup inside markup is not escaped twice', () => {
    expect(html`<p>${html`<b>${'<'}</b>`}${[1, '>']}</p>`.markup).toBe('<p><b>&lt;</b>1&gt;</p>');
  });

  test('no fact, title, choice or comment becomes markup', () => {
    fc.assert(
      fc.property(fc.dictionary(text(), json()), text(), text(), (facts, one, other) => {
        const hostile = approval({
          facts,
          title: one,
          workflow: other,
          execution: one,
          choices: [{ value: 'yes', label: other }],
          decision: { decision: one, comment: other, decidedAt: '2030-01-01T00:00:00Z' },
        });
        const problem = { statusCode: 400, message: one, comment: other };
        for (const { body } of [
          questionPage(hostile, problem),
          takenPage(hostile),
          answeredPage(hostile, 'decided', 'GET'),
          answeredPage(hostile, 'untold', 'GET'),
          answeredPage(hostile, 'unconfirmed', 'GET'),
        ]) {
          expect(leftOf(body!)).not.toMatch(/[<>]/);
        }
      }),
    );
  });
});

describe('facts', () => {
  test('records are a table, with a column for every name', () => {
    const scores = [
      { bureau: 'northern', score: 712 },
      { bureau: 'harbour', score: null },
    ];
    expect(factList({ Scores: scores }).markup.replace(/<\/?bdi>/g, '')).toContain(
      '<thead><tr><th scope="col">bureau</th><th scope="col">score</th></tr></thead>\n' +
        '<tbody><tr><td>northern</td><td>712</td></tr><tr><td>harbour</td><td>not known</td></tr></tbody>',
    );
  });

  test.each([
    [7550, '7,550'],
    [true, 'yes'],
    [null, 'not known'],
    [[], 'none'],
    ['2030', '<bdi>2030</bdi>'],
  ])('%j is written as %s', (value, written) => {
    expect(factList({ Fact: value }).markup).toContain(`<dd>${written}</dd>`);
  });

  test('they keep their order', () => {
    const markup = factList({ Zebra: 1, Ape: 2 }).markup;
    expect(markup.indexOf('Zebra')).toBeLessThan(markup.indexOf('Ape'));
  });
});

describe('every page', () => {
  const pages = [
    questionPage(approval()),
    answeredPage(approval(), 'expired', 'GET'),
    answeredPage(approval(), 'moved-on', 'POST'),
  ];

  test('says its language, fits a phone, has a title and a heading, and no script', () => {
    for (const { body } of pages) {
      expect(body).toMatch(/^<!doctype html>\n<html lang="en">/);
      expect(body).toContain(
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
      );
      expect(body).toMatch(/<title>[^<]+<\/title>/);
      expect(body?.match(/<h1>/g)).toHaveLength(1);
      expect(body).not.toMatch(/<script|javascript:|\son\w+=/i);
    }
  });

  test('its comment field has a label, and a text that begins with a line break keeps it', () => {
    const problem = { statusCode: 400, message: 'No.', comment: '\nsecond line' };
    const { body } = questionPage(approval(), problem);
    expect(body).toContain('<label for="comment">');
    expect(body).toContain(
      '<textarea id="comment" name="comment" maxlength="1000">\n\nsecond line',
    );
  });
});
