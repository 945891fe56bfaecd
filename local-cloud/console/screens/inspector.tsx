import type { ComponentChildren } from 'preact';
import { formatDuration } from '../../src/core/duration.ts';
import { type Attempt, attemptsOf, text } from '../model/attempts.ts';
import { mapRunOf, startedBy } from '../model/children.ts';
import { type Cost, costOf } from '../model/cost.ts';
import { levelsOf, type Written, type WrittenState } from '../model/definition.ts';
import { isExpress } from '../model/executions.ts';
import type { Stay } from '../model/replay.ts';
import { type Look, statusOf } from '../model/status.ts';
import { Badge } from '../parts/badge.tsx';
import { Data } from '../parts/data.tsx';
import { linkTo } from '../route.ts';
import { count } from '../words.ts';
import { Calls } from './calls.tsx';
import { Children } from './children.tsx';
import { functionOf, LogLines } from './log-lines.tsx';
import { VariableTable } from './variables.tsx';

interface InspectorProps {
  /** The execution's; empty for a history from a file. */
  readonly arn: string;
  readonly look: Look;
  readonly written: Written;
  readonly state: string | undefined;
  readonly stay: Stay | undefined;
  readonly actions: ((stay: Stay) => ComponentChildren) | undefined;
}

/** One state taken apart, or the execution's own data while none is chosen. */
export function Inspector(props: InspectorProps) {
  const { look, written, state, stay } = props;
  return (
    <section class="inspector" aria-label="Details">
      {state === undefined ? (
        <Whole look={look} written={written} />
      ) : stay === undefined || stay.id > look.until ? (
        <NotEntered name={state} written={written} />
      ) : (
        <One {...props} stay={stay} />
      )}
    </section>
  );
}

function Whole({ look, written }: Pick<InspectorProps, 'look' | 'written'>) {
  const input = look.run.events[0]?.details.input;
  const { error, cause, output } = (look.isOver && look.last?.details) || {};
  return (
    <>
      <h2>Execution</h2>
      {written.Comment && <p class="dim">{written.Comment}</p>}
      <Failure error={text(error)} cause={text(cause)} />
      {input === undefined && (
        <p class="dim">
          This history has no data: the log leaves it out (<code>IncludeExecutionData</code>).
        </p>
      )}
      <Data name="Input" text={text(input)} />
      <Data name="Output" text={text(output)} />
      <p class="dim">Choose a state in the list or in the graph to take it apart.</p>
    </>
  );
}

function NotEntered({ name, written }: { readonly name: string; readonly written: Written }) {
  const known = find(written, name);
  return (
    <>
      <h2>{name}</h2>
      <About written={known} />
      <p class="dim">
        {known === undefined
          ? 'The definition has no state of that name.'
          : 'The execution has not entered it.'}
      </p>
    </>
  );
}

function One({ arn, look, written, stay, actions }: InspectorProps & { readonly stay: Stay }) {
  const { until } = look;
  const { entered, exited } = { entered: stay.events[0]!, exited: stay.exited };
  const isLeft = exited !== undefined && exited.id <= until;
  const attempts = attemptsOf(look, stay);
  const last = attempts.at(-1);
  const took = isLeft ? ` in ${formatDuration(exited.time - entered.time)}` : '';
  return (
    <>
      <h2>{stay.state}</h2>
      <About written={find(written, stay.state)} />
      <p>
        <Badge status={statusOf(look, stay) ?? 'running'} />
        {took}
        {stay.iteration !== undefined && `, item ${stay.iteration} of ${stay.parent!.state}`}
        {!isExpress(arn) && <Price {...costOf(look, stay)} />}
      </p>
      {actions && <div class="bar">{actions(stay)}</div>}
      <Failure error={last?.error} cause={last?.cause} />
      <Data name="Input" text={text(entered.details.input)} />
      <Data
        name={`Arguments${last?.resource ? ` of ${last.resource}` : ''}`}
        text={last?.parameters}
      />
      {startedBy(last) && (
        <p>
          Started <a href={linkTo('executions', startedBy(last)!)}>{startedBy(last)}</a>
        </p>
      )}
      {mapRunOf(stay) && <Children mapRunArn={mapRunOf(stay)!} />}
      <Data name="Submitted" text={last?.submitted} />
      <Data name="Result" text={last?.result} />
      {isLeft && <Data name="Output" text={text(exited.details.output)} />}
      <VariableTable before={stay.before} after={isLeft ? stay.after : stay.before} />
      {arn !== '' && <Calls executionArn={arn} stay={stay} seen={look.run.events.length} />}
      {attempts.length > 1 && <Attempts attempts={attempts} />}
      {functionOf(last) !== undefined && (
        <LogLines
          name={functionOf(last)!}
          from={attempts[0]!.began}
          to={last!.ended ?? timeOf(look)}
        />
      )}
    </>
  );
}

function Price({ transitions, dollars }: Cost) {
  return (
    <span class="dim">
      {' '}
      · {count(transitions, 'transition')}, ${dollars.toFixed(6)}
    </span>
  );
}

/** Of a look at the past; undefined for one at the newest event. */
function timeOf({ run, last }: Look): number | undefined {
  return last === run.events.at(-1) ? undefined : last?.time;
}

function About({ written }: { readonly written: WrittenState | undefined }) {
  if (written === undefined) return null;
  return (
    <p class="dim">
      {written.Type}
      {written.Comment && ` · ${written.Comment}`}
    </p>
  );
}

function Failure({
  error,
  cause,
}: {
  readonly error: string | undefined;
  readonly cause: string | undefined;
}) {
  if (error === undefined) return null;
  return (
    <div class="failure">
      <strong>{error}</strong>
      {cause && <pre>{cause}</pre>}
    </div>
  );
}

function Attempts({ attempts }: { readonly attempts: readonly Attempt[] }) {
  return (
    <section class="data">
      <h3>Attempts</h3>
      <ol class="attempts">
        {attempts.map(({ began, waited, ended, error, cause }) => (
          <li key={began}>
            {waited !== undefined && <span class="dim">after {formatDuration(waited)}: </span>}
            {error === undefined ? ended === undefined ? 'under way' : 'succeeded' : <b>{error}</b>}
            {ended !== undefined && <span class="dim"> in {formatDuration(ended - began)}</span>}
            {cause && <p class="dim cause">{cause}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** A state by its name, which no other state of the machine has. */
function find(written: Written, name: string): WrittenState | undefined {
  if (Object.hasOwn(written.States, name)) return written.States[name];
  for (const state of Object.values(written.States)) {
    for (const level of levelsOf(state)) {
      const found = find(level, name);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
