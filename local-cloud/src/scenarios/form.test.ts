import { expect, test } from 'vitest';
import { readForm } from './form.ts';

test('a form has its method, its fields as they would be sent, and its buttons', () => {
  const page = `<form method="post" action="/answer?a=1&amp;b=2">
    <input type="hidden" name="version" value="&quot;3&quot;">
    <textarea id="why" name="comment">
 &lt;b&gt; </textarea>
    <button name="choice" value="yes">Yes</button><button>Plain</button>
  </form>`;
  expect(readForm(page)).toEqual({
    method: 'POST',
    action: '/answer?a=1&b=2',
    fields: new Map([
      ['version', '"3"'],
      ['comment', ' <b> '],
    ]),
    buttons: [
      { name: 'choice', value: 'yes' },
      { name: '', value: '' },
    ],
  });
});

test('a form that says nothing is sent by GET to its own page', () => {
  expect(readForm('<form></form>')).toMatchObject({ method: 'GET', action: undefined });
});

test('a page without a form has none', () => {
  expect(readForm('<p>Expired</p>')).toBeUndefined();
});
