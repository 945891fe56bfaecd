import { useEffect, useRef } from 'preact/hooks';

const start = document.createElement('div');
start.className = 'start';

/** Takes what the page says without scripts: it becomes a screen. */
export function takeStart(): void {
  const said = document.getElementById('start')!;
  start.append(...said.childNodes);
  said.remove();
}

export function ConnectScreen() {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current!.append(start), []);
  return <div ref={place} class="scrolls" />;
}
