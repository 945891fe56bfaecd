import type { InvokeCommandOutput } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BootedCloud, bootCloud } from '../src/boot.ts';
import { parseTemplate } from '../src/deploy/template.ts';
import { zipFiles } from '../src/deploy/zip.ts';

/** Functions that have a layer by SAM, and one by plain CloudFormation. */
const TEMPLATE = `
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs24.x, Handler: brew.handler, CodeUri: brew.zip } }
Resources:
  Beans:
    Type: AWS::Serverless::LayerVersion
    Properties: { ContentUri: beans.zip, CompatibleRuntimes: [nodejs24.x] }
  Water:
    Type: AWS::Lambda::LayerVersion
    Properties: { LayerName: water, Content: { S3Bucket: builds, S3Key: 2030/water.zip } }
  Brew:
    Type: AWS::Serverless::Function
    Properties: { Layers: [!Ref Beans, !Ref Water] }
Outputs:
  Water: { Value: !Ref Water }
`;

const BREW = `
import { origin } from 'beans';
import { readFileSync } from 'node:fs';
export const handler = async () => origin + ' in ' + readFileSync('/opt/water.txt', 'utf8');`;

function made(origin: string) {
  const archives: Record<string, Record<string, string>> = {
    'brew.zip': { 'brew.mjs': BREW },
    'beans.zip': { 'nodejs/node_modules/beans/index.js': `exports.origin = '${origin}';` },
    '2030/water.zip': { 'water.txt': 'spring water' },
  };
  const artifact = (key: string) => {
    const files = Object.entries(archives[key]!);
    return zipFiles(Object.fromEntries(files.map(([name, text]) => [name, Buffer.from(text)])));
  };
  return { template: parseTemplate(TEMPLATE, 'template.yaml'), artifact };
}

let booted: BootedCloud;
beforeAll(async () => {
  booted = await bootCloud({ stackName: 'bar', ...made('Ethiopia') }, { port: 0 });
});
afterAll(() => booted.close());

async function brewed(): Promise<string> {
  const { cloud, stack } = booted;
  const { physicalId } = stack.resources.find(({ logicalId }) => logicalId === 'Brew')!;
  const { Payload } = await cloud.call<InvokeCommandOutput>(cloud.root, 'Lambda', 'Invoke', {
    FunctionName: physicalId,
  });
  return JSON.parse(Buffer.from(Payload!).toString());
}

test('functions have the layers of their template, and their next versions after an edit', async () => {
  expect(await brewed()).toBe('Ethiopia in spring water');
  expect(booted.stack.outputs.get('Water')!.value).toMatch(/:layer:water:1$/);
  const { failures, updated, untouched } = await booted.stack.update(made('Kenya'));
  expect({ failures, untouched }).toEqual({ failures: [], untouched: [] });
  expect(updated).toEqual(['Beans', 'Brew']);
  expect(await brewed()).toBe('Kenya in spring water');
  expect(booted.stack.outputs.get('Water')!.value).toMatch(/:layer:water:1$/);
});
