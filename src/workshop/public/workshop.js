import { fetchSettings } from './api.js';
import { createBoard } from './board.js';
import { createDiff } from './diff.js';
import { createMap } from './map.js';
import { hearNews } from './news.js';
import { createRecorder } from './recorder.js';
import { createScreen } from './screen.js';
import { createSimulator } from './simulator.js';
import { createViews } from './views.js';

const screen = createScreen(document);

try {
  const settings = await fetchSettings();
  const language = document.getElementById('language');
  const day = document.getElementById('day');
  const map = createMap(document, { language: () => language.value, fail: screen.fail, words: screen.spoken });
  const board = createBoard(document, { day: () => day.value, fail: screen.fail, words: screen.spoken });
  createDiff(document, { fail: screen.fail, words: screen.spoken });
  const refresh = () => {
    map.refresh();
    board.refresh();
  };
  const views = createViews(document, (view, [flow, step]) => {
    if (flow !== undefined && view === 'map') map.look(flow, step);
    else refresh();
  });
  const { inHand, renew } = createSimulator(document, settings, screen, { moved: map.follow, spoken: refresh });
  createRecorder(document, { inHand, day: () => day.value, fail: screen.fail, words: screen.spoken });
  day.addEventListener('change', board.refresh);
  views.show();
  await map.load();
  views.show();
  const changed = async () => {
    renew(await fetchSettings());
    await map.load();
    board.refresh();
  };
  hearNews(document, { words: screen.spoken, changed: () => changed().catch(screen.fail) });
} catch (cause) {
  screen.fail(cause);
}
