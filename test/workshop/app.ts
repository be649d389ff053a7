import type { FastifyInstance } from 'fastify';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { loadRelease } from '../../src/content/load.ts';
import type { Release } from '../../src/content/release.ts';
import { readTree, type SourceFile } from '../../src/content/tree.ts';
import type { Listed } from '../../src/delivery/list-questions.ts';
import { openLiveRelease } from '../../src/delivery/live-release.ts';
import { createGuard } from '../../src/server/guard.ts';
import { createLogger } from '../../src/server/log.ts';
import { createMetrics } from '../../src/server/metrics.ts';
import { createServer } from '../../src/server/server.ts';
import { type Folder, openWorkshop as openDoors, type WorkshopDeps } from '../../src/server/workshop.ts';

/** 21 November 2026, noon in Mexico City. */
export const NOW = Date.parse('2026-11-21T18:00:00Z');

/** The release of these files; what is wrong with them is not this test's business. */
export const releaseOf = (files: readonly SourceFile[]): Release => {
  const { release, diagnostics } = loadRelease(files);
  if (!release) throw new Error(`no release: ${diagnostics[0]?.message}`);
  return release;
};

export const repositoryRelease = (): Release => releaseOf(readTree(new URL('../..', import.meta.url).pathname));

/** A clock that stands still, and waits as long as it must. */
const clock: Clock = { ...systemClock(), now: () => NOW };

export interface Around {
  readonly asked?: readonly Listed[];
  readonly folder?: Folder;
  readonly live?: WorkshopDeps['live'];
}

/** The server with the workshop's doors only. `log` gathers what it writes. */
export const openWorkshop = async (
  release: Release,
  token?: string,
  log: string[] = [],
  { asked = [], folder, live }: Around = {},
): Promise<FastifyInstance> => {
  const logger = createLogger('trace', { write: (line) => void log.push(line) });
  const app = await createServer({ log: logger, metrics: createMetrics(), monotonic: () => 0 });
  const stop = openDoors(app, {
    live: live ?? { release: () => release, from: () => 'folder', reload: async () => [] },
    questions: async () => asked,
    guard: createGuard(token === undefined ? {} : { token }),
    clock,
    log: logger,
    folder,
  });
  app.addHook('onClose', async () => stop());
  return app;
};

/** The same over a folder that is being edited. */
export const openEdited = async (dir: string): Promise<FastifyInstance> => {
  const files = readTree(dir);
  const live = await openLiveRelease({
    releases: { current: async () => undefined, packed: async () => undefined },
    files,
    pace: clock,
    note: () => undefined,
  });
  return openWorkshop(live.release(), undefined, [], { live, folder: { dir, files } });
};

/** A small organisation of its own: one question with two options, a location, and a fact that has an end. */
export const LIBRARY: readonly SourceFile[] = [
  {
    file: 'content/settings.yaml',
    text: 'home: desk\ndefault: es\nzone: America/Mexico_City\nlanguages:\n  es: { name: Español, format: es-US }\n  en: { name: English, format: en-US }\n',
  },
  {
    file: 'content/sources.yaml',
    text: 'board:\n  title: Notice board\n  publisher: Library\n  address: hall\n  retrieved: 2026-11-01\n',
  },
  {
    file: 'content/facts/library/loans.yaml',
    text: 'most:\n  unit: text\n  review: 60\n  history:\n    - { until: 2026-12-31, value: "five", source: board, checked: 2026-11-21, confidence: high }\n    - { from: 2027-01-01, value: "seven", source: board, checked: 2026-11-21, confidence: high }\n',
  },
  {
    file: 'flows/desk.yaml',
    text: 'start: topic\nsteps:\n  topic: { choose: [books, near], next: [{ when: "topic == \'books\'", to: loans }, { to: where }] }\n  loans: { say: ~, options: [menu] }\n  where: { ask: location, next: topic }\n',
  },
  {
    file: 'content/texts/en/desk.yaml',
    text: 'topic:\n  text: "What do you need?"\n  again: "Pick one, please."\n  options: { books: Borrow books, near: The nearest library }\nloans: "You may borrow {{fact.library.loans.most}} books."\nwhere: "Where are you?"\n',
  },
  {
    file: 'content/texts/es/desk.yaml',
    text: 'topic:\n  text: "¿Qué necesitas?"\n  again: "Elige una, por favor."\n  options: { books: Llevar libros, near: La biblioteca cercana }\nloans: "Puedes llevar {{fact.library.loans.most}} libros."\nwhere: "¿Dónde estás?"\n',
  },
  {
    file: 'content/texts/en/system.yaml',
    text: 'welcome: Welcome.\nstopped: Not another word.\nstarted: Here again.\nforgotten: All gone.\nhelp: Ask away.\nlanguage-set: In English.\nshare-location: Here I am\nmore-word: MORE\nmore-hint: Write MORE.\nwords: { text: "-", options: { menu: Menu } }\n',
  },
  {
    file: 'content/texts/es/system.yaml',
    text: 'welcome: Bienvenida.\nstopped: Ni una palabra.\nstarted: Otra vez.\nforgotten: Borrado.\nhelp: Pregunta.\nlanguage-set: En español.\nshare-location: Aquí estoy\nmore-word: MÁS\nmore-hint: Escribe MÁS.\nwords: { text: "-", options: { menu: Menú } }\n',
  },
  ...(['en', 'es'] as const).map((locale) => ({
    file: `content/words/${locale}.yaml`,
    text: `commands: { menu: [menu], help: [${locale === 'en' ? 'help' : 'ayuda'}], stop: [stop], start: [start], forget: [forget], hello: [${locale === 'en' ? 'hello' : 'hola'}], locale: [${locale === 'en' ? 'english' : 'español'}] }
yes: ["yes"]
no: ["no"]
numbers: { one: 1 }
months: { may: 5 }
spans: { day: [day], week: [week], month: [month], year: [year] }
today: [today]
tomorrow: [tomorrow]
common: [the]
`,
  })),
];
