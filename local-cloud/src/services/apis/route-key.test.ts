import { describe, expect, it } from 'vitest';
import { bySpecificity, matchKey, parseRouteKey } from './route-key.ts';

const KEYS = [
  '$default',
  'ANY /{proxy+}',
  'GET /{proxy+}',
  'GET /pets/{proxy+}',
  'GET /pets/{kind}/{id}',
  'ANY /pets/{kind}/{id}',
  'GET /pets/dog/{id}',
  'GET /pets/dog/1',
  'GET /',
].map(parseRouteKey);

/** The route that takes a request, and the values of its parameters. */
function select(method: string, path: string) {
  for (const key of [...KEYS].sort(bySpecificity)) {
    const parameters = matchKey(key, method, path);
    if (parameters !== undefined) return [key.text, parameters];
  }
  return undefined;
}

describe('the most specific route takes the request', () => {
  it.each([
    ['GET', '/pets/dog/1', 'GET /pets/dog/1', {}],
    ['GET', '/pets/dog/2', 'GET /pets/dog/{id}', { id: '2' }],
    ['GET', '/pets/cat/1', 'GET /pets/{kind}/{id}', { kind: 'cat', id: '1' }],
    ['POST', '/pets/cat/1', 'ANY /pets/{kind}/{id}', { kind: 'cat', id: '1' }],
    ['GET', '/pets/a/b/c', 'GET /pets/{proxy+}', { proxy: 'a/b/c' }],
    ['GET', '/test/5', 'GET /{proxy+}', { proxy: 'test/5' }],
    ['POST', '/test/5', 'ANY /{proxy+}', { proxy: 'test/5' }],
    ['GET', '/', 'GET /', {}],
    ['POST', '/', '$default', {}],
  ])('%s %s: %s', (method, path, route, parameters) => {
    expect(select(method, path)).toEqual([route, parameters]);
  });
});

describe('a route key', () => {
  it('does not take a path with a slash at its end', () => {
    expect(matchKey(parseRouteKey('GET /pets'), 'GET', '/pets/')).toBeUndefined();
    expect(matchKey(parseRouteKey('GET /pets/{id}'), 'GET', '/pets/')).toBeUndefined();
  });

  it.each(['pets', 'GET pets', 'FETCH /pets', 'GET /a/{b+}/c', 'GET /a//b', 'GET /{a', 'GET  /a'])(
    'is refused when it is malformed: %s',
    (key) => {
      expect(() => parseRouteKey(key)).toThrow('The provided route key is not formatted properly');
    },
  );
});
