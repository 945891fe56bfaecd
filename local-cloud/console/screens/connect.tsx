import { useEffect, useRef } from 'preact/hooks';

const start = document.createElement('div');
start.className = 'start';

/**
 * Takes what the page says without scripts: it becomes a screen. What was so when the page was asked for
 * is left out, since other screens tell what is so now.
 */
export function takeStart(): void {
  const said = document.getElementById('start')!;
  said.querySelector('.as-of-now')?.remove();
  start.append(...said.childNodes);
  said.remove();
}

export function ConnectScreen() {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current!.append(start), []);
  return <div ref={place} class="scrolls" />;
}
