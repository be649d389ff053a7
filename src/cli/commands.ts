import type { CommandDef } from 'citty';

// biome-ignore lint/suspicious/noExplicitAny: citty's own type for a command whatever its arguments
export type AnyCommand = CommandDef<any>;

/** Every command there is; each is loaded only when it is called. */
export const COMMANDS: Readonly<Record<string, () => Promise<AnyCommand>>> = {
  serve: async () => (await import('./serve.ts')).serve,
  chat: async () => (await import('./chat.ts')).chat,
  check: async () => (await import('./check.ts')).check,
  rehearse: async () => (await import('./rehearse.ts')).rehearse,
  understand: async () => (await import('./understand.ts')).understand,
  fact: async () => (await import('./fact.ts')).fact,
  translations: async () => (await import('./translations.ts')).translations,
  places: async () => (await import('./places.ts')).places,
  graph: async () => (await import('./graph.ts')).graph,
  calendar: async () => (await import('./calendar.ts')).calendar,
  diff: async () => (await import('./diff.ts')).diff,
  schemas: async () => (await import('./schemas.ts')).schemas,
  import: async () => (await import('./import.ts')).importing,
  questions: async () => (await import('./questions.ts')).questions,
  forget: async () => (await import('./person.ts')).forgetting,
  export: async () => (await import('./person.ts')).exporting,
  keys: async () => (await import('./person.ts')).keys,
  release: async () => (await import('./release.ts')).release,
  store: async () => (await import('./store.ts')).store,
};
