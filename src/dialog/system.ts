/** What the program itself says: the keys that every language's `system.yaml` must have. */
export const SYSTEM_KEYS = [
  'words',
  'welcome',
  'danger',
  'unknown',
  'did-you-mean',
  'resume',
  'menu-offer',
  'help',
  'language-ask',
  'language-set',
  'source-intro',
  'source-line',
  'source-undated',
  'source-none',
  'person',
  'stopped',
  'started',
  'forgotten',
  'back-none',
  'more-word',
  'more-hint',
  'more-none',
  'share-location',
  'media',
  'group',
  'dated',
  'dated-due',
  'dated-overdue',
  'not-known-today',
  'lost',
  'changed',
] as const;

export type SystemText = (typeof SYSTEM_KEYS)[number];

/** The book in which they stand. */
export const SYSTEM = 'system';
