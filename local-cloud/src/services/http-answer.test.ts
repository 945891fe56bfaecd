import { describe, expect, it } from 'vitest';
import type { Json } from '../core/json.ts';
import type { HttpResponse } from '../gateway/dispatcher.ts';
import { MalformedAnswer, responseOf } from './http-answer.ts';

describe('a result without a status code', () => {
  it.each([
    ['Hello', 'Hello'],
    [{ a: 1 }, '{"a":1}'],
    [null, 'null'],
    [[1], '[1]'],
  ])('is the body of a 200: %j', (result, body) => {
    expect(responseOf(result as Json)).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body,
    });
  });
});

describe('a result with a status code', () => {
  it('is taken as it says', () => {
    const result = {
      statusCode: 201,
      headers: { Location: '/a', 'X-Count': 2, 'Content-Type': 'text/html' },
      cookies: ['a=1', 'b=2'],
      body: '<p>',
    };
    expect(responseOf(result)).toEqual({
      status: 201,
      headers: {
        location: '/a',
        'x-count': '2',
        'content-type': 'text/html',
        'set-cookie': ['a=1', 'b=2'],
      },
      body: '<p>',
    });
  });

  it('is plain text, and empty, unless it says otherwise', () => {
    expect(responseOf({ statusCode: '204' })).toEqual({
      status: 204,
      headers: { 'content-type': 'text/plain;charset=UTF-8' },
      body: '',
    });
  });

  it('says nothing of the connection, which is not the function’s', () => {
    const headers = {
      Connection: 'upgrade',
      'Transfer-Encoding': 'chunked',
      Trailer: 'x',
      'x-a': 1,
    };
    expect(responseOf({ statusCode: 200, headers })).toMatchObject({
      headers: { 'content-type': 'text/plain;charset=UTF-8', 'x-a': '1' },
    });
    expect(
      Object.keys((responseOf({ statusCode: 200, headers }) as HttpResponse).headers!),
    ).toEqual(['content-type', 'x-a']);
  });

  it('may have a body of bytes', () => {
    expect(responseOf({ statusCode: 200, body: 'aGk=', isBase64Encoded: true })).toMatchObject({
      body: Buffer.from('hi'),
    });
  });

  it.each([
    [{ statusCode: 'ok' }, 'statusCode'],
    [{ statusCode: 99 }, 'statusCode'],
    [{ statusCode: null }, 'statusCode'],
    [{ statusCode: 200, body: { a: 1 } }, 'body'],
    [{ statusCode: 200, headers: { a: ['b'] } }, 'headers'],
    [{ statusCode: 200, cookies: 'a=1' }, 'cookies'],
    [{ statusCode: 101 }, 'statusCode'],
    [{ statusCode: 200, headers: { a: 'b\r\nc: d' } }, 'headers'],
    [{ statusCode: 200, headers: { a: '\u4e2d' } }, 'headers'],
    [{ statusCode: 200, headers: { 'a b': 'c' } }, 'headers'],
    [{ statusCode: 200, headers: { '': 'c' } }, 'headers'],
    [{ statusCode: 200, cookies: ['a=1\n'] }, 'cookies'],
  ])('is no response when a field is of the wrong type: %j', (result, field) => {
    expect(responseOf(result as Json)).toEqual(new MalformedAnswer(field));
  });
});
