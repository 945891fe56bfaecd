import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageProject, UserError } from 'local-cloud';
import { median } from './median.ts';

const ROOT = join(import.meta.dirname, '..');
const RUNS = 5;
const REPORT = 'peak-rss-kb ';

/** Says the peak memory of a process, workers included, on its standard error when it ends. */
const REPORTER = `data:text/javascript,process.on('exit',()=>process.stderr.write('${REPORT}'+process.resourceUsage().maxRSS))`;

interface Run {
  readonly firstOutputMs: number;
  readonly totalMs: number;
  readonly peakMegabytes: number;
}

export interface StartFigures {
  /** Medians of five runs. */
  readonly ms: number;
  readonly peakMegabytes: number;
}

/** From `local-cloud up` with a warm package to the cloud answering. */
export async function measureReady(progress: (line: string) => void): Promise<StartFigures> {
  await packageProject({ project: ROOT });
  const runs = await repeat(() => run(['up', '--port', '0', '--json'], true));
  return report(progress, 'ready', runs, ({ firstOutputMs }) => firstOutputMs);
}

/** `local-cloud demo` with a warm package: every scenario of every workflow. */
export async function measureDemo(progress: (line: string) => void): Promise<StartFigures> {
  await packageProject({ project: ROOT });
  const runs = await repeat(() => run(['demo', '--json'], false));
  return report(progress, 'demo', runs, ({ totalMs }) => totalMs);
}

/** Five runs after one that warms the caches. */
async function repeat(once: () => Promise<Run>): Promise<Run[]> {
  await once();
  const runs: Run[] = [];
  for (let count = 0; count < RUNS; count++) runs.push(await once());
  return runs;
}

/** Runs `local-cloud`; a command that stays up is interrupted after its first output. */
function run(words: readonly string[], interrupt: boolean): Promise<Run> {
  const start = performance.now();
  const command = join(ROOT, 'local-cloud/bin/local-cloud.mjs');
  const child = spawn(process.execPath, ['--import', REPORTER, command, ...words], { cwd: ROOT });
  let firstOutputMs: number | undefined;
  let errors = '';
  child.stdout.on('data', () => {
    firstOutputMs ??= performance.now() - start;
    if (interrupt) child.kill('SIGINT');
  });
  child.stderr.on('data', (data: Buffer) => {
    errors += data.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      const peak = errors.match(new RegExp(`${REPORT}(\\d+)`))?.[1];
      if (code !== 0 || firstOutputMs === undefined || peak === undefined) {
        reject(new UserError(`local-cloud ${words.join(' ')} failed`, { why: errors }));
        return;
      }
      const totalMs = performance.now() - start;
      resolve({ firstOutputMs, totalMs, peakMegabytes: Number(peak) / 1024 });
    });
  });
}

function report(
  progress: (line: string) => void,
  name: string,
  runs: readonly Run[],
  time: (run: Run) => number,
): StartFigures {
  const figures = {
    ms: median(runs.map(time)),
    peakMegabytes: median(runs.map(({ peakMegabytes }) => peakMegabytes)),
  };
  progress(
    `${name}: ${Math.round(figures.ms)} ms, peak memory ${Math.round(figures.peakMegabytes)} MB`,
  );
  return figures;
}
