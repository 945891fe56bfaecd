import type { Fixture } from './fixtures.ts';

/** How one fixture went. Members are absent where the fixture has nothing to compare with. */
export interface Verdict {
  readonly fixture: Pick<Fixture, 'id' | 'kind' | 'area' | 'tier' | 'localstackKnownDivergence'>;
  readonly outcome: boolean;
  readonly cause?: boolean;
  readonly history?: boolean;
  readonly reasons: readonly string[];
}

/** Counts and rates (in percent) of a set of verdicts. */
export interface Score {
  readonly total: number;
  readonly outcome: number;
  readonly cause: number;
  readonly causeTotal: number;
  readonly history: number;
  readonly historyTotal: number;
  readonly outcomeRate: number;
  readonly causeRate: number;
  readonly historyRate: number;
}

export interface Report {
  readonly summary: { total: number; outcomeRate: number; causeRate: number; historyRate: number };
  readonly tiers: Readonly<Record<string, Score>>;
  readonly kinds: Readonly<Record<string, Score>>;
  readonly divergent: Score;
  readonly misses: readonly Miss[];
}

export interface Miss {
  readonly id: string;
  readonly kind: string;
  readonly tier?: string;
  readonly level: 'outcome' | 'cause' | 'history';
  readonly reasons: readonly string[];
}

export function reportOf(verdicts: readonly Verdict[]): Report {
  const { total, outcomeRate, causeRate, historyRate } = scoreOf(verdicts);
  return {
    summary: { total, outcomeRate, causeRate, historyRate },
    tiers: groups(verdicts, ({ fixture }) => fixture.tier),
    kinds: groups(verdicts, ({ fixture }) => fixture.kind),
    divergent: scoreOf(verdicts.filter(({ fixture }) => diverges(fixture))),
    misses: verdicts.flatMap(missOf),
  };
}

export function scoreOf(verdicts: readonly Verdict[]): Score {
  const causes = verdicts.filter(({ cause }) => cause !== undefined);
  const histories = verdicts.filter(({ history }) => history !== undefined);
  const outcome = verdicts.filter((verdict) => verdict.outcome).length;
  const cause = causes.filter((verdict) => verdict.cause).length;
  const history = histories.filter((verdict) => verdict.history).length;
  return {
    total: verdicts.length,
    outcome,
    cause,
    causeTotal: causes.length,
    history,
    historyTotal: histories.length,
    outcomeRate: rate(outcome, verdicts.length),
    causeRate: rate(cause, causes.length),
    historyRate: rate(history, histories.length),
  };
}

/** In percent, cut to two digits, so that 100 means every one. */
function rate(count: number, total: number): number {
  return total === 0 ? 100 : Math.floor((count / total) * 10_000) / 100;
}

function groups(
  verdicts: readonly Verdict[],
  key: (verdict: Verdict) => string | undefined,
): Record<string, Score> {
  const names = [...new Set(verdicts.map(key))].filter((name) => name !== undefined).sort();
  return Object.fromEntries(
    names.map((name) => [name, scoreOf(verdicts.filter((verdict) => key(verdict) === name))]),
  );
}

/** Known to behave differently in LocalStack, beyond HTTP metadata. */
function diverges({ localstackKnownDivergence = [] }: Verdict['fixture']): boolean {
  return localstackKnownDivergence.some((entry) => !/metadata/i.test(JSON.stringify(entry)));
}

function missOf({ fixture, outcome, cause, history, reasons }: Verdict): Miss[] {
  const level = !outcome
    ? 'outcome'
    : cause === false
      ? 'cause'
      : history === false
        ? 'history'
        : '';
  if (level === '') return [];
  const { id, kind, tier } = fixture;
  return [{ id, kind, ...(tier !== undefined && { tier }), level, reasons }];
}

/** The report as lines for a terminal. */
export function lines(report: Report, details: boolean): string[] {
  const table = [
    ...Object.entries(report.tiers).map(([name, score]) => line(`tier ${name}`, score)),
    ...Object.entries(report.kinds).map(([name, score]) => line(`kind ${name}`, score)),
    line('where LocalStack differs from AWS', report.divergent),
  ];
  const misses = report.misses.flatMap((miss) => [
    `  miss (${miss.level}) ${miss.id}`,
    ...(details ? miss.reasons.slice(0, 6).map((reason) => `      ${reason}`) : []),
  ]);
  const { total, outcomeRate, causeRate, historyRate } = report.summary;
  return [
    `${''.padEnd(36)}${'outcome'.padStart(18)}${'outcome + cause'.padStart(20)}${'whole history'.padStart(20)}`,
    ...table,
    ...(misses.length > 0 ? ['', ...misses] : []),
    '',
    `${total} fixtures: outcome ${outcomeRate} %, outcome and cause ${causeRate} %, whole history ${historyRate} %`,
  ];
}

function line(name: string, score: Score): string {
  const cell = (count: number, total: number, percent: number, width: number): string =>
    (total === 0 ? '-' : `${count}/${total} ${percent} %`).padStart(width);
  return (
    name.padEnd(36) +
    cell(score.outcome, score.total, score.outcomeRate, 18) +
    cell(score.cause, score.causeTotal, score.causeRate, 20) +
    cell(score.history, score.historyTotal, score.historyRate, 20)
  );
}
