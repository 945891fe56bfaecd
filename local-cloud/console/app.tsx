import { useEffect, useState } from 'preact/hooks';
import { onAnswering } from './cloud.ts';
import { isTyping } from './keys.ts';
import { Guard } from './parts/guard.tsx';
import { Help } from './parts/help.tsx';
import { Problem } from './parts/problem.tsx';
import { linkTo, type Route, useRoute } from './route.ts';
import { ClockScreen } from './screens/clock.tsx';
import { ConnectScreen } from './screens/connect.tsx';
import { type Dropped, DroppedScreen, useDrop } from './screens/dropped.tsx';
import { ExecutionScreen } from './screens/execution.tsx';
import { ExecutionsScreen } from './screens/executions.tsx';
import { FaultsScreen } from './screens/faults.tsx';
import { InboxScreen } from './screens/inbox.tsx';
import { RolesScreen } from './screens/roles.tsx';
import { ServicesScreen } from './screens/services.tsx';

const SCREENS = ['executions', 'clock', 'inbox', 'faults', 'roles', 'services', 'connect'] as const;
const SILENT = 'The local cloud does not answer. What is shown is what was known last.';
const FIRST: Route = { screen: 'executions', rest: '', query: new URLSearchParams() };

export function App() {
  const route = known(useRoute());
  const [isHelp, setHelp] = useState(false);
  const drop = useDrop();
  const [answers, setAnswers] = useState(true);
  useEffect(() => onAnswering(setAnswers), []);
  useKeys(() => setHelp(true));
  useEffect(() => {
    document.title = `${route.rest.split(':')[7] ?? route.screen} · local cloud`;
  }, [route.screen, route.rest]);
  return (
    <>
      <header class="frame">
        <a class="brand" href={linkTo('executions')}>
          Local cloud
        </a>
        <nav aria-label="Screens">
          {SCREENS.map((screen) => (
            <a
              key={screen}
              href={linkTo(screen)}
              {...(route.screen === screen && { 'aria-current': 'page' as const })}
            >
              {screen}
            </a>
          ))}
        </nav>
        <button type="button" class="quiet" onClick={() => setHelp(true)} aria-label="Help">
          ?
        </button>
      </header>
      <main class={`screen screen-${route.screen}`}>
        <Problem text={answers ? undefined : SILENT} />
        <Guard key={`${route.screen} ${route.rest} ${drop.history?.id}`}>
          {screenOf(route, drop.history)}
        </Guard>
        <Problem text={drop.problem} />
      </main>
      {isHelp && <Help onClose={() => setHelp(false)} />}
    </>
  );
}

/** An address that names no screen leads to the first. */
function known(route: Route): Route {
  const names: readonly string[] = [...SCREENS, 'history'];
  return names.includes(route.screen) ? route : FIRST;
}

function screenOf({ screen, rest, query }: Route, history: Dropped | undefined) {
  if (screen === 'clock') return <ClockScreen />;
  if (screen === 'inbox') return <InboxScreen />;
  if (screen === 'faults') return <FaultsScreen />;
  if (screen === 'roles') return <RolesScreen query={query} />;
  if (screen === 'services') return <ServicesScreen chosen={rest} query={query} />;
  if (screen === 'connect') return <ConnectScreen />;
  if (screen === 'history') return <DroppedScreen dropped={history} query={query} />;
  if (rest !== '') return <ExecutionScreen key={rest} arn={rest} query={query} />;
  return <ExecutionsScreen query={query} />;
}

/** `?` for help, `/` to search: unless somebody types. */
function useKeys(help: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isTyping(event) || document.querySelector('dialog[open]')) return;
      if (event.key === '?') help();
      if (event.key !== '/') return;
      event.preventDefault();
      document.querySelector<HTMLInputElement>('input[type=search]')?.focus();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
