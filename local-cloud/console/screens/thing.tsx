import { useEffect, useState } from 'preact/hooks';
import { aws, keepLooking } from '../cloud.ts';
import { useAttempt } from '../parts/attempted.ts';
import { Data } from '../parts/data.tsx';
import { Problem } from '../parts/problem.tsx';
import { Rows } from '../parts/rows.tsx';
import { linkTo } from '../route.ts';
import { type Contents, type Facts, type Kind, MOST, type Thing } from '../services/kind.ts';
import { count, pretty } from '../words.ts';
import { ActForm } from './act-form.tsx';

interface ThingProps {
  readonly kind: Kind;
  readonly thing: Thing;
}

/** What is known of a thing, what it holds, and what can be done with it. */
export function ThingView({ kind, thing }: ThingProps) {
  const { facts, contents, read, problem } = useThing(kind, thing);
  return (
    <section class="thing" aria-labelledby="thing-title">
      <div class="bar">
        <a class="back" href={linkTo('services', kind.name)}>
          All {kind.name}
        </a>
        <h2 id="thing-title">{thing.name}</h2>
      </div>
      <Problem text={problem} />
      <dl class="facts">
        {facts?.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {kind.holds && (
        <>
          <div class="bar">
            <h3>{kind.holds.title}</h3>
            {kind.holds.asks && (
              <>
                <button type="button" onClick={read}>
                  Look at {kind.holds.title.toLowerCase()}
                </button>
                <span class="dim">{kind.holds.asks}</span>
              </>
            )}
          </div>
          {contents && <ContentRows title={kind.holds.title} contents={contents} />}
        </>
      )}
      {facts &&
        kind.acts.map((act) => (
          <ActForm key={act.label} act={act} thing={thing} facts={facts} onDone={read} />
        ))}
    </section>
  );
}

function ContentRows({ title, contents }: { readonly title: string; readonly contents: Contents }) {
  const { headings, rows } = contents;
  const [picked, setPicked] = useState<{ cells: string; text: string }>();
  const { attempt, problem } = useAttempt();
  if (rows.length === 0) return <p class="dim">There are none.</p>;
  return (
    <>
      <Rows
        label={title}
        className={`contents of-${headings.length}`}
        headings={headings}
        items={rows}
        keyOf={(row) => rows.indexOf(row)}
        at={picked && rows.findIndex((row) => row.cells.join() === picked.cells)}
        onPick={(row) =>
          void attempt(async () => setPicked({ cells: row.cells.join(), text: await row.whole() }))
        }
        cells={({ cells }) =>
          cells.map((cell, at) =>
            at === 0 ? (
              <button type="button" class="link" key={headings[at]} title={cell}>
                {cell || '–'}
              </button>
            ) : (
              <span key={headings[at]} title={cell.slice(0, 2000)}>
                {cell.slice(0, 300)}
              </span>
            ),
          )
        }
      />
      {rows.length === MOST && <p class="dim">The first {count(MOST, 'row')}.</p>}
      <Problem text={problem} />
      {picked && <Data name="Whole" text={pretty(picked.text)} />}
    </>
  );
}

/** As it is now; what has to be asked for is read when it is. */
function useThing({ facts: factsOf, holds }: Kind, thing: Thing) {
  const [facts, setFacts] = useState<Facts>();
  const [contents, setContents] = useState<Contents>();
  const { attempt, problem } = useAttempt();
  const reading = useAttempt();
  const readContents = async () => setContents(await holds?.read(aws, thing));
  useEffect(() => {
    const look = () =>
      void attempt(async () => {
        setFacts(await factsOf(aws, thing));
        if (holds?.asks === undefined) await readContents();
      });
    return keepLooking(look, 2000);
  }, [thing.id]);
  return {
    facts,
    contents,
    problem: problem ?? reading.problem,
    read: () => void reading.attempt(readContents),
  };
}
