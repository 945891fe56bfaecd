import { cannotPass } from '../cannot-pass.ts';
import type { ServiceVerdict } from './judge.ts';

/** How one service did. */
export interface ServiceScore {
  readonly service: string;
  readonly recordings: number;
  /** Of those, the ones whose operations the local cloud serves. */
  readonly served: number;
  /** Of those, the ones whose requests were recorded too poorly to make them again. */
  readonly unjudgeable: number;
  /** Of those that can be judged, the ones that docs/conformance.md explains. */
  readonly explained: number;
  readonly agreeing: number;
  /** Agreeing among the served ones that can be judged and pass, in percent. */
  readonly rate: number;
  /** Single answers of the judged recordings. */
  readonly answers: {
    readonly agreeing: number;
    readonly differing: number;
    readonly unjudged: number;
  };
  /** Operations that are not served: by how many recordings they are called. */
  readonly missing: Readonly<Record<string, number>>;
}

export interface ServicesReport {
  readonly scores: readonly ServiceScore[];
  readonly misses: readonly Told[];
  readonly unjudgeable: readonly Told[];
}

interface Told {
  readonly id: string;
  readonly reasons: readonly string[];
}

export type Outcome = 'missing' | 'unjudgeable' | 'agrees' | 'differs' | 'explained';

export function outcomeOf({ recording, missing, replayed }: ServiceVerdict): Outcome {
  if (missing.length > 0 || replayed === undefined) return 'missing';
  if (replayed.misses.length > 0) {
    return cannotPass('services', recording.test) ? 'explained' : 'differs';
  }
  return replayed.agreeing > 0 ? 'agrees' : 'unjudgeable';
}

export function servicesReport(verdicts: readonly ServiceVerdict[]): ServicesReport {
  const services = [...new Set(verdicts.map(({ recording }) => recording.service))];
  const told = (
    outcome: Outcome,
    reasons: (verdict: ServiceVerdict) => readonly string[],
  ): Told[] =>
    verdicts
      .filter((verdict) => outcomeOf(verdict) === outcome)
      .map((verdict) => ({ id: verdict.recording.test, reasons: reasons(verdict) }));
  return {
    scores: services.map((service) =>
      scoreOf(
        service,
        verdicts.filter(({ recording }) => recording.service === service),
      ),
    ),
    misses: told('differs', ({ replayed }) => replayed!.misses),
    unjudgeable: told('unjudgeable', ({ replayed }) => replayed!.unjudged),
  };
}

function scoreOf(service: string, verdicts: readonly ServiceVerdict[]): ServiceScore {
  const count = (outcome: Outcome): number =>
    verdicts.filter((verdict) => outcomeOf(verdict) === outcome).length;
  const agreeing = count('agrees');
  const judged = agreeing + count('differs');
  const missing: Record<string, number> = {};
  for (const name of verdicts.flatMap((verdict) => verdict.missing)) {
    missing[name] = (missing[name] ?? 0) + 1;
  }
  return {
    service,
    recordings: verdicts.length,
    served: verdicts.length - count('missing'),
    unjudgeable: count('unjudgeable'),
    explained: count('explained'),
    agreeing,
    rate: judged === 0 ? 100 : Math.floor((agreeing / judged) * 10_000) / 100,
    answers: answersOf(verdicts),
    missing,
  };
}

function answersOf(verdicts: readonly ServiceVerdict[]): ServiceScore['answers'] {
  const judged = verdicts.flatMap((verdict) =>
    ['agrees', 'differs'].includes(outcomeOf(verdict)) ? [verdict.replayed!] : [],
  );
  const sum = (count: (one: (typeof judged)[number]) => number): number =>
    judged.reduce((total, one) => total + count(one), 0);
  return {
    agreeing: sum(({ agreeing }) => agreeing),
    differing: sum(({ differing }) => differing),
    unjudged: sum(({ unjudged }) => unjudged.length),
  };
}

/** The rows of the table in docs/conformance.md. */
export function serviceRows(report: ServicesReport): string[] {
  const heading = ['service', 'recordings', 'served', 'not judgeable', 'explained', 'agree'];
  const rows = report.scores.map(({ agreeing, rate, ...score }) => {
    const judged = score.served - score.unjudgeable - score.explained;
    const { service, recordings, served, unjudgeable, explained } = score;
    const agree = judged === 0 ? '-' : `${agreeing} of ${judged}, ${rate} %`;
    return [service, recordings, served, unjudgeable, explained, agree];
  });
  return [heading, heading.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

/** The report as lines for a terminal. */
export function serviceLines(report: ServicesReport, details: boolean): string[] {
  const heading = ['recordings', 'served', 'not judgeable', 'explained', 'agree', 'answers'];
  return [
    '',
    `${'services'.padEnd(30)}${heading.map((name) => name.padStart(16)).join('')}`,
    ...report.scores.map(scoreLine),
    ...report.misses.flatMap((miss) => toldLines('miss', miss, details ? 8 : 0)),
    ...(details ? report.unjudgeable.flatMap((one) => toldLines('not judgeable', one, 1)) : []),
    ...report.scores.flatMap(missingLine),
  ];
}

function scoreLine(score: ServiceScore): string {
  const { service, recordings, served, unjudgeable, explained } = score;
  const { agreeing, differing } = score.answers;
  const judged = served - unjudgeable - explained;
  const cells = [
    String(recordings),
    String(served),
    String(unjudgeable),
    String(explained),
    judged === 0 ? '-' : `${score.agreeing}/${judged} ${score.rate} %`,
    `${agreeing}/${agreeing + differing}`,
  ];
  return `  ${service.padEnd(28)}${cells.map((cell) => cell.padStart(16)).join('')}`;
}

function toldLines(what: string, { id, reasons }: Told, most: number): string[] {
  return [`  ${what} ${id}`, ...reasons.slice(0, most).map((reason) => `      ${reason}`)];
}

function missingLine({ service, missing }: ServiceScore): string[] {
  const names = Object.entries(missing).sort(([, a], [, b]) => b - a);
  if (names.length === 0) return [];
  return [
    `  not served in ${service}: ${names.map(([name, count]) => `${name} (${count})`).join(', ')}`,
  ];
}
