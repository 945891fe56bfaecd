import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as realSleep } from 'node:timers/promises';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { testFolder } from '../../core/testing.ts';
import type { Stack } from '../../deploy/deploy.ts';
import { packaged } from '../package.ts';
import { runPackageCommand } from '../package-command.ts';
import { openProject } from '../project.ts';
import { SETTLE_MS, type Watched, watchSources } from './watch.ts';

const TERMINAL = { out: () => {}, err: () => {}, progress: () => {} };

beforeEach(() => {
  vi.stubEnv('XDG_CACHE_HOME', testFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
});

/** Writes a package whose one output is the list of the sources. */
const PACKAGE = `
  import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
  const Value = readdirSync('src', { recursive: true }).join(' ');
  mkdirSync('out', { recursive: true });
  writeFileSync('out/template.json', JSON.stringify({ Resources: {}, Outputs: { Files: { Value } } }));
  writeFileSync('out/state.json', '{"service":{"provider":{"stackName":"watched"}}}');`;

function project(script = PACKAGE, sources = ['src'], more: object = {}) {
  const root = testFolder();
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'package.mjs'), script);
  const config = {
    ...more,
    scenarios: 'events',
    package: {
      command: [process.execPath, 'package.mjs'],
      workflowArguments: [],
      output: 'out',
      template: 'template.json',
      state: 'state.json',
      sources,
    },
  };
  writeFileSync(join(root, 'local-cloud.config.json'), JSON.stringify(config));
  writeFileSync(join(root, 'mocks.json'), mocksWith({}));
  return openProject(root);
}

const mocksWith = (MockedResponses: object) =>
  JSON.stringify({ StateMachines: {}, MockedResponses });

/** Watches until the test is over. */
function startWatching(watched: Pick<Watched, 'project' | 'stack'> & Partial<Watched>) {
  onTestFinished(watchSources({ terminal: TERMINAL, workflow: undefined, ...watched }));
}

/** A terminal in which a line can be waited for that has one of some parts. */
function listeningTerminal() {
  let listener = (_line: string) => {};
  const lines: string[] = [];
  const take = (line: string) => {
    lines.push(line);
    listener(line);
  };
  const said = (...parts: string[]) =>
    new Promise<void>((resolve) => {
      listener = (line) => {
        if (parts.some((part) => line.includes(part))) resolve();
      };
    });
  return { lines, said, terminal: { out: take, err: take, progress: () => {} } };
}

