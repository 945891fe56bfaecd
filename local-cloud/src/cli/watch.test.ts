import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, test } from 'vitest';
import type { Stack } from '../deploy/deploy.ts';
import { openProject } from './project.ts';
import { watchSources } from './watch.ts';

const TERMINAL = { out: () => {}, err: () => {}, progress: () => {} };

/** Writes a package whose one output is the list of the sources. */
const PACKAGE = `
  import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
  const Value = readdirSync('src', { recursive: true }).join(' ');
  mkdirSync('out', { recursive: true });
  writeFileSync('out/template.json', JSON.stringify({ Resources: {}, Outputs: { Files: { Value } } }));
  writeFileSync('out/state.json', '{"service":{"provider":{"stackName":"watched"}}}');`;

function project() {
  const root = mkdtempSync(join(tmpdir(), 'watched-'));
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'package.mjs'), PACKAGE);
  const config = {
    scenarios: 'events',
    package: {
      command: [process.execPath, 'package.mjs'],
      workflowArguments: [],
      output: 'out',
      template: 'template.json',
      state: 'state.json',
      sources: ['src'],
    },
  };
  writeFileSync(join(root, 'local-cloud.config.json'), JSON.stringify(config));
  return openProject(root);
}

/** A stack that only tells which files it was brought up to date with. */
function listeningStack() {
  let listener = (_files: string) => {};
  const stack = {
    update: async ({ template }: Parameters<Stack['update']>[0]) => {
      listener(String(template.Outputs.Files!.Value));
      return { updated: [], untouched: [] };
    },
  } as unknown as Stack;
  const updatedWith = (file: string) =>
    new Promise<void>((resolve) => {
      listener = (files) => {
        if (files.split(' ').includes(file)) resolve();
      };
    });
  return { stack, updatedWith };
}

test('what changes in a folder that was made after the start is seen', async () => {
  const watched = project();
  const { stack, updatedWith } = listeningStack();
  onTestFinished(watchSources(watched, stack, TERMINAL, undefined));
  const folder = updatedWith('new');
  mkdirSync(join(watched.root, 'src/new'));
  // The folder itself changes no file: with it comes one beside it.
  writeFileSync(join(watched.root, 'src/beside.txt'), '');
  await folder;
  const file = updatedWith('new/file.txt');
  writeFileSync(join(watched.root, 'src/new/file.txt'), '');
  await file;
});
