import { render } from 'preact';
import { App } from './app.tsx';
import { takeStart } from './screens/connect.tsx';

takeStart();
render(<App />, document.getElementById('console')!);
