import type { Day, Instant } from '../base/day.ts';
import type { Release } from '../content/release.ts';
import { DAY_MS, KEPT, LEAST_PEOPLE, type Question, type Store } from '../store/store.ts';

/** A term of questions without an answer, as editors see it. */
export interface Listed {
  /** One word, or two that stood side by side. */
  readonly term: string;
  /** How many different people used it. */
  readonly people: number;
  readonly language: string;
  /** Whether nobody here knew, or people were told who else knows. */
  readonly kind: Question['kind'];
  readonly last: Day['iso'];
  /** The answer that comes nearest, and the file in which an example could be added. */
  readonly nearest?: { readonly id: string; readonly file: string; readonly line: number };
}

/** How many days are looked back at most: nothing is kept for longer. */
export const MOST_DAYS = KEPT.term / DAY_MS;

/** What is asked most is what editors need; to find the nearest answer takes a while. */
const MOST_LISTED = 200;

/** What enough people asked without an answer in the last days, the most asked first. */
export const listQuestions = async (
  store: Pick<Store, 'questions'>,
  release: Release,
  now: Instant,
  days: number = MOST_DAYS,
): Promise<readonly Listed[]> => {
  const found = await store.questions(LEAST_PEOPLE, now - days * DAY_MS);
  // While the person key is changed a term is counted under both: the larger count is certain.
  const once = new Map<string, Question>();
  for (const question of found) {
    const key = JSON.stringify([question.kind, question.locale, question.words]);
    if (!once.has(key)) once.set(key, question);
  }
  return [...once.values()].slice(0, MOST_LISTED).map(({ words, people, locale, kind, last }) => {
    const id = release.search().find(words, locale).ranked[0]?.id;
    const at = id === undefined ? undefined : release.answers.get(id)?.at;
    return {
      term: words,
      people,
      language: locale,
      kind,
      last: last.iso,
      ...(id !== undefined && at ? { nearest: { id, file: at.file, line: at.line } } : {}),
    };
  });
};
