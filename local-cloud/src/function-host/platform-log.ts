import type { Answer } from './outcomes.ts';
import type { HostedFunction, Logging } from './types.ts';

/** What the platform itself logs about an invocation, as it appears in the log stream. */
export interface PlatformLog {
  initStart(time: number): string | undefined;
  start(time: number, requestId: string): string | undefined;
  /** The lines after an invocation; `REPORT` is the last. */
  end(time: number, report: Report): readonly string[];
}

export interface Report {
  readonly requestId: string;
  readonly answer: Answer;
  readonly durationMs: number;
  /** Of a cold start. */
  readonly initMs: number | undefined;
  readonly memoryMb: number;
  /** `Root=...;Parent=...;Sampled=...` */
  readonly traceHeader: string;
}

export function platformLog(fn: HostedFunction): PlatformLog {
  return fn.logging.format === 'JSON' ? jsonLog(fn) : textLog(fn);
}

/** Since August 2025 the initialisation is billed as well. */
function billedMs({ durationMs, initMs = 0 }: Report): number {
  return Math.max(1, Math.ceil(durationMs + initMs));
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html */
function textLog(fn: HostedFunction): PlatformLog {
  return {
    initStart: () => `INIT_START Runtime Version: ${runtimeVersion(fn)}\n`,
    start: (_time, requestId) => `START RequestId: ${requestId} Version: ${fn.version}\n`,
    end: (time, report) => [
      ...(report.answer.line === undefined ? [] : [endLine(time, report.answer)]),
      `END RequestId: ${report.requestId}\n`,
      reportLine(fn, report),
    ],
  };
}

function endLine(time: number, { line, status }: Answer): string {
  return status === 'timeout' ? `${new Date(time).toISOString()} ${line}\n\n` : `${line}\n`;
}

function reportLine(fn: HostedFunction, report: Report): string {
  const { answer, initMs } = report;
  const fields = [
    `REPORT RequestId: ${report.requestId}`,
    `Duration: ${report.durationMs.toFixed(2)} ms`,
    `Billed Duration: ${billedMs(report)} ms`,
    `Memory Size: ${fn.memoryMb} MB`,
    `Max Memory Used: ${report.memoryMb} MB`,
  ];
  if (initMs !== undefined) fields.push(`Init Duration: ${initMs.toFixed(2)} ms`);
  if (fn.tracing === 'Active') {
    const [, root, parent] = /Root=(.*);Parent=(.*);/.exec(report.traceHeader) ?? [];
    fields.push(`\nXRAY TraceId: ${root}`, `SegmentId: ${parent}`, 'Sampled: true');
  }
  if (answer.status === 'timeout') fields.push('Status: timeout');
  if (answer.line !== undefined && answer.status === 'error') {
    fields.push('Status: error', `Error Type: ${answer.errorType}`);
  }
  return `${fields.join('\t').replaceAll('\t\n', '\t\n')}\t\n`;
}

/**
 * One JSON object a line, by the system log level.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
function jsonLog(fn: HostedFunction): PlatformLog {
  const line = (time: number, level: string, type: string, record: object) =>
    keeps(fn.logging, level)
      ? JSON.stringify({ time: new Date(time).toISOString(), type: `platform.${type}`, record })
      : undefined;
  return {
    initStart: (time) =>
      line(time, 'INFO', 'initStart', {
        initializationType: 'on-demand',
        phase: 'init',
        runtimeVersion: runtimeVersion(fn),
        functionName: fn.name,
        functionVersion: fn.version,
      }),
    start: (time, requestId) => line(time, 'INFO', 'start', { requestId, version: fn.version }),
    end: (time, report) => {
      const level = report.answer.status === 'success' ? 'INFO' : 'WARN';
      const text = line(time, level, 'report', reportRecord(fn, report));
      return text === undefined ? [] : [text];
    },
  };
}

function reportRecord(fn: HostedFunction, report: Report): object {
  const { requestId, answer, initMs } = report;
  return {
    requestId,
    metrics: {
      durationMs: report.durationMs,
      billedDurationMs: billedMs(report),
      memorySizeMB: fn.memoryMb,
      maxMemoryUsedMB: report.memoryMb,
      ...(initMs !== undefined && { initDurationMs: initMs }),
    },
    status: answer.status,
    ...(answer.errorType !== undefined && { errorType: answer.errorType }),
  };
}

const SYSTEM_LEVELS = ['DEBUG', 'INFO', 'WARN'];

function keeps({ systemLevel = 'INFO' }: Logging, level: string): boolean {
  return SYSTEM_LEVELS.indexOf(level) >= SYSTEM_LEVELS.indexOf(systemLevel);
}

function runtimeVersion({ runtime }: HostedFunction): string {
  return `nodejs:${/\d+/.exec(runtime)?.[0]}.local`;
}
