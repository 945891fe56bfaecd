import { afterAll, describe, expect, it } from 'vitest';
import { TestCloud, testFunction } from './testing.ts';

const cloud = new TestCloud();
afterAll(() => cloud.close());

const result = async (files: Record<string, string>) =>
  JSON.parse((await cloud.invoke(testFunction(files))).payload);

describe('imports of a function', () => {
  it('find the AWS SDK and Smithy on board the runtime', async () => {
    const source = `import { SQSClient } from '@aws-sdk/client-sqs'; import { NormalizedSchema } from '@smithy/core/schema';
      export const handler = async () => [typeof SQSClient, typeof NormalizedSchema];`;
    expect(await result({ 'index.mjs': source })).toEqual(['function', 'function']);
  });

  it('find it from CommonJS too', async () => {
    const source = `const { SQSClient } = require('@aws-sdk/client-sqs'); exports.handler = async () => typeof SQSClient;`;
    expect(await result({ 'index.js': source })).toBe('function');
  });

  it('find what the archive brings along first', async () => {
    const files = {
      'index.mjs': `import sqs from '@aws-sdk/client-sqs'; export const handler = async () => sqs;`,
      'node_modules/@aws-sdk/client-sqs/index.js': 'module.exports = "my own"',
    };
    expect(await result(files)).toBe('my own');
  });

  it('find nothing outside of the archive', async () => {
    const source = `export const handler = async () => import('../../../escape.mjs');`;
    expect(await result({ 'index.mjs': source })).toMatchObject({
      errorMessage: expect.stringMatching(
        /^Cannot find module '.*' imported from \/var\/task\/index\.mjs$/,
      ),
    });
  });

  it('find all of node:http, without what is behind its WebSocket until that is used', async () => {
    const source = `import http, { CloseEvent, WebSocket } from 'node:http';
      const loaded = () => process.moduleLoadList.some((name) => name.endsWith('undici/undici'));
      export const handler = async () => [
        loaded(),
        WebSocket === http.WebSocket,
        WebSocket.OPEN,
        new CloseEvent('close', { code: 1001 }).code,
        new CloseEvent('close') instanceof globalThis.CloseEvent,
        Object.getOwnPropertyDescriptors(WebSocket).prototype.value === WebSocket.prototype,
        (class extends WebSocket {}).CLOSED,
        loaded(),
      ];`;
    const found = [false, true, 1, 1001, true, true, 3, true];
    expect(await result({ 'index.mjs': source })).toEqual(found);
  });
});
