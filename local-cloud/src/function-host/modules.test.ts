import { afterAll, describe, expect, it } from 'vitest';
import { TestCloud, testFunction } from './testing.ts';
import type { HostedFunction } from './types.ts';

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

  it.each([
    ['index.js', `require('@aws-sdk/client-nope/deep');`],
    ['index.mjs', `import '@aws-sdk/client-nope/deep';`],
  ])('tell in %s which of the SDK is not installed here, and how it is', async (file, source) => {
    const told = await result({ [file]: source });
    expect(told.errorMessage).toMatch(
      /Cannot find '@aws-sdk\/client-nope\/deep'\. .*npm install --save-dev @aws-sdk\/client-nope$/,
    );
    expect(JSON.stringify(told)).not.toContain('function-host/process');
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

describe('layers', () => {
  let revision = 0;
  /** What a handler in these files answers with these layers below it. */
  const layered = async (
    files: Record<string, string>,
    layers: readonly Record<string, string>[],
    settings: Partial<HostedFunction> = {},
  ) => {
    const fn = testFunction(files, {
      layers: layers.map((layer) => testFunction(layer)),
      revisionId: String(++revision),
      ...settings,
    });
    return JSON.parse((await cloud.invoke(fn)).payload);
  };
  const saying = (what: string) => `module.exports = '${what}';`;
  const REQUIRE = { 'index.js': `exports.handler = async () => require('beans');` };
  const BEANS = 'nodejs/node_modules/beans/index.js';

  it('give packages to require, and to import', async () => {
    const layer = { [BEANS]: saying('arabica') };
    expect(await layered(REQUIRE, [layer])).toBe('arabica');
    const IMPORT = {
      'index.mjs': `import beans from 'beans'; export const handler = async () => beans;`,
    };
    expect(await layered(IMPORT, [layer])).toBe('arabica');
  });

  it('give those for the version of Node.js first, and what the code brings along before them', async () => {
    const layer = {
      [BEANS]: saying('any'),
      'nodejs/node24/node_modules/beans/index.js': saying('of 24'),
      'nodejs/node22/node_modules/beans/index.js': saying('of 22'),
    };
    expect(await layered(REQUIRE, [layer])).toBe('of 24');
    expect(await layered(REQUIRE, [layer], { runtime: 'nodejs22.x' })).toBe('of 22');
    expect(await layered(REQUIRE, [layer], { runtime: 'nodejs20.x' })).toBe('any');
    const own = { ...REQUIRE, 'node_modules/beans/index.js': saying('own') };
    expect(await layered(own, [layer])).toBe('own');
  });

  it('lie one over the other, the last on top', async () => {
    const below = { [BEANS]: saying('below'), 'below.txt': 'there' };
    const above = { [BEANS]: saying('above') };
    const source = `const { readFileSync } = require('node:fs');
      exports.handler = async () => [require('beans'), readFileSync('/opt/below.txt', 'utf8')];`;
    expect(await layered({ 'index.js': source }, [below, above])).toEqual(['above', 'there']);
  });

  it('need each other, and the SDK on board, which they may bring along', async () => {
    const mill = `module.exports = [require('beans'), typeof require('@aws-sdk/client-sqs').SQSClient];`;
    const layer = { 'nodejs/node_modules/mill/index.js': mill };
    const source = `exports.handler = async () => require('mill');`;
    const found = await layered({ 'index.js': source }, [layer, { [BEANS]: saying('robusta') }]);
    expect(found).toEqual(['robusta', 'function']);
    const sdk = { 'nodejs/node_modules/@aws-sdk/client-sqs/index.js': saying('of the layer') };
    const IMPORT = `import sqs from '@aws-sdk/client-sqs'; export const handler = async () => sqs;`;
    expect(await layered({ 'index.mjs': IMPORT }, [sdk])).toBe('of the layer');
  });

  it('have their files at /opt for whoever names it', async () => {
    const layer = { 'nodejs/prices.js': 'exports.espresso = 2;' };
    const COMMON = `exports.handler = async () => require('/opt/nodejs/prices').espresso;`;
    expect(await layered({ 'index.js': COMMON }, [layer])).toBe(2);
    const MODULE = `import { espresso } from '/opt/nodejs/prices.js'; export const handler = async () => espresso;`;
    expect(await layered({ 'index.mjs': MODULE }, [layer])).toBe(2);
  });

  it('tell where they failed as on AWS', async () => {
    const layer = { [BEANS]: `exports.grind = () => { throw new Error('jammed'); };` };
    const source = `exports.handler = async () => require('beans').grind();`;
    const { trace } = await layered({ 'index.js': source }, [layer]);
    expect(trace[1]).toContain('(/opt/nodejs/node_modules/beans/index.js:1:');
  });

  it('are searched where NODE_PATH says, and nowhere else', async () => {
    const layer = { 'lib/beans.js': saying('in lib'), [BEANS]: saying('not searched') };
    const environment = { NODE_PATH: '/opt/lib' };
    expect(await layered(REQUIRE, [layer], { environment })).toBe('in lib');
    const missing = { 'index.js': `exports.handler = async () => require('mill');` };
    expect(await layered(missing, [layer])).toMatchObject({
      errorMessage: expect.stringMatching(/^Cannot find module 'mill'/),
    });
    const told = { 'index.js': 'exports.handler = async () => process.env.NODE_PATH;' };
    expect(await layered(told, [])).toBe(
      '/opt/nodejs/node24/node_modules:/opt/nodejs/node_modules:/var/runtime/node_modules:/var/runtime:/var/task',
    );
  });
});
