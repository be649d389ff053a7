/** Words that a flow may offer as an option and that mean the same in every flow. */
export const GLOBAL_WORDS = ['menu', 'back', 'help', 'source', 'language', 'person'] as const;

export type GlobalWord = (typeof GLOBAL_WORDS)[number];

export const isGlobalWord = (word: string): word is GlobalWord => (GLOBAL_WORDS as readonly string[]).includes(word);