/** A stack that only tells which files it was brought up to date with. */
function listeningStack() {
  let listener = (_files: string) => {};
  const stack = {
    update: async ({ template }: Parameters<Stack['update']>[0]) => {
      listener(String(template.Outputs.Files!.Value));
      return { updated: [], untouched: [], failures: [] };
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
  startWatching({ project: watched, stack });
  const folder = updatedWith('new');
  mkdirSync(join(watched.root, 'src/new'));
  // The folder itself changes no file: with it comes one beside it.
  writeFileSync(join(watched.root, 'src/beside.txt'), '');
  await folder;
  const file = updatedWith('new/file.txt');
  writeFileSync(join(watched.root, 'src/new/file.txt'), '');
  await file;
});

test('what cannot be packaged is told, and what is packaged next is reloaded', async () => {
  const failing = `import { existsSync } from 'node:fs';
    if (existsSync('src/broken')) throw new Error('src/broken is in the way');${PACKAGE}`;
  const watched = project(failing);
  const { stack, updatedWith } = listeningStack();
  const { lines, said, terminal } = listeningTerminal();
  startWatching({ project: watched, stack, terminal });
  const told = said('Not reloaded: ');
  writeFileSync(join(watched.root, 'src/broken'), '');
  await told;
  const failure = lines.find((line) => line.startsWith('Not reloaded'))!;
  expect(failure.split('Error: src/broken is in the way')).toHaveLength(2);
  const mended = updatedWith('mended');
  rmSync(join(watched.root, 'src/broken'));
  writeFileSync(join(watched.root, 'src/mended'), '');
  await mended;
});

test('what is as it was deployed again after a failure is told so, once', async () => {
  const failing = `import { existsSync } from 'node:fs';
    if (existsSync('src/broken')) throw new Error('src/broken is in the way');${PACKAGE}`;
  const watched = project(failing);
  const { lines, said, terminal } = listeningTerminal();
  startWatching({ project: watched, stack: listeningStack().stack, terminal });
  for (const _ of [1, 2]) {
    const failed = said('Not reloaded: ');
    writeFileSync(join(watched.root, 'src/broken'), '');
    await failed;
    const mended = said('Nothing to reload');
    rmSync(join(watched.root, 'src/broken'));
    await mended;
  }
  expect(lines.filter((line) => line.startsWith('Nothing to reload'))).toHaveLength(2);
});

test('what could not be changed is told with every edit until it can, beside what was reloaded', async () => {
  const watched = project();
  const failures = [[new Error('Tea is cold')], [new Error('Tea is cold')], []];
  const { lines, said, terminal } = listeningTerminal();
  const update = async () => ({
    ...{ updated: [`Edit${failures.length}`], untouched: [] },
    failures: failures.shift()!,
  });
  startWatching({ project: watched, stack: { update } as unknown as Stack, terminal });
  for (const edit of [3, 2, 1]) {
    const reloaded = said(`Reloaded Edit${edit}`);
    writeFileSync(join(watched.root, `src/edit${edit}`), '');
    await reloaded;
  }
  const told = lines.filter((line) => !line.startsWith('Packaging'));
  expect(told).toEqual([
    'Reloaded Edit3',
    'Not reloaded: Tea is cold',
    'Reloaded Edit2',
    'Not reloaded: Tea is cold',
    'Reloaded Edit1',
  ]);
});

test('what needs a restart is told when it changes, not with every edit', async () => {
  const watched = project();
  const [tea, milk] = ['Tea (QueueName)', 'Milk (BillingMode, KeySchema)'] as const;
  const untouched = [[tea], [tea], [tea, milk], []];
  const { lines, said, terminal } = listeningTerminal();
  const update = async () => {
    const left = untouched.shift()!;
    return { updated: [`Edit${untouched.length}`], untouched: left, failures: [] };
  };
  startWatching({ project: watched, stack: { update } as unknown as Stack, terminal });
  for (const edit of [3, 2, 1, 0]) {
    const reloaded = said(`Reloaded Edit${edit}`);
    writeFileSync(join(watched.root, `src/edit${edit}`), '');
    await reloaded;
  }
  expect(lines.filter((line) => line.startsWith('Changed'))).toEqual([
    'Changed, but only a restart deploys it: Tea (QueueName)',
    'Changed, but only a restart deploys it: Tea (QueueName), Milk (BillingMode, KeySchema)',
  ]);
});

test('what was removed is told as removed, apart from what has changed, and once', async () => {
  const watched = project();
  const untouched = [['Milk', 'Tea (QueueName)'], ['Milk', 'Sugar', 'Tea (QueueName)'], []];
  const { lines, said, terminal } = listeningTerminal();
  const update = async () => {
    const left = untouched.shift()!;
    return { updated: [`Edit${untouched.length}`], untouched: left, failures: [] };
  };
  startWatching({ project: watched, stack: { update } as unknown as Stack, terminal });
  for (const edit of [2, 1, 0]) {
    const reloaded = said(`Reloaded Edit${edit}`);
    writeFileSync(join(watched.root, `src/edit${edit}`), '');
    await reloaded;
  }
  expect(lines.filter((line) => line.includes('only a restart'))).toEqual([
    'Changed, but only a restart deploys it: Tea (QueueName)',
    'Removed, but only a restart takes it down: Milk',
    'Removed, but only a restart takes it down: Milk, Sugar',
  ]);
});

test('once a failure is over what still needs a restart is told, not that all is deployed', async () => {
  const watched = project();
  const broken = join(watched.root, 'src/broken');
  const update = async () => {
    const failures = existsSync(broken) ? [new Error('Milk is off')] : [];
    return { updated: [], untouched: ['Tea (AttributeDefinitions)'], failures };
  };
  const { lines, said, terminal } = listeningTerminal();
  startWatching({ project: watched, stack: { update } as unknown as Stack, terminal });
  const left = 'Changed, but only a restart deploys it: Tea (AttributeDefinitions)';
  let told = said(left);
  writeFileSync(broken, '');
  await told;
  told = said(left);
  rmSync(broken);
  await told;
  expect(lines.filter((line) => !line.startsWith('Packaging'))).toEqual([
    'Not reloaded: Milk is off',
    left,
    left,
  ]);
});

test('a configuration that has changed is told to need a restart, once for each change', async () => {
  const watched = project();
  const { lines, said, terminal } = listeningTerminal();
  startWatching({ project: watched, stack: listeningStack().stack, terminal });
  const file = join(watched.root, 'local-cloud.config.json');
  const before = readFileSync(file, 'utf8');
  for (const text of ['{}', '{"account":"210987654321"}']) {
    const told = said('Changed, but only a restart reads it: local-cloud.config.json');
    writeFileSync(file, '');
    writeFileSync(file, text);
    await told;
  }
  expect(lines.filter((line) => line.startsWith('Changed'))).toHaveLength(2);
  writeFileSync(file, before);
  const edited = said('Packaging');
  writeFileSync(join(watched.root, 'src/one'), '');
  await edited;
  expect(lines.filter((line) => line.startsWith('Changed'))).toHaveLength(2);
});

test('mocks that have changed are read again, and stay as they are where they are not right', async () => {
  const watched = project(PACKAGE, ['src'], { mocks: 'mocks.json' });
  const { lines, said, terminal } = listeningTerminal();
  const replaced = vi.spyOn(watched.mocks!, 'replace');
  startWatching({ project: watched, stack: listeningStack().stack, terminal });
  const file = join(watched.root, 'mocks.json');
  const refused = said('Not reloaded: mocks.json is no mock configuration');
  writeFileSync(file, mocksWith({ Yes: { 1: { Return: 'yes' } } }));
  await refused;
  expect(replaced).not.toHaveBeenCalled();
  const read = said('Reloaded mocks.json');
  writeFileSync(file, mocksWith({ Yes: { 0: { Return: 'yes' } } }));
  await read;
  expect(replaced).toHaveBeenCalledOnce();
  expect(lines).toHaveLength(2);
});

test('the command is named without its options', async () => {
  const watched = project();
  const command = ['node', 'package.mjs', '--param=a=1', 'x'];
  const { lines, terminal } = listeningTerminal();
  await runPackageCommand(watched.root, command, terminal);
  const failing = runPackageCommand(watched.root, ['node', 'nope.mjs', '--param=a=1'], terminal);
  await expect(failing).rejects.toThrow('`node nope.mjs` failed');
  expect(lines).toEqual(['Packaging: node package.mjs ...', 'Packaging: node nope.mjs ...']);
});

test('what the package command itself writes does not make it run forever', async () => {
  const counting = `import { appendFileSync } from 'node:fs';
    appendFileSync('runs.txt', 'x');
    appendFileSync('runs.log', 'x');${PACKAGE}`;
  const watched = project(counting, ['.']);
  const runs = () => readFileSync(join(watched.root, 'runs.txt'), 'utf8').length;
  const { stack, updatedWith } = listeningStack();
  const { lines, said, terminal } = listeningTerminal();
  startWatching({ project: watched, stack, terminal });
  const told = said('each time these changed meanwhile: runs.txt.');
  writeFileSync(join(watched.root, 'src/one'), '');
  await told;
  expect(runs()).toBe(4);
  const another = updatedWith('two');
  writeFileSync(join(watched.root, 'src/two'), '');
  await another;
  expect(runs()).toBe(5);
  expect(lines.filter((line) => line.startsWith('Packaging'))).toHaveLength(5);
});

/** Writes a package whose one output is what `src/one` holds. */
const READING = `
  import { readFileSync } from 'node:fs';${PACKAGE}`.replace(
  /const Value = .*/,
  `const Value = readFileSync('src/one', 'utf8');`,
);

test('the last of several quick saves is deployed', async () => {
  const watched = project(READING);
  const save = (edit: number) => writeFileSync(join(watched.root, 'src/one'), `${edit}`);
  const deployed: number[] = [];
  const { lines, said, terminal } = listeningTerminal();
  const update = async ({ template }: Parameters<Stack['update']>[0]) => {
    const edit = Number(template.Outputs.Files!.Value);
    deployed.push(edit);
    if (edit < 4) save(edit + 1);
    else terminal.out('The last save');
    return { updated: [], untouched: [], failures: [] };
  };
  startWatching({ project: watched, stack: { update } as unknown as Stack, terminal });
  const end = said('The last save', 'Nothing is packaged now');
  save(1);
  await end;
  expect(deployed).toEqual([1, 2, 3, 4]);
  expect(lines.at(-1)).toBe('The last save');
});

test('logs, and where the package is written, are no sources', async () => {
  const watched = project(PACKAGE, ['.']);
  const { stack, updatedWith } = listeningStack();
  const { lines, terminal } = listeningTerminal();
  startWatching({ project: watched, stack, terminal });
  writeFileSync(join(watched.root, 'up.log'), '1');
  const first = updatedWith('one');
  writeFileSync(join(watched.root, 'src/one'), '');
  await first;
  writeFileSync(join(watched.root, 'up.log'), '2');
  const second = updatedWith('two');
  writeFileSync(join(watched.root, 'src/two'), '');
  await second;
  expect(lines.filter((line) => line.startsWith('Packaging'))).toHaveLength(2);
});

test('a function is told when it was reloaded, and not the version that the framework makes', async () => {
  const Resources = {
    ThumbLambdaFunction: { Type: 'AWS::Lambda::Function' },
    ThumbLambdaVersionq1w2e3: { Type: 'AWS::Lambda::Version' },
  };
  const watched = project(
    PACKAGE.replace('Resources: {}', `Resources: ${JSON.stringify(Resources)}`),
  );
  const update = async () => ({ updated: Object.keys(Resources), untouched: [], failures: [] });
  const { lines, said, terminal } = listeningTerminal();
  startWatching({ project: watched, stack: { update } as unknown as Stack, terminal });
  const reloaded = said('Reloaded');
  writeFileSync(join(watched.root, 'src/thumb.js'), '');
  await reloaded;
  expect(lines).toContain('Reloaded ThumbLambdaFunction');
});

/** Packages a state machine, and is not done before there is a file. */
const GATED = `
  import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
  import { setImmediate } from 'node:timers/promises';
  const Definition = JSON.parse(readFileSync('src/tea.asl.json', 'utf8'));
  while (!existsSync('open')) await setImmediate();
  mkdirSync('out', { recursive: true });
  const Tea = { Type: 'AWS::StepFunctions::StateMachine', Properties: { Definition } };
  writeFileSync('out/template.json', JSON.stringify({ Resources: { Tea } }));
  writeFileSync('out/state.json', '{"service":{"provider":{"stackName":"gated"}}}');`;

/** Such a project as it was deployed: what it packages once there is the file `gate`, and how it is edited. */
async function gated(first = 'first') {
  const watched = project(GATED);
  const write = (Comment: string) =>
    writeFileSync(join(watched.root, 'src/tea.asl.json'), JSON.stringify({ Comment }));
  const gate = join(watched.root, 'open');
  write(first);
  writeFileSync(gate, '');
  return { watched, write, gate, deployed: await packaged(watched, TERMINAL, { build: true }) };
}

test('edits are answered while all is packaged, which brings back none that is over', async () => {
  const { watched, write, gate, deployed } = await gated();
  rmSync(gate);

  const answers: string[] = [];
  let answered = () => {};
  const update = async ({ template }: Parameters<Stack['update']>[0]) => {
    const { Definition } = template.Resources.Tea!.Properties;
    answers.push((Definition as { Comment: string }).Comment);
    answered();
    return { updated: ['Tea'], untouched: [], failures: [] };
  };
  const next = () => new Promise<void>((resolve) => (answered = resolve));
  const { said, terminal } = listeningTerminal();
  const stack = { update } as unknown as Stack;
  startWatching({ project: watched, stack, terminal, deployed });

  const packaging = said('Packaging');
  let answer = next();
  write('second');
  await Promise.all([answer, packaging]);
  answer = next();
  write('third');
  await answer;
  expect(answers).toEqual(['second', 'third']);
  answer = next();
  writeFileSync(gate, '');
  await answer;
  // The last one is of the package that has the last word.
  expect(answers).toEqual(['second', 'third', 'third']);
});

test('an edit is answered before anything is packaged', async () => {
  const { watched, write, deployed } = await gated();

  const { lines, said, terminal } = listeningTerminal();
  const update = async () => {
    // Of timers that take as long, the one that was set first rings first: packaging's has rung then.
    await realSleep(SETTLE_MS);
    terminal.out('Answered');
    return { updated: [], untouched: [], failures: [] };
  };
  startWatching({ project: watched, stack: { update } as unknown as Stack, terminal, deployed });
  const packaging = said('Packaging');
  write('second');
  await packaging;
  expect(lines[0]).toBe('Answered');
});

test('what an answered edit failed with is not told again once all is packaged', async () => {
  const { watched, write, deployed } = await gated();
  let updates = 0;
  let packagedToo = () => {};
  const update = async () => {
    updates += 1;
    if (updates === 2) setImmediate(packagedToo);
    return { updated: [], untouched: [], failures: [new Error('Tea is cold')] };
  };
  const { lines, terminal } = listeningTerminal();
  startWatching({ project: watched, stack: { update } as unknown as Stack, terminal, deployed });
  const done = new Promise<void>((resolve) => (packagedToo = resolve));
  write('second');
  await done;
  expect(lines.filter((line) => line.startsWith('Not reloaded'))).toEqual([
    'Not reloaded: Tea is cold',
  ]);
});

test('nothing is packaged while one edit after the other is answered', async () => {
  const { watched, write, deployed } = await gated('0');

  const { lines, said, terminal } = listeningTerminal();
  const update = async ({ template }: Parameters<Stack['update']>[0]) => {
    const { Comment } = template.Resources.Tea!.Properties.Definition as { Comment: string };
    terminal.out(`Answered ${Comment}`);
    if (Number(Comment) < 6) write(`${Number(Comment) + 1}`);
    return { updated: [], untouched: [], failures: [] };
  };
  startWatching({ project: watched, stack: { update } as unknown as Stack, terminal, deployed });
  const packaging = said('Packaging');
  write('1');
  await packaging;
  expect(lines.slice(0, -1)).toEqual([1, 2, 3, 4, 5, 6].map((edit) => `Answered ${edit}`));
});
