import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Flatness } from './engine/flatness.ts';
import type { Measurement } from './engine/measure.ts';
import { WORKLOADS, type Workload } from './engine/workloads.ts';
import { medians } from './median.ts';

/** One workload on both engines. */
interface Row {
  readonly workload: string;
  readonly ours: Figures;
  readonly peer: Figures | undefined;
  /** How many times the peer's transitions a second. */
  readonly times: number | undefined;
}

interface Figures extends Measurement {
  readonly transitionsPerSecond: number;
  readonly executionsPerSecond: number;
}

export interface EngineFigures {
  readonly rows: readonly Row[];
  readonly flatness: Flatness;
}

/** Each engine has so many processes for a workload. */
const ROUNDS = 3;

/**
 * The engine side by side with aws-local-stepfunctions: every workload in processes of its own per
 * engine, so that memory and compiled code are its own, and in turns, so that what else the machine
 * does meets both. Figures are medians.
 */
export function measureEngine(progress: (line: string) => void): EngineFigures {
  const rows = Object.entries(WORKLOADS).map(([name, workload]) => {
    const row = rowOf(name, workload);
    progress(rowLine(row));
    return row;
  });
  const flatness = JSON.parse(child('flatness.ts')) as Flatness;
  for (const line of flatnessLines(flatness)) progress(line);
  return { rows, flatness };
}

function rowOf(name: string, workload: Workload): Row {
  const measured: { ours: Measurement[]; peer: Measurement[] } = { ours: [], peer: [] };
  for (let round = 0; round < ROUNDS; round++) {
    measured.ours.push(measure('ours', name));
    if (!workload.oursOnly) measured.peer.push(measure('peer', name));
  }
  const ours = figuresOf(measured.ours, workload);
  const peer = workload.oursOnly ? undefined : figuresOf(measured.peer, workload);
  const times =
    peer && Math.round((ours.transitionsPerSecond / peer.transitionsPerSecond) * 10) / 10;
  return { workload: workload.title, ours, peer, times };
}

function measure(engine: 'ours' | 'peer', name: string): Measurement {
  return JSON.parse(child('measure.ts', engine, name)) as Measurement;
}

function figuresOf(rounds: readonly Measurement[], workload: Workload): Figures {
  const measured = medians(rounds);
  const perSecond = (count: number): number => Math.round((count / measured.runMs) * 1000);
  return {
    ...measured,
    transitionsPerSecond: perSecond(workload.executions * workload.transitions),
    executionsPerSecond: perSecond(workload.executions),
  };
}

function child(file: string, ...words: string[]): string {
  const script = join(import.meta.dirname, 'engine', file);
  return execFileSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', script, ...words],
    {
      encoding: 'utf8',
      maxBuffer: 2 ** 24,
    },
  );
}

function rowLine({ workload, ours, peer, times }: Row): string {
  const figures = (of: Figures): string =>
    `${of.transitionsPerSecond.toLocaleString('en')} transitions/s, ` +
    `${of.executionsPerSecond.toLocaleString('en')} executions/s, ${Math.round(of.peakMegabytes)} MB, ` +
    `compile ${of.compileMs.toFixed(1)} ms, import ${Math.round(of.importMs)} ms`;
  const lines = [workload, `  engine  ${figures(ours)}`];
  if (peer !== undefined) lines.push(`  peer    ${figures(peer)}`, `  ${times} times the peer`);
  else lines.push('  peer    cannot run it');
  return lines.join('\n');
}

function flatnessLines({ byEvents, byExecutions }: Flatness): string[] {
  const list = (figures: Readonly<Record<string, number>>): string =>
    Object.entries(figures)
      .map(([count, micros]) => `${Number(count).toLocaleString('en')}: ${micros}`)
      .join('   ');
  return [
    `microseconds a transition, by events in the history      ${list(byEvents)}`,
    `microseconds a transition, by executions at once         ${list(byExecutions)}`,
  ];
}
