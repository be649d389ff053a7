/** In which context each kept text is sealed: what it is, and whose. A text moved to another row cannot be opened. */
export const profileContext = (person: string): string => `profile:${person}`;
export const stateContext = (person: string): string => `state:${person}`;
export const replyContext = (delivery: string): string => `reply:${delivery}`;
/** To the row, not to the person: a person's name changes with the key. */
export const outboxContext = (id: string): string => `outbox:${id}`;
