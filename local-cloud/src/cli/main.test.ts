import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { testFolder } from '../core/testing.ts';
import { COMMAND_NAMES, loadCommand } from './commands.ts';
import { main } from './main.ts';

function terminal() {
  const written = { out: '', err: '' };
  return {
    written,
    out: (text: string) => {
      written.out += `${text}\n`;
    },
    err: (text: string) => {
      written.err += `${text}\n`;
    },
    progress: () => {},
  };
}

describe('local-cloud', () => {
  let folder: string;
  beforeEach(() => {
    folder = testFolder();
    vi.spyOn(process, 'cwd').mockReturnValue(folder);
    vi.stubEnv('XDG_CACHE_HOME', join(folder, 'caches'));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  const run = async (...words: string[]) => {
    const to = terminal();
    const code = await main(words, to);
    return { code, ...to.written };
  };

  test('--help lists every command', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    for (const name of [
      'up',
      'demo',
      'coverage',
      'run',
      'list',
      'executions',
      'history',
      'start',
      'logs',
      'clock',
    ]) {
      expect(out).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    }
  });

  test.each([
    [['fly'], 'local-cloud has no command "fly"'],
    [['list', '--colour'], "Unknown option '--colour'"],
    [['run'], 'which workflow?\nHow to fix it: Take one of: parcel\n'],
    [['run', 'parcel'], 'which scenario of parcel?\nHow to fix it: Take one of: sent\n'],
    [['run', 'parcels', 'sent'], 'Did you mean "parcel"?'],
    [['run', 'parcel', 'snet'], 'Did you mean "sent"?'],
    [['run', 'parcel', 'sent', '--her'], 'Did you mean "--here"?'],
    [['histroy'], 'Did you mean "history"?'],
    [['start', 'parcel'], 'local-cloud start takes <workflow | state machine>'],
    [['clock', 'advance', 'soon'], '"soon" is not a span of time'],
    [['clock', 'rewind'], 'local-cloud clock takes'],
    [['coverage', '--min', 'most'], '"most" is not a percentage'],
    [['coverage', '--min', '101'], '"101" is not a percentage'],
    [['up', '--port', 'high'], '"high" is not a port'],
    [['up', '--port', ''], "Option '--port' is empty"],
    [['up', '--parameters', ''], "Option '--parameters' is empty"],
    [['coverage', '--min='], "Option '--min' is empty"],
    [['mail', ''], 'One of the words is empty'],
    [['executions', '--endpoint', 'nowhere'], '"nowhere" is not the URL of an endpoint'],
  ])('%j is wrong usage: exit code 2, one clear error', async (words, message) => {
    project();
    const { code, err, out } = await run(...words);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err.split('How to fix it: ').length).toBeLessThanOrEqual(2);
    expect(err).not.toContain('    at ');
    expect(out).toBe('');
  });

  test('each command explains itself', async () => {
    const { code, out } = await run('clock', '--help');
    expect(code).toBe(0);
    expect(out).toContain('advance <duration>');
    expect(out).toContain('--endpoint URL');
  });

  test.each(COMMAND_NAMES)('%s --help fits 80 columns', async (name) => {
    const to = { ...terminal(), columns: 80 };
    await main([name, '--help'], to);
    const lines = to.written.out.split('\n');
    expect(lines[0]).toMatch(new RegExp(`^local-cloud ${name}`));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    // No line of the text is broken anew.
    expect(to.written.out).toContain((await loadCommand(name))!.help);
  });

  test('the columns of the help do not collide, in any terminal', async () => {
    for (const columns of [undefined, 60, 80, 120]) {
      const to = { ...terminal(), columns };
      await main(['--help'], to);
      for (const command of COMMAND_NAMES) {
        const { name, usage, help } = (await loadCommand(command))!;
        expect(name).toBe(command);
        const left = `  ${`${name} ${usage}`.trim()}`;
        const line = to.written.out.split('\n').find((one) => one.startsWith(left))!;
        const rest = line.slice(left.length);
        expect(rest === '' || rest.startsWith('  ')).toBe(true);
        expect(line.length).toBeLessThanOrEqual(columns ?? line.length);
        expect(help.split('\n')[0]!.length).toBeLessThanOrEqual(46);
      }
    }
  });

  test('--version tells the version of the package', async () => {
    expect(await run('--version')).toEqual({ code: 0, out: `${manifest.version}\n`, err: '' });
  });

  test('outside of a project it says where to start', async () => {
    const { code, err } = await run('list');
    expect(code).toBe(1);
    expect(err).toContain('There is nothing to deploy in');
  });

  test('an unknown workflow or scenario is answered with the list of names', async () => {
    project();
    const workflow = await run('run', 'bank', 'opened');
    expect(workflow).toMatchObject({
      code: 2,
      err: expect.stringContaining('Take one of: parcel'),
    });
    const scenario = await run('run', 'parcel', 'lost');
    expect(scenario).toMatchObject({ code: 2, err: expect.stringContaining('Take one of: sent') });
  });

  test('list --json gives every scenario', async () => {
    project();
    const { out } = await run('list', '--json');
    expect(JSON.parse(out)).toEqual([
      { workflow: 'parcel', scenario: 'sent', description: 'A parcel is sent.' },
    ]);
  });

  test('a scenario file with a field it does not know is refused by name', async () => {
    project({ colour: 'red' });
    const { code, err } = await run('list');
    expect(code).toBe(1);
    expect(err).toContain('scenarios.yml is not a scenario file');
    expect(err).toContain('colour');
  });

  test('up --no-package refuses a missing package', async () => {
    project();
    const { code, err } = await run('up', '--no-package');
    expect(code).toBe(1);
    expect(err).toContain('is missing');
  });

  test('a package command that fails is shown with what it printed', async () => {
    project({}, [process.execPath, '-e', 'console.error("no such workflow"); process.exit(3)']);
    const { code, err } = await run('up');
    expect(code).toBe(1);
    expect(err).toMatch(/^Packaging: .* \.\.\.$/m);
    expect(err).toContain('no such workflow');
  });

  function project(extra: object = {}, command: string[] = ['true']) {
    const scenario = {
      description: 'A parcel is sent.',
      steps: [{ start: { payload: 'sent.json' } }],
      expect: { status: 'SUCCEEDED', path: [] },
      ...extra,
    };
    mkdirs('events/parcel');
    write('events/parcel/scenarios.yml', { stateMachine: 'Arn', scenarios: { sent: scenario } });
    write('local-cloud.config.json', {
      scenarios: 'events',
      package: {
        command,
        workflowArguments: [],
        output: 'out',
        template: 'template.json',
        state: 'state.json',
        sources: ['events'],
      },
    });
  }

  function write(name: string, value: object) {
    writeFileSync(join(folder, name), JSON.stringify(value));
  }

  function mkdirs(name: string) {
    mkdirSync(join(folder, name), { recursive: true });
  }
});
