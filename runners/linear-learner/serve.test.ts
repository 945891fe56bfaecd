import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { packed, unpacked } from './artifact.ts';
import { answer, type Request } from './serve.ts';

// What is wrong with a request goes to the log.
beforeAll(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));

/** 1 + 2a - b */
const model = unpacked(packed({ bias: 1, weights: [2, -1] }));

function ask(body: string, more: Partial<Request> = {}) {
  const Body = Buffer.from(body).toString('base64');
  const answered = answer(model, { ContentType: 'text/csv', ...more, Body });
  return { ...answered, body: Buffer.from(answered.body, 'base64').toString() };
}

describe('a request', () => {
  test.each([
    ['text/csv', '1,0\n0,1\n'],
    ['text/csv', '1,0\r\n0,1'],
    ['text/csv; charset=utf-8', ' 1 ,"0"\n\n0,1'],
    [
      'application/json',
      '{"instances":[{"features":[1,0]},{"data":{"features":{"values":[0,1]}}}]}',
    ],
    ['application/jsonlines', '{"features":[1,0]}\n{"features":[0,1]}\n'],
  ])('of the type %s is answered row by row: %j', (ContentType, body) => {
    expect(ask(body, { ContentType })).toEqual({
      status: 200,
      contentType: 'application/json',
      body: '{"predictions":[{"score":3},{"score":0}]}',
    });
  });

  test.each([
    ['application/json', '{"predictions":[{"score":3},{"score":0}]}'],
    ['*/*', '{"predictions":[{"score":3},{"score":0}]}'],
    ['text/csv', '3\n0\n'],
    ['application/jsonlines', '{"score":3}\n{"score":0}\n'],
  ])('that accepts %s has it', (Accept, body) => {
    expect(ask('1,0\n0,1', { Accept })).toMatchObject({ status: 200, body });
  });

  test.each([
    ['another number of features', '1,2,3'],
    ['a word', '1,two'],
    ['an empty cell', '1,'],
    ['infinity', '1,1e999'],
    ['nothing', '\n'],
  ])('with %s is refused', (_, body) => {
    expect(ask(body)).toMatchObject({
      status: 400,
      body: 'unable to evaluate payload provided',
    });
  });

  test.each(['{', '{}', '{"instances":[7]}', '{"instances":[{"features":["1","2"]}]}'])(
    'with the JSON %s is refused',
    (body) => {
      expect(ask(body, { ContentType: 'application/json' }).status).toBe(400);
    },
  );

  test('of another type, or none, is refused', () => {
    expect(ask('', { ContentType: 'image/png' })).toMatchObject({
      status: 415,
      body: 'content-type image/png not supported',
    });
    expect(answer(model, { Body: '' }).status).toBe(415);
    expect(ask('1,0', { Accept: 'image/png' }).status).toBe(406);
  });
});

describe('a model', () => {
  test('is read as it was written, to the last digit', () => {
    const weights = [Math.PI, -1e-300, 1 / 3];
    expect(unpacked(packed({ bias: Math.E, weights }))).toEqual({
      algorithm: 'linear-learner',
      predictor_type: 'regressor',
      feature_dim: 3,
      bias: Math.E,
      weights,
    });
  });

  test('is an archive of whole blocks, with a checksum', () => {
    const archive = gunzipSync(packed({ bias: 0, weights: [1] }));
    expect(archive.length % 512).toBe(0);
    const told = Number.parseInt(archive.toString('latin1', 148, 154), 8);
    const header = Buffer.from(archive.subarray(0, 512)).fill(' ', 148, 156);
    expect(told).toBe(header.reduce((sum, byte) => sum + byte, 0));
  });

  test('is the same bytes for the same weights', () => {
    const bytes = () => Buffer.from(packed({ bias: 1, weights: [2] }));
    expect(bytes().equals(bytes())).toBe(true);
  });
});
