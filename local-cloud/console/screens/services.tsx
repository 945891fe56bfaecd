import { useEffect, useMemo, useState } from 'preact/hooks';
import { aws, keepLooking } from '../cloud.ts';
import { useAttempt } from '../parts/attempted.ts';
import { Problem } from '../parts/problem.tsx';
import { Rows } from '../parts/rows.tsx';
import { Search } from '../parts/search.tsx';
import { linkTo, replaceLink } from '../route.ts';
import type { Kind, Thing } from '../services/kind.ts';
import { KINDS } from '../services/kinds.ts';
import { count } from '../words.ts';
import { ThingView } from './thing.tsx';

interface ServicesProps {
  /** The name of a kind; empty for the first. */
  readonly chosen: string;
  readonly query: URLSearchParams;
}

/** What the services hold: of one kind, and of that one taken apart. */
export function ServicesScreen({ chosen, query }: ServicesProps) {
  const kind = KINDS.find(({ name }) => name === chosen) ?? KINDS[0]!;
  const { things, problem } = useThings(kind);
  const [text, id] = [query.get('text') ?? '', query.get('id') ?? undefined];
  const link = (to: { text?: string; id?: string | undefined }) =>
    linkTo('services', kind.name, { text, id, ...to });
  const shown = useMemo(() => {
    const wanted = text.toLowerCase();
    return (things ?? []).filter(({ name }) => name.toLowerCase().includes(wanted));
  }, [things, text]);
  const thing = things?.find((one) => one.id === id);
  const shared = useMemo(() => sharedStart((things ?? []).map(({ name }) => name)), [things]);
  return (
    <>
      <div class="bar">
        <h1 class="for-ears">Services</h1>
        <nav class="kinds" aria-label="Kinds">
          {KINDS.map(({ name }) => (
            <a
              key={name}
              href={linkTo('services', name)}
              {...(name === kind.name && { 'aria-current': 'page' as const })}
            >
              {name}
            </a>
          ))}
        </nav>
        <Search
          label={`Search ${kind.name}`}
          value={text}
          onSearch={(to) => replaceLink(link({ text: to }))}
        />
        <span class="dim" role="status">
          {things ? count(shown.length, kind.name.slice(0, -1)) : 'Reading…'}
        </span>
      </div>
      <Problem text={problem} />
      {things?.length === 0 && <p class="dim empty">The cloud has no {kind.name}.</p>}
      {things !== undefined && things.length > 0 && (
        <div class={`things${thing ? ' has-chosen' : ''}`}>
          <Rows
            label={kind.name}
            className="names"
            headings={[shared === '' ? 'Name' : `${shared}…`]}
            items={shown}
            keyOf={(one) => one.id}
            at={thing && shown.indexOf(thing)}
            cells={(one) => [
              <a key="name" href={link({ id: one.id })} title={one.name}>
                {one.name.slice(shared.length)}
              </a>,
            ]}
          />
          {thing ? (
            <ThingView key={`${kind.name} ${thing.id}`} kind={kind} thing={thing} />
          ) : (
            <p class="dim empty">
              {id === undefined
                ? 'Choose one to look into it.'
                : `There is no ${kind.name.slice(0, -1)} ${id}.`}
            </p>
          )}
        </div>
      )}
    </>
  );
}

/** All of a kind, as there are. */
function useThings(kind: Kind) {
  const [found, setFound] = useState<{ kind: Kind; things: readonly Thing[] }>();
  const { attempt, problem } = useAttempt();
  useEffect(() => {
    const look = () =>
      void attempt(async () => {
        const things = await kind.list(aws);
        setFound({ kind, things: [...things].sort((a, b) => (a.name < b.name ? -1 : 1)) });
      });
    return keepLooking(look, 5000);
  }, [kind]);
  return { things: found?.kind === kind ? found.things : undefined, problem };
}

/** What all names begin with, up to a hyphen, as those of a stack do; nothing of a name alone. */
function sharedStart(names: readonly string[]): string {
  const [first = '', ...others] = names;
  if (others.length === 0) return '';
  const starts = [...first.matchAll(/-/g)].map(({ index }) => first.slice(0, index + 1));
  return starts.findLast((start) => others.every((name) => name.startsWith(start))) ?? '';
}
