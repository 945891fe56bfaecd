import { type ChildProcess, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { medians } from './median.ts';
import { type Raced, SERVICES } from './services/calls.ts';
import { tell, withServer } from './services/child.ts';
import { each } from './services/wire.ts';

/** Not in package.json: 53 MB, for this bench alone. */
const PEERS = ['fauxqs@2.4.1', 'dynalite@4.0.0'];

const ROUNDS = 3;
const WARM_UP = 3_000;
const MEASURED = 8_000;
const HELD = 100_000;

/** Of one server: medians of the rounds. */
export interface CallFigures {
  /** CPU time of the server's process, user and system, in milliseconds. */
  readonly cpuMs: number;
  readonly perSecond: number;
}

type ByServer<Figures> = Record<string, Figures>;

/**
 * Calls of services side by side with fauxqs and dynalite, from 16 connections, each server in a process
 * of its own, in turns. `LOCAL_CLOUD_OTHER` names the folder of another build of the local cloud, which is
 * measured beside this one.
 */
export async function measureServices(progress: (line: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'peers-'));
  const install = ['install', '--silent', '--no-audit', '--no-fund', '--ignore-scripts', ...PEERS];
  try {
    execFileSync('npm', install, { cwd: folder });
    const figures: Record<string, unknown> = {};
    for (const [service, raced] of Object.entries(SERVICES)) {
      const calls = await race(raced, serversOf(raced, folder));
      for (const [name, byServer] of Object.entries(calls)) progress(callLine(name, byServer));
      const memory = await hold(raced, serversOf(raced, folder));
      for (const [server, held] of Object.entries(memory))
        progress(memoryLine(server, held, raced));
      figures[service] = { calls, memory };
    }
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** By name, the words that start them. */
function serversOf({ peer }: Raced, folder: string): ByServer<string[]> {
  const { LOCAL_CLOUD_OTHER: other } = process.env;
  return {
    here: ['cloud', join(import.meta.dirname, '..')],
    ...(other && { other: ['cloud', other] }),
    ...(peer && { [peer]: [peer, folder] }),
  };
}

async function race(raced: Raced, servers: ByServer<string[]>) {
  const measured = mapValues(servers, (): Record<string, CallFigures>[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [server, words] of Object.entries(servers)) {
      const figures = await withServer(words, (...child) => measure(raced, ...child));
      measured[server]!.push(figures);
    }
  }
  const names = Object.keys(Object.values(measured)[0]![0]!);
  const ofAll = (name: string) =>
    mapValues(measured, (rounds) => medians(rounds.map((figures) => figures[name]!)));
  return Object.fromEntries(names.map((name) => [name, ofAll(name)]));
}

async function measure(raced: Raced, child: ChildProcess, endpoint: string) {
  const { wire, operations, callsOf = {} } = await raced.begin(endpoint);
  const figures: Record<string, CallFigures> = {};
  for (const call of Object.values(operations)) await each(WARM_UP, call);
  for (const [name, call] of Object.entries(operations)) {
    const calls = MEASURED * (callsOf[name] ?? 1);
    const before = await tell(child, 'cpu');
    const begun = performance.now();
    await each(MEASURED, call);
    const ms = performance.now() - begun;
    const { cpuMs } = await tell(child, 'cpu');
    figures[name] = { cpuMs: (cpuMs - before.cpuMs) / calls, perSecond: (calls * 1000) / ms };
  }
  wire.close();
  return figures;
}

/** What they hold for 100,000 of a kind, in bytes each, and their processes then, in MiB. */
async function hold(raced: Raced, servers: ByServer<string[]>) {
  const memory: ByServer<{ bytesEach: number; resident: number }> = {};
  for (const [server, words] of Object.entries(servers)) {
    await withServer(words, async (child, endpoint) => {
      const { wire, hold: held } = await raced.begin(endpoint);
      if (held === undefined) return;
      const before = await tell(child, 'memory');
      await each(HELD / held.size, held.call);
      const after = await tell(child, 'memory');
      wire.close();
      memory[server] = {
        bytesEach: Math.round((after.held - before.held) / HELD),
        resident: Math.round(after.resident / 2 ** 20),
      };
    });
  }
  return memory;
}

function callLine(name: string, byServer: ByServer<CallFigures>): string {
  const figures = Object.entries(byServer).map(
    ([server, { cpuMs, perSecond }]) =>
      `${server} ${cpuMs.toFixed(3)} ms of CPU, ${Math.round(perSecond).toLocaleString('en')} a second`,
  );
  return `${name}: ${figures.join('; ')}`;
}

function memoryLine(
  server: string,
  { bytesEach, resident }: { bytesEach: number; resident: number },
  { things }: Raced,
): string {
  return `${HELD.toLocaleString('en')} ${things}, ${server}: ${bytesEach} bytes each, resident ${resident} MiB`;
}

function mapValues<From, To>(values: Record<string, From>, map: (value: From) => To) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
}
