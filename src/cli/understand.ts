import { createInterface } from 'node:readline/promises';
import { defineCommand } from 'citty';
import { OperationalError } from '../base/operational-error.ts';
import type { Release } from '../content/release.ts';
import { createSearch, type Search } from '../content/search/search.ts';
import { understand as understandMessage } from '../dialog/understand.ts';
import { dirOption, openRelease } from './options.ts';

/** One message to understand, as it stands on a line. */
export interface Asked {
  /** Handed back as it came. */
  readonly id: string | number;
  readonly text: string;
  readonly lang?: string | undefined;
}

/** What was understood, as it is printed. */
export interface Understood {
  readonly id: string | number;
  readonly ranked: readonly string[];
  readonly abstain: boolean;
  readonly outcome: 'answer' | 'choices' | 'none' | 'safety' | 'command';
  readonly score: number;
  readonly lang: string | null;
}

/** Understands one message as a conversation would that waits for nothing: danger and commands first, then search. */
export const understandOne = (release: Release, search: Search, { id, text, lang }: Asked): Understood => {
  const own = lang !== undefined && Object.hasOwn(release.settings.languages, lang) ? lang : undefined;
  const { kind } = understandMessage(release, { kind: 'text', text }, own ?? release.settings.default, undefined);
  const found = search.find(text, own);
  const { ranked, confidence, locale } = found;
  const outcome = kind === 'danger' ? 'safety' : kind === 'command' ? 'command' : found.outcome;
  return {
    id,
    ranked: ranked.map((r) => r.id),
    abstain: outcome === 'command' || outcome === 'none',
    outcome,
    score: Math.round(confidence * 1e4) / 1e4,
    lang: locale ?? null,
  };
};

const readLine = (line: string, at: number): Asked => {
  try {
    const { id, text, lang } = JSON.parse(line) as Record<string, unknown>;
    if (typeof text === 'string')
      return {
        id: typeof id === 'string' || typeof id === 'number' ? id : at,
        text,
        lang: typeof lang === 'string' ? lang : undefined,
      };
  } catch {
    // Said below, with the line.
  }
  throw new OperationalError('bad-line', `line ${at} is not JSON with a "text"`);
};

export const understand = defineCommand({
  meta: { name: 'understand', description: 'reads JSON lines {id,text,lang?} and prints what each message asks' },
  args: { dir: dirOption },
  run: async ({ args }) => {
    const release = openRelease(args.dir);
    const search = createSearch(release);
    let at = 0;
    for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
      at++;
      if (line.trim() === '') continue;
      process.stdout.write(`${JSON.stringify(understandOne(release, search, readLine(line, at)))}\n`);
    }
  },
});
