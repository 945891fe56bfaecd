import type { ListExecutionsCommandOutput } from '@aws-sdk/client-sfn';
import type { AwsCaller } from '../client/aws-caller.ts';
import {
  describeMachine,
  type Machine,
  pages,
  type ReportedEvent,
  readExecutions,
  readHistory,
  readLogged,
} from '../client/executions.ts';
import { parseDefinition } from '../stepfunctions/language/parse.ts';
import { coverageOf, type PointCoverage } from './coverage.ts';

/**
 * What all executions of a deployed state machine came through. The definition is read as it is
 * deployed, the histories through AWS's own APIs.
 */
export async function measureCoverage(
  aws: AwsCaller,
  stateMachineArn: string,
): Promise<PointCoverage[]> {
  const machine = await describeMachine(aws, stateMachineArn);
  const definition = parseDefinition(machine.definition!, { type: machine.type! });
  const executions = await readExecutions(aws, machine);
  const own = executions.map(({ events }) => events);
  return coverageOf(definition, [...own, ...(await childHistories(aws, machine, own))]);
}

type Histories = readonly (readonly ReportedEvent[])[];

/** The child executions of Distributed Maps, and theirs in turn. Express ones are only in the log. */
async function childHistories(
  aws: AwsCaller,
  machine: Machine,
  parents: Histories,
): Promise<Histories> {
  const runs = parents.flat().flatMap(({ details }) => mapRunOf(details));
  if (runs.length === 0) return [];
  const logged = await readLogged(aws, machine);
  const children: (readonly ReportedEvent[])[] = [];
  for (const mapRunArn of runs) {
    for (const arn of await childrenOf(aws, mapRunArn)) {
      const isExpress = arn.split(':')[5] === 'express';
      children.push(isExpress ? (logged.get(arn) ?? []) : await readHistory(aws, arn));
    }
  }
  return [...children, ...(await childHistories(aws, machine, children))];
}

function mapRunOf({ mapRunArn }: ReportedEvent['details']): string[] {
  return typeof mapRunArn === 'string' ? [mapRunArn] : [];
}

async function childrenOf(aws: AwsCaller, mapRunArn: string): Promise<string[]> {
  const listed = await pages<ListExecutionsCommandOutput>(aws, 'SFN', 'ListExecutions', {
    mapRunArn,
  });
  return listed.flatMap((page) => page.executions ?? []).map((item) => item.executionArn!);
}
