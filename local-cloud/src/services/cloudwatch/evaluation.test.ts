import { expect, test } from 'vitest';
import { judge } from './evaluation.ts';

/** Rows of AWS's page on missing data: 0 is fine, X breaches, - is missing. */
type Row = [
  range: string,
  missing: string,
  ignore: string,
  breaching: string,
  notBreaching: string,
];

const STATES: Record<string, string | undefined> = {
  OK: 'OK',
  ALARM: 'ALARM',
  INSUFFICIENT: 'INSUFFICIENT_DATA',
  keep: undefined,
};

function judged(range: string, DatapointsToAlarm: number, TreatMissingData: string) {
  const datapoints = range.split(' ').map((mark) => ({ '0': 0, X: 9 })[mark]);
  return judge(
    {
      AlarmName: 'a',
      EvaluationPeriods: 3,
      DatapointsToAlarm,
      Threshold: 5,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData,
    },
    datapoints,
  )?.state;
}

const TREATMENTS = ['missing', 'ignore', 'breaching', 'notBreaching'];

test.each<Row>([
  ['0 - X - X', 'OK', 'OK', 'OK', 'OK'],
  ['0 - - - -', 'OK', 'OK', 'OK', 'OK'],
  ['- - - - -', 'INSUFFICIENT', 'keep', 'ALARM', 'OK'],
  ['0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['- - X - -', 'ALARM', 'keep', 'ALARM', 'OK'],
])('three of three datapoints, %s', (range, ...expected) => {
  const states = TREATMENTS.map((treatment) => judged(range, 3, treatment));
  expect(states).toEqual(expected.map((state) => STATES[state]));
});

test.each<Row>([
  ['0 - X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['0 0 X 0 X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['0 - X - -', 'OK', 'OK', 'ALARM', 'OK'],
  ['- - - - 0', 'OK', 'OK', 'ALARM', 'OK'],
  ['- - - X -', 'ALARM', 'keep', 'ALARM', 'OK'],
])('two of three datapoints, %s', (range, ...expected) => {
  const states = TREATMENTS.map((treatment) => judged(range, 2, treatment));
  expect(states).toEqual(expected.map((state) => STATES[state]));
});
